"""Which articles and paragraphs are not English.

langdetect takes 0.2 s to load and errs on short texts, so it is asked last: first the letters
are looked at, then the commonest words, which decide nearly every article.
This is the only file that imports it.
"""

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from pipeline.errors import ArticleError
from pipeline.model import Article, Span

# On fewer words langdetect guesses: 8 of 12 headlines were misjudged.
FEWEST_WORDS = 40
SURE = 0.99

# The commonest words of English that no other language in Latin letters has among its own.
# ("in", "an", "was", "is" and "on" are German, Dutch, French or Scandinavian words as well.)
ENGLISH_WORDS = frozenset(
    """
    the of and to that for with by from this which are were has have been be will would not
    they their his her its it he she said who after at as more than we you our but also can
    had these those when there
    """.split()
)
# Of their words, English paragraphs have 16 to 40 in 100 in that list; paragraphs of ten
# other languages had 4 at most. Those between are left to langdetect.
ENGLISH_SHARE = 0.15
# A language shows in this many characters; langdetect itself reads 10,000.
SAMPLE = 50_000

# langdetect's codes; "en" is not among them, since it is never reported.
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "af": "Afrikaans", "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan",
        "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek",
        "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
        "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
        "id": "Indonesian", "it": "Italian", "ja": "Japanese", "kn": "Kannada", "ko": "Korean",
        "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam",
        "mr": "Marathi", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "pa": "Punjabi",
        "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
        "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sv": "Swedish", "sw": "Swahili",
        "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish",
        "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh-cn": "Chinese",
        "zh-tw": "Chinese",
    }
)  # fmt: skip

_NOT_LATIN = re.compile(
    "[^\\W\\d_a-zA-Z\u00aa-\u02ff\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\uff21-\uff5a]"
)
_EDGES = ".,;:!?\"'()[]“”‘’…-–—"
_detecting = threading.Lock()


class ForeignBlock(NamedTuple):
    """A block that is not English; `language` is a language or a script, for people."""

    span: Span
    language: str


def refuse_other_languages(article: Article) -> None:
    """Raise ArticleError if an article as a whole is not English, naming what it seems to be."""
    language = _foreign(article.text)
    if language:
        raise ArticleError(
            article.path,
            f"it is not English but {language}",
            "If it is English after all, set check_language = false under [articles] in "
            "pipeline.toml, for all articles or for this one",
        )


def foreign_blocks(article: Article) -> tuple[ForeignBlock, ...]:
    """Find the blocks that are not English, in order, to be kept as they are.

    Those are blocks mostly in another script, and blocks of at least 40 words that
    langdetect calls another language with 0.99 or more.
    """
    judged = (
        ForeignBlock(block.span, _foreign(article.text[slice(*block.span)]))
        for block in article.blocks
    )
    return tuple(block for block in judged if block.language)


def _foreign(text: str) -> str:
    """Name the script or language that a text is in; empty if it is English or unclear."""
    sample = text[:SAMPLE]
    return _script(sample) or _language(sample)


def _script(text: str) -> str:
    """Name the script that most letters of a text are in; empty if that is the Latin one."""
    letters = [] if text.isascii() else _NOT_LATIN.findall(text)
    if not letters or 2 * len(letters) <= sum(map(str.isalpha, text)):
        return ""
    script = unicodedata.name(Counter(letters).most_common(1)[0][0], "unknown").split()[0]
    return "Chinese script" if script == "CJK" else f"{script.capitalize()} script"


def _language(text: str) -> str:
    """Name the language of a text; empty if it is English, too short or not sure."""
    words = text.split()
    if len(words) < FEWEST_WORDS or _english_share(words) >= ENGLISH_SHARE:
        return ""
    code, probability = _detect(text)
    return NAMES.get(code, "") if probability >= SURE else ""


def _english_share(words: list[str]) -> float:
    return sum(word.lower().strip(_EDGES) in ENGLISH_WORDS for word in words) / len(words)


def _detect(text: str) -> tuple[str, float]:
    """Ask langdetect for the likeliest language and its probability, the same every time."""
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    # Its first call loads 55 profiles into a global without a lock.
    with _detecting:
        DetectorFactory.seed = 0
        try:
            best = detect_langs(text)[0]
        except (LangDetectException, IndexError):  # numbers and marks only
            return "", 0.0
    return best.lang, best.prob
