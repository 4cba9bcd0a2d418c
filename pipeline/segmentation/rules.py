"""Where nupunkt is put right: boundaries that news has, and those it does not.

A boundary is a place in a block at which a sentence starts. `SPLITS` are looked for at the
stops that look suspicious, and may add a boundary; `JOINS` look at one that is there, and may
take it away; the brackets and the credit at the end see the whole block. Each pattern takes
time in proportion to the text, or looks at a stretch of fixed length.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pipeline.segmentation import labels
from pipeline.segmentation.abbreviations import (
    ANYWHERE,
    BEFORE_NUMBERS,
    COUNTRIES,
    IN_NAMES,
    KNOWN,
    LINKING,
    TIMES,
    TITLES,
)
from pipeline.segmentation.words import (
    AFTER_SAYING,
    ALSO_NAMES,
    OF_CLAUSES,
    OF_TIME,
    OFFICES,
    SAYING,
    SAYING_AT_THE_END,
    STARTERS,
    TELLING,
)

# How far around a boundary the rules look: longer words and attributions are neither.
WORD = 40
CLAUSE = 160
FAR = 2_000
# Fewer words before a time of day are no sentence.
SHORTEST = 5

_KNOWN_IN_LOWER_CASE = LINKING | ANYWHERE
_WEIGHED = KNOWN | {word.lower() for word in BEFORE_NUMBERS}
_NUMBER = re.compile(r"[$€£¥]?\d[\d.,:]*\d%?|\d+%")
_INSIDE_A_WORD = re.compile(r"[(\"“‘'\[—–/-]")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+$")
_LETTERS = re.compile(r"[^\W\d_]+")
_NEXT_WORD = re.compile(r"[\"'“‘(\[]?([^\W\d_]+)(['’][^\W\d_]+)?")
_DASH_AND_WORD = re.compile(r"(?:[-–—]\s+)?(\S+)")
CLOSING_QUOTES: Mapping[str, str] = MappingProxyType({"”": "“", "’": "‘", '"': '"', "'": "'"})
SENTENCE_ENDS = ".!?…"


class Boundary(NamedTuple):
    """A boundary in `text`: a sentence is `start` to `stop`, the next `cut` to `end`.

    `word` is the last one before it, as written but without its stop.
    """

    text: str
    start: int
    stop: int
    cut: int
    end: int
    word: str


def last_word(text: str, stop: int) -> str:
    """Find the word that ends at `stop`, without its stop and what closes around it."""
    words = text[max(0, stop - WORD) : stop].split()
    if not words:
        return ""
    return _INSIDE_A_WORD.split(words[-1].rstrip("\"'”’)]").rstrip(SENTENCE_ENDS))[-1]


def starts_sentence(text: str, cut: int, *, after_name: bool = True) -> bool:
    """Say whether the word at `cut` starts a sentence wherever it has a capital.

    After what may be a part of a name, words that are names too (He, In) need a word in
    lower case behind them.
    """
    found = _NEXT_WORD.match(text, cut, cut + WORD)
    if found is None or found.group(1) not in STARTERS:
        return False
    if not after_name or found.group(1) not in ALSO_NAMES or found.group(2):
        return True
    following = text[found.end() : found.end() + 2]
    return following[:1].isspace() and following[1:].islower()


# Stops that need no weighing, and those that need nupunkt.

# A stop before a digit, a comma or a dash ends nothing for nupunkt either, nor does one
# between single letters ("U.S").
_AFTER_A_STOP = r"""
    (?:
        (?P<plain>(?<=[a-z]{3}\.)[ ](?=[A-Z]))
      | (?P<closing>["”’)]{0,2})\s(?=["“‘(]?[^\W\d_])
      | (?![\d,;/–—-]) (?!(?<![^\W\d_]{2}.)[^\W\d_])
    )
"""
_STOP = re.compile(rf"[.!?…]{_AFTER_A_STOP}", re.VERBOSE)
# Looking for one character takes a third of the time.
_FULL_STOP = re.compile(rf"\.{_AFTER_A_STOP}", re.VERBOSE)


class Stops(NamedTuple):
    """The stops of a block: boundaries in order, those that no rule can touch, and the rest."""

    boundaries: list[int]
    certain: set[int]
    doubtful: list[int]


def stops(text: str, abbreviations: Collection[str]) -> Stops:
    """Tell plain stops of a block from doubtful ones.

    A plain word, its stop and a capital behind it are a boundary for nupunkt, too. Four
    blocks in five have no other stops and can do without it, which pays for the rules.
    `abbreviations` are a project's own, in lower case, without their last stop.
    """
    found = Stops([], set(), [])
    last = len(text.rstrip("\"'”’)]" + SENTENCE_ENDS))
    start = 0
    others = "?" in text or "!" in text or "…" in text
    for match in (_STOP if others else _FULL_STOP).finditer(text, 0, last):
        stop, cut = match.span()
        if match.lastgroup == "plain":
            begins = _word_start(text, start, stop)
            word = text[begins:stop].lower()
            if (
                begins > start
                and word.isalpha()
                and word not in _WEIGHED
                and word not in abbreviations
            ):
                found.boundaries.append(cut)
                found.certain.add(cut)
                start = cut
                continue
        _weigh(text, match, found, abbreviations)
        if found.boundaries:
            start = found.boundaries[-1]
    return found


def _word_start(text: str, start: int, stop: int) -> int:
    earliest = max(start, stop - WORD)
    return max(earliest, text.rfind(" ", earliest, stop) + 1)


def _weigh(text: str, match: re.Match[str], found: Stops, abbreviations: Collection[str]) -> None:
    """Put one stop where it belongs, or nowhere if the sentence goes on for certain."""
    stop, cut = match.span()
    start = found.boundaries[-1] if found.boundaries else 0
    begins = _word_start(text, start, stop)
    word = text[begins:stop]
    if match.lastgroup is None:
        if word not in BEFORE_NUMBERS or not text[stop + 2 : stop + 3].isdigit():
            found.doubtful.append(stop)
        return
    if _goes_on_in_lower_case(text, cut):
        return
    plain = text[cut].isupper() or text[cut + 1 : cut + 2].isupper()  # eBay, “They
    if plain and text[stop] == ".":
        if _is_title(word) and not starts_sentence(text, cut):
            return
        plain = (
            begins > start
            and _is_plain(word, abbreviations)
            and not (word in BEFORE_NUMBERS and _COUNTED.match(text, cut))
        )
    if plain and not match.group("closing"):
        found.certain.add(cut)
    (found.boundaries if plain else found.doubtful).append(cut if plain else stop)


def _is_title(word: str) -> bool:
    return word[:1].isupper() and word.lower() in TITLES


def _is_plain(word: str, abbreviations: Collection[str]) -> bool:
    part = word[word.rfind("-") + 1 :].strip("\"'“”‘’()")
    if not part.isalpha():
        # Numbers of one or two digits may count the points of a list.
        return len(part) > 2 and _NUMBER.fullmatch(part) is not None
    if part.islower():
        return part not in _KNOWN_IN_LOWER_CASE and part not in abbreviations
    # Two letters may be initials: "E. Yu. Belova".
    long = len(part) > 2 or (len(part) == 2 and part.isupper())
    return long and part.lower() not in KNOWN and part.lower() not in abbreviations


# Boundaries to add: each rule sees a match of SUSPICIOUS and returns the place, or None.

SUSPICIOUS = re.compile(
    r"""
    [.!?…](?:
        (?P<slip>   (?<=[^\W\d_]{2}.)[”’"]?(?=[^\W\d_]))
      | (?P<short>  (?<=[^\W\d_]\.)\s+(?=["“‘(]?[^\W\d_]))
      | (?P<quotes> ["”’]\s+(?=["“‘]))
    )
    """,
    re.VERBOSE,
)

# What stands behind the stop in domains and file names.
ENDINGS = frozenset(
    "com net org info biz gov edu io eu us uk vn ru cn jp kr de fr au html pdf txt js".split()
)


def no_space_after(text: str, match: re.Match[str]) -> int | None:
    """`ended.They`: a lower-case word before the stop and a capitalised one behind it.

    Domains, abbreviations and file names are none (`example.Com`, `vs.Russia`).
    """
    stop = match.start()
    before = _LETTERS_BEFORE.search(text, max(0, stop - WORD), stop)
    after = _LETTERS.match(text, match.end(), match.end() + WORD)
    if before is None or after is None or not before.group().islower():
        return None
    if before.group() in LINKING or text[max(0, before.start() - 1) : before.start()] in "./@_:":
        return None
    word = after.group()
    if not word[0].isupper() or not (word[1:].islower() or word in {"A", "I"}):
        return None
    if word.lower() in ENDINGS or text[after.end() : after.end() + 1] in {".", "/", "@", "_"}:
        return None
    if match.group().endswith('"') and text.count('"', max(0, stop - FAR), stop) % 2 == 0:
        return match.end() - 1
    return match.end()


def after_an_abbreviation(text: str, match: re.Match[str]) -> int | None:
    """`Vingroup Co. With`, `the U.S. The`, `Generation X. The`, `5:30 p.m. Guests`.

    An abbreviation ends a sentence before a word that starts one, a time of day before any
    that does not belong to it (`9 a.m. Hanoi time`).
    """
    cut = match.end()
    word = last_word(text, cut).lower()
    if word in TIMES:
        return None if _is_of_time(text[cut : cut + WORD]) else cut
    return cut if starts_sentence(text, cut, after_name=word not in COUNTRIES) else None


def _is_of_time(following: str) -> bool:
    words = [word.rstrip(".,;)") for word in following.split(maxsplit=3)[:3]]
    zone = words[0].isupper() and words[0].endswith("T") and len(words[0]) < 5
    of_time = words[0] in OF_TIME or zone or "time" in words or "Time" in words
    return of_time or following[0] == "(" or following[0].islower()


def between_quotations(text: str, match: re.Match[str]) -> int | None:
    """`… ready.” “Vietnam …`: one quotation closed and another opened."""
    return match.end() if text[match.end() + 1 : match.end() + 2].isupper() else None


SPLITS: Mapping[str, Callable[[str, re.Match[str]], int | None]] = MappingProxyType(
    {"slip": no_space_after, "short": after_an_abbreviation, "quotes": between_quotations}
)


def added(text: str, doubtful: Iterable[int]) -> list[int]:
    """Find the boundaries at doubtful stops that nupunkt does not see, in order."""
    found = (match for stop in doubtful if (match := SUSPICIOUS.match(text, stop)))
    cuts = (SPLITS[match.lastgroup or ""](text, match) for match in found)
    return [cut for cut in cuts if cut is not None]


# Boundaries to take away: each rule says whether the text goes on at a boundary.


def lower_case_follows(at: Boundary) -> bool:
    """`Yahoo! announced`, `5 km. long`: a sentence does not start in lower case.

    Names such as eBay do, addresses as well, and blocks that have no capitals at all.
    """
    return _goes_on_in_lower_case(at.text, at.cut)


def _goes_on_in_lower_case(text: str, cut: int) -> bool:
    if text[cut].isupper() or text[0].islower():
        return False
    found = _DASH_AND_WORD.match(text, cut, cut + WORD)
    word = found.group(1).rstrip(".,;:!?)”’\"'") if found else ""
    letters = word.replace("-", "").replace("'", "").replace("’", "")
    return letters.isalpha() and letters.islower()


def punctuation_follows(at: Boundary) -> bool:
    """`‘… all?’, the host asked`: a comma or a closing bracket goes on."""
    return at.text[at.cut] in ",;:)]" or (
        at.text[at.cut] in CLOSING_QUOTES and at.text[at.cut + 1 : at.cut + 2] in {",", ";", ":"}
    )


def title_before_a_name(at: Boundary) -> bool:
    """`Lt. Gen. Tran`, `St. Paul`: a title stands before a name."""
    return _is_title(at.word) and not starts_sentence(at.text, at.cut)


def linking_abbreviation(at: Boundary) -> bool:
    """`Vietnam vs. Russia`: some abbreviations never end a sentence."""
    return at.word.lower() in LINKING


def abbreviation_before_a_number(at: Boundary) -> bool:
    """`Resolution No. 12`, `Jan. 30`, `Vol. II`, `Rs. 10,000`."""
    return at.word in BEFORE_NUMBERS and _COUNTED.match(at.text, at.cut, at.cut + WORD) is not None


def number_of_a_list(at: Boundary) -> bool:
    """`2. Widen exchange.`: the number belongs to what it counts."""
    return (
        _LIST_MARK.fullmatch(at.text, at.start, at.stop) is not None
        or _LIST_MARK_INSIDE.search(at.text, max(at.start, at.stop - 6), at.stop) is not None
    )


def country_before_a_title(at: Boundary) -> bool:
    """`the U.S. Secretary of State`: a country's letters stand before a title."""
    return (
        at.word.lower() in COUNTRIES
        and at.text[at.cut].isalpha()
        and not starts_sentence(at.text, at.cut, after_name=False)
    )


def company_before_an_office(at: Boundary) -> bool:
    """`Example Corp. Chairman John Doe`: a company's name stands before an office."""
    found = _NEXT_WORD.match(at.text, at.cut, at.cut + WORD)
    return at.word.lower() in IN_NAMES and found is not None and found.group(1) in OFFICES


def initials_before_a_name(at: Boundary) -> bool:
    """`I.S. Turgenev`, `E. Yu. Belova`: Russian initials may have two letters."""
    alone = _INITIALS_ALONE.fullmatch(at.text, at.start, at.stop) is not None
    return alone or _INITIALS.search(at.text, max(at.start, at.stop - 8), at.stop) is not None


def time_alone(at: Boundary) -> bool:
    """`At 9 a.m. President Putin arrived`: a time is no sentence."""
    return at.word.lower() in TIMES and len(at.text[at.start : at.stop].split()) < SHORTEST


def word_in_brackets(at: Boundary) -> bool:
    """`Colonel (ret.) Pham`: a bracket around one abbreviation ends nothing."""
    return _WORD_IN_BRACKETS.search(at.text, max(at.start, at.stop - 16), at.stop) is not None


def attribution_follows(at: Boundary) -> bool:
    """`"… fields." Ambassador Bezdetko affirmed.`: who said it stays with what was said.

    Unless the quotation was announced before: `He said: "…" The minister noted.`
    """
    mark = at.text[at.stop - 1]
    if mark not in CLOSING_QUOTES or at.text[at.stop - 2] not in SENTENCE_ENDS:
        return False
    if at.end - at.cut > CLAUSE or not is_attribution(at.text[at.cut : at.end]):
        return False
    opening = at.text.rfind(CLOSING_QUOTES[mark], max(0, at.stop - FAR), at.stop - 1)
    before = at.text[max(0, opening - 4) : max(0, opening)].rstrip()
    return not before or before[-1] in '-–—•"”’)' + SENTENCE_ENDS


def is_attribution(clause: str) -> bool:
    """Say whether a sentence only says who spoke: a subject, a verb of saying, a place or time."""
    words = clause.lstrip("-–— ").rstrip(". !").split()
    verb = next((n for n, word in enumerate(words) if word in SAYING_AT_THE_END), 0)
    subject, tail = words[:verb], words[verb + 1 :]
    if not subject or len(subject) > 10 or subject[0][0] in "\"“‘'":
        return False
    if any(word.lower().rstrip(",") in OF_CLAUSES for word in (*subject, *tail)):
        return False
    commas = [word.endswith(",") for word in subject]
    if any(commas) and not (sum(commas) == 2 and commas[-1]):
        # Two commas hold an apposition; with one, the sentence has two clauses.
        return False
    if not tail:
        return True
    follows = words[verb] in TELLING or (words[verb] in SAYING and tail[0] in AFTER_SAYING)
    return follows and len(tail) <= 7 and not any(word[-1] in ",;:" for word in tail)


_COUNTED = re.compile(r"\d|[IVXLC]+\b|[A-Z]\b")
_LIST_MARK = re.compile(r"\(?(?:\d{1,3}|[ivxIVX]{1,5}|[^\W\d_])[.)]{1,2}")
_LIST_MARK_INSIDE = re.compile(r"[;:]\s+\(?\d{1,2}\.$")
_INITIALS = re.compile(r"(?<![^\W\d_])[A-Z]\.\s?[A-Z][a-z]\.$")

_INITIALS_ALONE = re.compile(r"(?:[^\W\d_]\.\s?){1,5}")
_WORD_IN_BRACKETS = re.compile(r"\([a-z]+\.\)$")

JOINS: tuple[Callable[[Boundary], bool], ...] = (
    lower_case_follows,
    punctuation_follows,
    title_before_a_name,
    linking_abbreviation,
    abbreviation_before_a_number,
    number_of_a_list,
    country_before_a_title,
    company_before_an_office,
    initials_before_a_name,
    time_alone,
    word_in_brackets,
    attribution_follows,
)


def _goes_on(at: Boundary) -> bool:
    # Not any() over a generator: it would take half as long again.
    for goes_on in JOINS:  # noqa: SIM110
        if goes_on(at):
            return True
    return False


def joined(
    text: str, cuts: list[int], certain: Collection[int], abbreviations: Collection[str]
) -> list[int]:
    """Leave out the boundaries at which a sentence goes on, save those that are certain.

    `abbreviations` are a project's own, in lower case, without their last stop.
    """
    kept: list[int] = []
    end = len(text)
    # Backwards, so that a rule sees the whole sentence that follows.
    for index in range(len(cuts) - 1, -1, -1):
        cut = cuts[index]
        if cut not in certain:
            start = cuts[index - 1] if index else 0
            stop = start + len(text[start:cut].rstrip())
            at = Boundary(text, start, stop, cut, end, last_word(text, stop))
            if at.word.lower() in abbreviations or _goes_on(at):
                continue
        kept.append(cut)
        end = cut
    kept.reverse()
    return kept


# Rules that see the whole block.


def outside_brackets(text: str, cuts: list[int]) -> list[int]:
    """Leave out boundaries in brackets, unless the bracket holds sentences of its own.

    `The treaty (signed in June, 1994. Art. 5) still holds.` is one sentence.
    """
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text):
        if match.group() in "([":
            opened.append(match.start())
        elif opened:
            pairs.append((opened.pop(), match.start()))
    inside: set[int] = set()
    covered = 0
    for start, end in sorted(pairs):
        if end > covered and not _starts(text, start):
            inside.update(cuts[bisect_right(cuts, start) : bisect_left(cuts, end)])
            covered = end
    return [cut for cut in cuts if cut not in inside]


def _starts(text: str, at: int) -> bool:
    """Say whether a sentence starts at `at`, by what stands before it."""
    before = text[max(0, at - WORD) : at].rstrip()
    return not before or before[-1] in '"”’)]' + SENTENCE_ENDS


_BRACKET = re.compile(r"[()\[\]]")


def credit_apart(text: str, cuts: list[int]) -> list[int]:
    """Make the credit in brackets at the end of a caption a sentence of its own."""
    if not text.endswith((")", "]", ").", "].")):
        return cuts
    end = len(text.rstrip("."))
    start = max(text.rfind(mark, max(0, end - labels.LONGEST), end) for mark in "([")
    if start < 1 or not (
        labels.is_labelled(text[start:])
        or (_starts(text, start) and labels.is_agency(text[start:]))
    ):
        return cuts
    return [*(cut for cut in cuts if cut < start), start]
