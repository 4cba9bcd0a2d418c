"""Small repairs of a translation: its punctuation, quotation marks and first letter.

Nothing here changes words; each repair looks at the source and does as it does.
"""

import re
import unicodedata

from pipeline.languages import Quotes

_CLOSERS = "\"'”’»)]“"
_STOPS = ".?!…:;"
_ENDING = re.compile(rf"(?:[{re.escape(_STOPS)},]|[{re.escape(_CLOSERS)}]|\s)*$")
_OPENING_QUOTES = "“„«"
_CLOSING_QUOTES = "”»"
_WIDE_STOPS = {"...": "…"}
_UNKNOWN = re.compile(r"\s*(?:⁇|\ufffd|<unk>)+")
_SPACE_BEFORE = re.compile(r"\s+(?=[,;!?)]|[.:](?!\w))")
_SPACED = re.compile(r"\s[,.;:!?)]")
_DOUBLED = re.compile(r"([,;:!?])(?:\s*\1)+")
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
_STOP = re.compile(r"\.{3}|[.?!…:;]")
_QUOTES = re.compile(r"[\"“”„«»]")
_LETTER = re.compile(r"[^\W\d_]")


def tidy(source: str, output: str, quotes: Quotes) -> str:
    """Give a translation the punctuation of its source, in the target language's signs.

    Signs for what a model does not know go; the words beside them may be wrong.
    """
    output = _UNKNOWN.sub("", output)
    output = unicodedata.normalize("NFC", " ".join(output.split()))
    output = _spacing(source, output)
    output = _ending(source, output)
    output = _quotation_marks(source, output, quotes)
    return first_letter(source, output)


def double_quotes(text: str) -> str:
    """Write ‘single’ quotation marks as "double" ones: models know those, and newspapers use them.

    Apostrophes stay, and quotations within quotations.
    """
    if "‘" not in text or re.search(r"[\"“”]", text):
        return text
    return re.sub(r"(?<!\w)‘([^‘’]+(?:\b’\w[^‘’]*)*)’(?!\w)", r'"\1"', text)


def without_loops(text: str) -> str:
    """Leave one of words or runs of words that are repeated at once: all of `rõ rõ rõ` but one.

    Two of a kind may be right (dần dần), so single words go from the third on only.
    """
    text = re.sub(r"\b(\w+)(?:\s+\1\b){2,}", r"\1", text)
    return re.sub(r"\b(\w+(?:,?\s+\w+){1,9}?)(?:,?\s+\1\b)+", r"\1", text)


def as_part(source: str, output: str) -> str:
    """Fit the translation of a clause into a sentence: its case, and the comma it ends with."""
    output = _ending(source, " ".join(output.split()))
    if source.endswith(",") and not output.endswith(","):
        output = output.rstrip(_STOPS) + ","
    if source[:1].islower() and output[1:2].islower():
        output = output[0].lower() + output[1:]
    return output


def _spacing(source: str, output: str) -> str:
    """Drop spaces before marks, and doubled marks, unless the source has them."""
    if not _SPACED.search(source):
        output = _SPACE_BEFORE.sub("", output)
    if "(" in output and not re.search(r"[(]\s", source):
        output = re.sub(r"(?<=[(])\s+", "", output)
    if not re.search(r"([,;:!?])\1|\.\.(?!\.)", source):
        output = _DOUBLED.sub(r"\1", output)
        output = _TWO_STOPS.sub(".", output)
    return output


def _ending(source: str, output: str) -> str:
    """End as the source ends: the same stop, or none."""
    if not output:
        return output
    wanted, tail = _stop(source), _ENDING.search(output)
    has = _stop(output)
    if tail is None or has == wanted or not output[: tail.start()]:
        return output
    body, end = output[: tail.start()], output[tail.start() :]
    if not has:
        # An abbreviation's own full stop may end the text; a stop goes where the source has it.
        inside = re.search(rf"[{re.escape(_STOPS)}][{re.escape(_CLOSERS)}]", source[-4:])
        return body + (wanted + end if inside or not end.strip() else end + wanted)
    if not wanted:
        return body + re.sub(rf"[{re.escape(_STOPS)}]+", "", end)
    return body + end.replace(has, wanted, 1)


def _stop(text: str) -> str:
    found = _ENDING.search(text)
    marks = _STOP.findall(found[0]) if found else []
    return _WIDE_STOPS.get(marks[-1], marks[-1]) if marks else ""


def _quotation_marks(source: str, output: str, quotes: Quotes) -> str:
    """Write double quotation marks as the target language does, if they pair as in the source."""
    signs = _signs(output)
    sides = [side for _, side in signs]
    if not signs or (sides != [side for _, side in _signs(source)] and not _pair(sides)):
        return output
    letters = list(output)
    for at, side in signs:
        letters[at] = quotes.open if side == "open" else quotes.close
    return "".join(letters)


def _signs(text: str) -> list[tuple[int, str]]:
    """Find double quotation marks and say of each whether it opens or closes."""
    signs = []
    for found in _QUOTES.finditer(text):
        before, after = text[: found.start()][-1:], text[found.end() : found.end() + 1]
        if found[0] in _OPENING_QUOTES:
            side = "open"
        elif found[0] in _CLOSING_QUOTES:
            side = "close"
        else:
            opens = not before or before.isspace() or before in "([—–-"
            side = "open" if opens and after and not after.isspace() else "close"
        signs.append((found.start(), side))
    return signs


def _pair(sides: list[str]) -> bool:
    return len(sides) % 2 == 0 and sides == ["open", "close"] * (len(sides) // 2)


def first_letter(source: str, output: str) -> str:
    """Begin with a capital where the source does, unless a figure or a mask stands before it."""
    ours, theirs = (_LETTER.search(text) for text in (output, source))
    if (
        ours
        and theirs
        and theirs[0].isupper()
        and ours[0].islower()
        and (not re.search(r"[\d\ue000-\uf8ff]", output[: ours.start()]))
    ):
        return output[: ours.start()] + ours[0].upper() + output[ours.end() :]
    return output
