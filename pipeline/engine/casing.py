"""ALL-CAPS text is written as a sentence for the model, and its translation in capitals again."""

import re
from collections.abc import Collection

# A word of at most three capitals is an acronym (VNA, EU) unless it is one of these.
_SHORT_WORDS = frozenset(
    "a ago all an and any are as at be but buy by can cut day did end far few fly for get go got "
    "had has he her him his hit how i if in ink is it its job key kid law led let lot low man map "
    "may me men met my nd new no nor not now of off oil old on one or our out own par pay per put "
    "ran red run sea see set she sit six so son sue tax ten the tie to too top two up use via war "
    "was way we who why win with won year yes yet you".split()
)
# Words that keep a capital; with what the language file knows, enough for most headlines.
_NAMES = re.compile(
    r"(?:vietnam(?:ese)?|viet nam|ha ?noi|ho chi minh(?: city)?|russian?s?|moscow|chin(?:a|ese)|"
    r"beijing|america(?:ns?)?|washington|united (?:states|nations|kingdom)|europe(?:an)?s?|"
    r"asian?s?|"
    r"africa(?:ns?)?|japan(?:ese)?|south korean?s?|north korean?s?|korean?s?|indian?s?|"
    r"indonesian?s?|thai(?:land)?|laos?|lao|cambodian?s?|malaysian?s?|singapore|philippines|"
    r"myanmar|brunei|australian?s?|germany?s?|german|france|french|brit(?:ain|ish)|england|english|"
    r"ital(?:y|ian)s?|spa(?:in|nish)|cuban?s?|ukrain(?:e|ian)s?|belarus(?:ian)?s?|israeli?s?|iran"
    r"(?:ian)?s?|turk(?:ey|ish)|mekong|pacific|eurasian?|soviet|putin|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|january|february|april|june|july|august|september|october|"
    r"november|december)(?:'s|’s)?"
)
_LONG_ACRONYMS = frozenset(
    "apec asean brics covid eaeu fifa icao nato oecd opec osce unesco unicef unclos".split()
)


def is_capitals(text: str) -> bool:
    """Say whether a text is written in capitals, as some headlines are; acronyms alone are not."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    capitals = [word for word in words if word.isupper()]
    return (
        len(capitals) >= 2
        and len(capitals) >= 0.8 * len(words)
        and any(len(word) > 3 and word.lower() not in _LONG_ACRONYMS for word in capitals)
    )


def as_sentence(text: str, names: Collection[str] = ()) -> str:
    """Write capitals as a sentence: names and acronyms keep theirs, as far as they are known.

    `names` are further names, in lower case.
    """
    text = re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", _lower_word, text)
    text = _NAMES_AT_WORDS.sub(lambda found: _title(found[0]), text)
    for name in names:
        text = re.sub(rf"\b{re.escape(name)}\b", _title(name), text)
    first = re.search(r"[^\W\d_]", text)
    return text[: first.start()] + first[0].upper() + text[first.end() :] if first else text


_NAMES_AT_WORDS = re.compile(rf"\b{_NAMES.pattern}\b")


def _lower_word(word: re.Match[str]) -> str:
    lowered = word[0].lower()
    stem = re.split("['’]", lowered)[0]
    is_acronym = stem in _LONG_ACRONYMS or (len(stem) <= 3 and stem not in _SHORT_WORDS)
    return word[0][: len(stem)] + lowered[len(stem) :] if is_acronym else lowered


def _title(name: str) -> str:
    return re.sub(r"(?<![^\W\d_'’])[^\W\d_]", lambda letter: letter[0].upper(), name)
