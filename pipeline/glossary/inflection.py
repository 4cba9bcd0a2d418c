"""The forms in which an English term may stand in a text: plurals, and -s, -ed, -ing of verbs."""

import re
from collections.abc import Iterator

_IRREGULAR = {
    "analysis": "analyses",
    "child": "children",
    "crisis": "crises",
    "foot": "feet",
    "life": "lives",
    "man": "men",
    "person": "people",
    "woman": "women",
}
# "Secretary of State", "Ambassador to Russia": the word before is the one with a plural.
_BEHIND_HEAD = frozenset("at for from in of on to with".split())
_VOWELS = "aeiou"
_HISSING = re.compile(r"(?:s|x|z|ch|sh)$")


def plural(word: str) -> str:
    """Write a noun in the plural; a form of a verb in -s is the same."""
    low = word.lower()
    for singular, several in _IRREGULAR.items():
        if low.endswith(singular):
            return word[: len(word) - len(singular)] + word[-len(singular)] + several[1:]
    if low.endswith("y") and low[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if _HISSING.search(low) else f"{word}s"


def verb_forms(word: str) -> Iterator[str]:
    """Give the regular forms of a verb; where the last letter may be doubled, both."""
    yield plural(word)
    low = word.lower()
    if low.endswith("e"):
        yield f"{word}d"
        yield f"{word if low.endswith('ee') else word[:-1]}ing"
        return
    if low.endswith("y") and low[-2:-1] not in _VOWELS:
        yield f"{word[:-1]}ied"
    else:
        yield f"{word}ed"
    yield f"{word}ing"
    if re.search(r"[aeiou][b-df-hj-np-tvz]$", low):
        yield f"{word}{word[-1]}ed"
        yield f"{word}{word[-1]}ing"


def forms(words: tuple[str, ...], part_of_speech: str = "") -> Iterator[tuple[str, ...]]:
    """Give the words of a term as they stand, then with the one word changed that may be.

    In a verb that is the first one; else the last, or the one before "of" and its kind.
    """
    yield words
    if part_of_speech == "verb":
        at, changed = 0, verb_forms(words[0])
    else:
        prepositions = (number for number, word in enumerate(words) if word in _BEHIND_HEAD)
        at = next(prepositions, len(words)) - 1
        changed = iter((plural(words[at]),))
    if at >= 0 and words[at][-1:].isalpha():
        for form in changed:
            yield (*words[:at], form, *words[at + 1 :])
