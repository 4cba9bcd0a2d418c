"""Headlines in capitals, or With Every Word Capitalised, are written as sentences for the model.

Which words keep a capital is learnt from the texts that come along: in an article, a name stands
in other sentences too. A translation of capitals is put into capitals again.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.reading.english_words import common

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LETTERS = re.compile(r"[^\W\d_]+")
_CAPITALS = re.compile(r"[^\W\d_a-z]{2,}")
# "JANE ROE", "JOHN D. DOE": names in bylines, and words that are stressed.
_RUN = re.compile(r"\b[^\W\d_a-z]{2,}(?:[ -](?:[^\W\d_a-z]\. ?)*[^\W\d_a-z]{2,}\b)+")

# A word of at most three capitals is an acronym (VNA, EU) unless it is one of these.
_SHORT_WORDS = frozenset(
    "a ago aid air all an and any are art as at bad ban be big but buy by can car cut day did do "
    "due end far few fly for gas get go got had has he her him his hit how i if in ink is it its "
    "job key kid law led let lot low man map may me men met my net new nine no nor not now of off "
    "oil old on one or our out own par pay per put ran red run sea see set she sit six so son sue "
    "tax ten tie the to too top two up us use via war was way we who why win with won year yes "
    "yet you".split()
)

# Enough for headlines that come alone.
_NAMES = (
    "Africa African America American Asia Asian Australia Australian Beijing Belarus Britain "
    "British Brunei Cambodia Cambodian China Chinese Cuba Cuban England English Europe European "
    "France French German Germany India Indian Indonesia Indonesian Iran Israel Italy Japan "
    "Japanese Korea Korean Lao Laos Malaysia Malaysian Mekong Moscow Myanmar Pacific Philippines "
    "Russia Russian Russians Singapore Spain Thai Thailand Turkey Ukraine Ukrainian Vietnam "
    "Vietnamese Washington Monday Tuesday Wednesday Thursday Friday Saturday Sunday January "
    "February April June July August September October November December "
    "APEC ASEAN BRICS FIFA NATO OECD OPEC UNESCO UNICEF"
).split()


def learn(texts: Iterable[str], places: Iterable[str] = ()) -> Mapping[str, str]:
    """Learn how words are written inside sentences: lower-case form → the usual form.

    Words at the start of a sentence and headlines in capitals teach nothing, nor do words in
    capitals that are no acronyms.
    """
    usual = {name.lower(): name for name in _NAMES}
    usual |= {part: part.title() for place in places for part in place.split()}
    seen: Counter[tuple[str, str]] = Counter()
    for text in texts:
        if is_capitals(text) or is_title(text):
            continue
        end = 0
        runs = _runs(text)
        for word in _WORD.finditer(text):
            between = text[end : word.start()].rstrip()
            inside = between[-1] not in '.?!:"“‘(' if between else end
            in_run = any(word.start() in run for run in runs)
            if inside and not in_run and not _is_stressed(word[0], usual):
                seen[word[0].lower(), word[0]] += 1
            end = word.end()
    return usual | {low: form for (low, form), _ in reversed(seen.most_common())}


def _runs(text: str) -> list[range]:
    """Find words in capitals side by side; a longer one among them is hardly an acronym."""
    return [
        range(*run.span())
        for run in _RUN.finditer(text)
        if run[0].isupper() and any(len(word) > 3 for word in _LETTERS.findall(run[0]))
    ]


def _is_stressed(word: str, usual: Mapping[str, str]) -> bool:
    """Say whether a longer word in capitals is a common word, or a name that has none."""
    low = word.lower()
    return word.isupper() and len(word) > 3 and (low in common() or usual.get(low, word) != word)


def is_capitals(text: str) -> bool:
    """Say whether a text is written in capitals, as some headlines are; acronyms alone are not."""
    if len(_CAPITALS.findall(text)) < 2:
        return False
    words = [word for word in _LETTERS.findall(text) if len(word) > 1]
    capitals = [word for word in words if word.isupper()]
    return (
        len(capitals) >= 2
        and len(capitals) >= 0.8 * len(words)
        and any(len(word) > 3 and word not in _NAMES for word in capitals)
    )


def is_title(text: str) -> bool:
    """Say whether Every Longer Word of a Headline Has a Capital."""
    if text[-1:] in ".?!":
        return False
    words = [word for word in _LETTERS.findall(text) if len(word) > 3]
    return len(words) >= 3 and all(word[0].isupper() for word in words)


def as_sentence(text: str, usual: Mapping[str, str]) -> str:
    """Write a headline as a sentence, each word as `usual` has it.

    Words in capitals that `usual` does not know become lower-case unless they look like
    acronyms; words with one capital that it does not know may be names, and stay unless they
    are common words.
    """

    def rewrite(found: re.Match[str]) -> str:
        word, starts = found[0], not re.search(r"[^\W_]", text[: found.start()])
        stem = re.split("['’]", word)[0]
        form = usual.get(word.lower()) or usual.get(stem.lower(), "") + word[len(stem) :].lower()
        if form == word[len(stem) :].lower():
            is_name = stem.lower() not in common() and (
                not stem.isupper() or (len(stem) < 4 and stem.lower() not in _SHORT_WORDS)
            )
            form = stem + form if is_name else word.lower()
        return form[0].upper() + form[1:] if starts or _after_colon(text, found) else form

    return _WORD.sub(rewrite, text)


def needed(usual: Mapping[str, str], texts: Iterable[str]) -> dict[str, str]:
    """Pick out of `usual` what `as_sentence` asks for in the headlines among some texts."""
    words = {
        word.lower()
        for text in texts
        if is_capitals(text) or is_title(text)
        for word in _WORD.findall(text)
    }
    words |= {re.split("['’]", word)[0] for word in words}
    return {word: usual[word] for word in words if word in usual}


def _after_colon(text: str, word: re.Match[str]) -> bool:
    return text[: word.start()].rstrip()[-1:] == ":" and text[word.start()].isupper()
