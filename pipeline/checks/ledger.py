"""The name ledger: what each name of the sources is called in the translations."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from pipeline.checks import Pair, russian
from pipeline.checks.counterparts import Word, own_forms, sounds_like, words
from pipeline.languages import Language, cldr
from pipeline.reading import names
from pipeline.reading.sounds import plain

_LIKE = 0.65  # Joanne and Анна are less
_LONGEST = 5_000
_MOST_WORDS = 8  # of one name
_MOST_FORMS = 100  # of one name that are compared with a further one
_LIKE_ADJECTIVE = re.compile(r"sk[a-z]+$")
_LETTERS = re.compile(r"[^\W\d_]+")


CASES: Mapping[str, Callable[[str, str], bool]] = {"ru": russian.are_same}
"""How to tell that two words are cases of one, by language; the others have no cases."""


class Form(NamedTuple):
    """What a name is called, and the indices of the pairs where it is called so."""

    text: str
    indices: tuple[int, ...]


class Name(NamedTuple):
    """A name of the sources with its forms, the most common first.

    `kind` is `person`, `place`, `organisation`, or empty where nothing tells. `is_clear` says
    that the name belongs to one bearer: a first name, or a surname of two people, does not.
    """

    source: str
    kind: str
    forms: tuple[Form, ...]
    is_clear: bool = True


class _Found(NamedTuple):
    """A name with the words of one translation that stand for it, joined by spaces."""

    at: int
    name: names.Name
    text: str


def ledger(pairs: Sequence[Pair]) -> tuple[Name, ...]:
    """Collect the names of the sources, in the order of their English, with all their forms.

    Names that begin a sentence count if they stand elsewhere too, parts of longer titles do not.
    Where a translation has nothing that can be told to be the name, it is left out.
    """
    if not pairs:
        return ()
    language = pairs[0].language
    found: dict[str, list[_Found]] = defaultdict(list)
    for each in _all_found(pairs):
        found[each.name.text].append(each)
    # What stands at the start of sentences only may be any word.
    for source in [name for name, all_ in found.items() if _is_uncertain(all_)]:
        del found[source]
    bearers = _bearers(found, language)
    merged: dict[str, list[_Found]] = defaultdict(list)
    for source, all_ in found.items():
        known = bearers.get(source, [])
        merged[known[0] if len(known) == 1 else source] += all_
    return tuple(
        Name(source, _kind(source, all_), _forms(all_, language), len(bearers.get(source, [])) < 2)
        for source, all_ in sorted(merged.items(), key=lambda item: item[0].casefold())
    )


def _all_found(pairs: Sequence[Pair]) -> Iterator[_Found]:
    for index, pair in enumerate(pairs):
        if not pair.language.names.forms or max(len(pair.source), len(pair.target)) > _LONGEST:
            continue
        for name in names.distinct(pair.source):
            text = "" if name.part else _counterpart(name, pair)
            if text:
                yield _Found(index, name, text)


def _is_uncertain(found: Sequence[_Found]) -> bool:
    return all(each.name.opens and len(each.name.words) == 1 for each in found)


def _bearers(sources: Mapping[str, object], language: Language) -> dict[str, list[str]]:
    """Give the longer names that a single word may stand for; a first name has two at least."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for source in sources:
        parts = source.split()
        if len(parts) < 2 or parts[0].lower() in names.OF_PLACES or _is_place(parts[-1], language):
            continue
        bearers[parts[-1]].append(source)
        # First names have many bearers, in other texts if not in these.
        bearers[parts[0]] += [source, source]
    return bearers


def _is_place(word: str, language: Language) -> bool:
    low = word.lower()
    return cldr.is_territory(word) or low in language.places or low in language.names.forms


def _kind(source: str, found: Sequence[_Found]) -> str:
    if cldr.is_territory(source):
        return "place"
    kinds = Counter(each.name.kind for each in found if each.name.kind)
    return kinds.most_common(1)[0][0] if kinds else ""


def _counterpart(name: names.Name, pair: Pair) -> str:
    """Give the words that stand for a name; nothing unless that is certain."""
    language = pair.language
    there = words(pair.target, language)
    known = list(own_forms(name, language))
    for form in known:
        if found := _written(form, pair, there):
            return found
    if language.is_latin:
        return _spelled(name, pair.target, there)
    if known:
        return ""
    chosen = [_best(plain(word), there, language) for word in name.words]
    # A surname is enough, a first name is not.
    return " ".join(dict.fromkeys(filter(None, chosen))) if chosen[-1] else ""


def _written(form: str, pair: Pair, there: Sequence[Word]) -> str:
    """Find a form in a translation, in any case."""
    same = CASES.get(pair.language.code)
    if same is None:
        return form if re.search(rf"\b{re.escape(form)}\b", pair.target) else ""
    return next((word.text for word in there if same(word.text, form)), "")


def _spelled(name: names.Name, target: str, there: Sequence[Word]) -> str:
    """Find a name by its letters, whatever marks, spaces and hyphens are in between."""
    wanted = "".join(_LETTERS.findall(plain("".join(name.words))))
    for at, first in enumerate(there):
        run, end = "", first.span.start
        for word in there[at : at + _MOST_WORDS]:
            run += word.parts[0]
            if word.span.start > end + 1 or not wanted.startswith(run):
                break
            end = word.span.end
            if run == wanted:
                return target[first.span.start : end]
    return ""


def _best(name: str, there: Sequence[Word], language: Language) -> str:
    """Choose the word that is most like a name; none if two are nearly as much."""
    rated = sorted(
        ((_likeness(name, word.parts[0]), word.text) for word in _like(name, there, language)),
        reverse=True,
    )
    if not rated or rated[0][0] < _LIKE:
        return ""
    others = [rate for rate, text in rated[1:] if text != rated[0][1]]
    return "" if others and others[0] > rated[0][0] - 0.1 else rated[0][1]


def _like(name: str, there: Sequence[Word], language: Language) -> Iterator[Word]:
    """Give the words that may be a name, or their part that is: `YouTube` of "YouTube-канал"."""
    for word in there:
        # Минских is of Minsk; Зеленских are Zelenskys.
        is_adjective = language.code in CASES and russian.is_adjective(word.text)
        if sounds_like(name, word, language) and (not is_adjective or _LIKE_ADJECTIVE.search(name)):
            texts = word.text.split("-")
            if len(texts) == len(word.parts) - 1 and name in word.parts[1:]:
                at = word.parts.index(name, 1)
                yield Word(texts[at - 1], word.span, (name,))
            else:
                yield word


@lru_cache(maxsize=1 << 16)
def _likeness(name: str, word: str) -> float:
    """Compare letters as far as the shorter of both goes, since cases lengthen names."""
    return SequenceMatcher(None, name, word[: len(name) + 1], autojunk=False).ratio()


def _forms(found: Sequence[_Found], language: Language) -> tuple[Form, ...]:
    """Put what is one form together: cases of a word, and capitals."""
    groups: list[dict[str, list[int]]] = []
    by_text: dict[str, dict[str, list[int]]] = {}
    same = CASES.get(language.code)
    for each in found:
        text = unicodedata.normalize("NFC", each.text)
        key = text.casefold().replace("’", "'")
        group = by_text.get(key)
        if group is None:
            known = groups[:_MOST_FORMS] if same else []
            group = next((g for g in known if same and _are_cases(next(iter(g)), text, same)), {})
            if not group:
                groups.append(group)
            by_text[key] = group
        group.setdefault(text, []).append(each.at)
    forms = [
        Form(_shown(group, language), tuple(sorted({at for all_ in group.values() for at in all_})))
        for group in groups
    ]
    return tuple(sorted(forms, key=lambda form: (-len(form.indices), form.indices)))


def _are_cases(one: str, other: str, same: Callable[[str, str], bool]) -> bool:
    ours, theirs = one.split(), other.split()
    return len(ours) == len(theirs) and all(map(same, ours, theirs))


def _shown(group: Mapping[str, Sequence[int]], language: Language) -> str:
    """Choose the spelling to show: the most common, as it stands in dictionaries."""
    text = max(group, key=lambda text: len(group[text]))
    if language.code not in CASES:
        return text
    known = {form for each in group for word in each.split() for form in russian.forms(word)}
    for each in group:
        if all(word.lower() in known for word in each.split()):
            return each
    return " ".join(map(russian.normal, text.split()))


def is_part(one: Form, other: Form, language: Language) -> bool:
    """Say whether all words of a form are among those of another, as a surname is."""
    same = CASES.get(language.code, str.__eq__)
    theirs = _parts(other)
    return all(any(same(word, each) for each in theirs) for word in _parts(one))


def _parts(form: Form) -> list[str]:
    return form.text.casefold().replace("-", " ").split()
