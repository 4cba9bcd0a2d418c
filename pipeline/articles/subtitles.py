"""Subtitles: SRT and WebVTT, with sentences put together that run over several cues.

Cues that follow each other are one block until a sentence ends with one of them; lines of a talk
(`- Yes.`) are blocks of their own. A translation is put back over the block's cues: each gets about
the share that its English has, and breaks come between words, behind a comma if one is near. Times,
numbers, settings, notes and styles are never touched.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple

from pipeline import tags
from pipeline.articles import lines, plain
from pipeline.articles.decoding import decode
from pipeline.articles.flow import Inline, Made, flow, mark_up, own_text, spliced
from pipeline.articles.options import ReadOptions
from pipeline.errors import ArticleError
from pipeline.model import Article, Block, Kind, Remark, Span
from pipeline.tags import Form, Found

WIDEST = 42
"""Where a line of subtitles is broken in two, as broadcasters do."""

MOST_CUES = 8
"""How many cues a sentence may run over; captions that a machine has made have no sentences."""

# Seconds: what is further apart is not one sentence, and what overlaps more is said by two people.
_APART = 5.0
_OVERLAP = 0.25

_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t].*)?")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
# Captions of live television have >> where another person speaks, and >>> where a report begins.
_DASHES = "-–—‐"
_TALK = re.compile(
    rf"[ \t]*(?:<[^>]*>|\{{[^}}]*\}})*[ \t]*(?:[{_DASHES}]|(?:>|&gt;){{2,3}})[ \t]?(?=\S)"
)
_VOICE = re.compile(r"[ \t]*<v[.\s]")
_STARTS = re.compile(r"\s*(?:[♪♫\[(]|[A-Z][A-Z\d .'-]+:)")
_ENDS = (".", "!", "?", "…", "♪", "♫", ")", "]")
_QUOTES = "\"'”’»"
_NUMBER = re.compile(r"\s*\d+\s*")
_OTHER = re.compile(r"(?:NOTE|STYLE|REGION|WEBVTT)(?:\s|\Z)")
_LANGUAGE = re.compile(r"^(Language:[ \t]*)\S+", re.MULTILINE)
_MARK_UP = {
    ".srt": re.compile(r"</?(?:[ibus]|font)(?:\s[^<>]*)?>|<br ?/?>|\{\\[^{}]*\}", re.IGNORECASE),
    ".vtt": re.compile(r"</?[a-z]*(?:[.\s][^<>]*)?>|<[\d:.]+>", re.IGNORECASE),
}
_NAME = re.compile(r"</?([a-z]+)", re.IGNORECASE)
_NOTES = {"i": "italic", "b": "bold", "u": "underlined", "s": "struck out", "c": "class"}
_PAUSE = (",", ";", ":", ".", "!", "?", "…", "–", "—")


class _Cue(NamedTuple):
    """When a cue is shown, in seconds, and where its text stands, line by line."""

    start: float
    end: float
    lines: tuple[Span, ...]


class _Piece(NamedTuple):
    """A stretch of a cue's text, without the mark-up that is around all of it.

    `lines` says on how many lines it stands, `shown` is what a viewer sees of it.
    """

    cue: _Cue
    span: Span
    lines: int
    shown: str


@dataclass(frozen=True, slots=True)
class _Layout:
    """A file's text, and the pieces of each block."""

    raw: str
    pieces: tuple[tuple[_Piece, ...], ...]


def read(data: bytes, path: Path, article_id: str, options: ReadOptions) -> Article:
    """Read a file of subtitles. Raises ArticleError where there is no cue, or no time."""
    decoded = decode(data, path, options.encoding)
    raw = decoded.text
    line = lines.counter(raw)
    if _form(path) == ".vtt" and not re.match(r"WEBVTT(?=\s|\Z)", raw):
        raise ArticleError(path, "it does not begin with WEBVTT", "Name it .srt, or export it anew")
    cues, lost = _cues(raw, path)
    if not cues:
        raise ArticleError(
            path, "it has no cue, such as 00:00:01,000 --> 00:00:02,000", "Export it anew"
        )
    pieces = [piece for cue in cues for piece in _pieces(raw, cue, path)]
    made: list[Made] = []
    places: list[tuple[_Piece, ...]] = []
    for group in _groups(raw, pieces):
        block = _made(raw, group, path, line(group[0].span.start))
        if block.text:
            made.append(block)
            places.append(tuple(group))
    text, blocks = flow(made)
    return Article(
        article_id,
        path,
        text,
        blocks,
        encoding=decoded.encoding,
        bom=decoded.bom,
        layout=_Layout(raw, tuple(places)),
        remarks=tuple(Remark(line(at), "this line is in no cue, and stays English") for at in lost),
    )


def write(article: Article, texts: Sequence[str | None], language: str) -> bytes:
    """Write a file of subtitles with other texts, as UTF-8."""
    layout = article.layout
    assert isinstance(layout, _Layout)  # noqa: S101 - this reader's own
    newline = "\r\n" if "\r\n" in layout.raw else "\n"
    edits: list[tuple[Span, str]] = []
    for block, text, pieces in zip(article.blocks, texts, layout.pieces, strict=True):
        if text != own_text(article, block):
            parts = _put(text or "", block, [*pieces], _form(article.path))
            edits += (
                (piece.span, part.replace("\n", newline))
                for piece, part in zip(pieces, parts, strict=True)
            )
    raw = spliced(layout.raw, sorted(edits))
    if edits and _form(article.path) == ".vtt":
        head = re.match(r"[^\r\n]*(?:(?:\r\n|\r|\n)[^\r\n]+)*", raw)
        end = head.end() if head else 0
        told = language.replace("_", "-")
        raw = _LANGUAGE.sub(lambda found: found[1] + told, raw[:end]) + raw[end:]
    return plain.encode(article, raw)


def _form(path: Path) -> str:
    return path.suffix.lower()


def _cues(raw: str, path: Path) -> tuple[list[_Cue], list[int]]:
    """Find the cues, in the order of the file, and lines that seem to be text but are in none."""
    cues: list[_Cue] = []
    lost: list[int] = []
    open_cue: _Cue | None = None
    is_other = False
    before = Span(0, 0)
    for found in _LINE.finditer(raw):
        span = Span(found.start(), found.start() + len(found[0].rstrip("\r\n")))
        text = raw[slice(*span)]
        if "-->" in text and not is_other:
            open_cue = _timed(text, path, raw, span.start)
            if lost[-1:] == [before.start]:  # the name of this cue
                lost.pop()
            # A number that follows the text of a cue without a blank line names the next one.
            is_in_text = cues and cues[-1].lines[-1:] == (before,)
            if is_in_text and _NUMBER.fullmatch(raw[slice(*before)]):
                cues[-1] = cues[-1]._replace(lines=cues[-1].lines[:-1])
            cues.append(open_cue)
        elif not text:
            open_cue, is_other = None, False
        elif not text.strip():
            pass  # For players a line of spaces is text, and those of YouTube begin with one.
        elif open_cue:
            cues[-1] = cues[-1]._replace(lines=(*cues[-1].lines, span))
        elif is_other or (_form(path) == ".vtt" and _OTHER.match(text)):
            is_other = True
        elif not _NUMBER.fullmatch(text.lstrip("\ufeff")):
            lost.append(span.start)
        before = span
    return cues, lost


def _timed(text: str, path: Path, raw: str, at: int) -> _Cue:
    found = _TIMING.fullmatch(text)
    if not found:
        number = lines.counter(raw)(at)
        reason = f'line {number} has no times that can be read: "{text.strip()[:40]}"'
        raise ArticleError(path, reason, "Write them as 00:00:01,000 --> 00:00:02,000")
    start, end = (
        int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(f"{part:0<3}") / 1000
        for hours, minutes, seconds, part in (found.groups()[:4], found.groups()[4:])
    )
    return _Cue(start, end, ())


def _pieces(raw: str, cue: _Cue, path: Path) -> Iterator[_Piece]:
    """Part the lines of a cue where another person speaks, and leave out mark-up around them."""
    own_lines = [raw[slice(*line)] for line in cue.lines]
    starts = [at for at, text in enumerate(own_lines) if _TALK.match(text) or _VOICE.match(text)]
    if len(starts) < 2:
        starts = [0]
    for start, end in zip([0, *starts[1:]], [*starts[1:], len(cue.lines)], strict=True):
        if own := cue.lines[start:end]:
            span = _bare(raw, Span(own[0].start, own[-1].end), path, is_talk=len(starts) > 1)
            if span.start < span.end:
                text = raw[slice(*span)]
                count = lines.count(text) + 1
                shown = _MARK_UP[_form(path)].sub("", text)
                yield _Piece(cue, span, count, unescape(shown) if _form(path) == ".vtt" else shown)


def _bare(raw: str, span: Span, path: Path, *, is_talk: bool) -> Span:
    """Leave out white space and mark-up at the edges, save where only one half of a pair is."""
    start, end = span
    # Elsewhere a dash before a figure may be its sign.
    if (dash := _TALK.match(raw, start, end)) and (is_talk or dash[0][-1] not in _DASHES):
        start = dash.end()
    while True:
        inner = raw[start:end]
        start += len(inner) - len(inner.lstrip())
        end = max(start, end - (len(inner) - len(inner.rstrip())))
        found = _marks(raw[start:end], path)
        if not found:
            return Span(start, end)
        first, last = found[0], found[-1]
        if first.start == 0 and first.partner is None:
            start += first.end
        elif start + last.end == end and last.partner is None:
            end = start + last.start
        elif first.start == 0 and start + last.end == end and first.partner == len(found) - 1:
            start, end = start + first.end, start + last.start
        else:
            return Span(start, end)


@dataclass(slots=True)
class _Mark:
    """Mark-up in a text; `partner` is the number of the other half of a pair."""

    start: int
    end: int
    raw: str
    partner: int | None = None


def _marks(text: str, path: Path) -> list[_Mark]:
    """Find mark-up in a text; halves of pairs that cross others stand for themselves."""
    marks = [
        _Mark(found.start(), found.end(), found[0])
        for found in _MARK_UP[_form(path)].finditer(text)
    ]
    opened: list[tuple[int, str]] = []
    for at, mark in enumerate(marks):
        named = _NAME.match(mark.raw)
        name = named[1].lower() if named else ""
        if not mark.raw.startswith("</"):
            if name and name != "br":
                opened.append((at, name))
        elif name in {other for _, other in opened}:
            while opened[-1][1] != name:
                opened.pop()
            start = opened.pop()[0]
            mark.partner, marks[start].partner = start, at
    return marks


def _groups(raw: str, pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Put pieces together until a sentence ends with one."""
    group: list[_Piece] = []
    for piece in pieces:
        if group and not _goes_on(raw, group, piece):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _goes_on(raw: str, group: Sequence[_Piece], piece: _Piece) -> bool:
    before = group[-1]
    gap = piece.cue.start - before.cue.end
    return (
        before.cue is not piece.cue
        and -_OVERLAP <= gap <= _APART
        and piece.cue.start > before.cue.start
        and len(group) < MOST_CUES
        and not before.shown.rstrip().rstrip(_QUOTES).endswith(_ENDS)
        and not _STARTS.match(piece.shown)
        and not any(_TALK.match(raw, line.start, line.end) for line in piece.cue.lines[:1])
    )


def _made(raw: str, group: Sequence[_Piece], path: Path, line: int) -> Made:
    inline = Inline()
    end = group[0].span.start
    for piece in group:
        # As many line breaks as the file has here, so that lines are those of the file.
        inline.text("\n" * lines.count(raw[end : piece.span.start]))
        _add(inline, raw[slice(*piece.span)], path)
        end = piece.span.end
    return inline.made(kind=Kind.BODY, line=line)


def _add(inline: Inline, text: str, path: Path) -> None:
    is_escaped = _form(path) == ".vtt"

    def add(stretch: str) -> None:
        stretch = re.sub(r"\r\n?", "\n", stretch)
        inline.text(unescape(stretch) if is_escaped else stretch)

    numbers: dict[int, int] = {}
    at = 0
    for index, mark in enumerate(_marks(text, path)):
        add(text[at : mark.start])
        at = mark.end
        if mark.partner is None:
            shown = "\n" if mark.raw.lower().startswith("<br") else ""
            inline.alone(mark.raw, _note(mark.raw), shown)
        elif mark.partner > index:
            numbers[index] = inline.open(mark.raw, _note(mark.raw))
        else:
            inline.close(numbers[mark.partner], mark.raw)
    add(text[at:])


def _note(raw: str) -> str:
    inner = raw.strip("<>/{}\\")
    name = re.split(r"[.\s]", inner, maxsplit=1)[0]
    if name == "v":
        return f"voice {inner[1:].strip()}"
    return f"{_NOTES.get(name.lower(), name)} {inner[len(name) :].lstrip('. ')}".strip()


class _Word(NamedTuple):
    """A word of a translation with the tags that cling to it, and how long it is to a reader."""

    parts: tuple[str | Found, ...]
    length: int
    pauses: bool


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    parts: list[str | Found] = []

    def end() -> None:
        if parts:
            shown = "".join(part for part in parts if isinstance(part, str))
            pauses = shown.rstrip(_QUOTES + ")").endswith(_PAUSE)
            words.append(_Word(tuple(parts), len(shown), pauses))
            parts.clear()

    at = 0
    for found in [*tags.find(text), None]:
        stretch = text[at : found.start if found else len(text)]
        for part in re.split(r"(\s+)", stretch):
            if part.isspace():
                end()
            elif part:
                parts.append(part)
        if found:
            parts.append(found)
            at = found.end
    end()
    return words


def _shares(words: Sequence[_Word], weights: Sequence[int]) -> list[Sequence[_Word]]:
    """Part words into as many stretches as there are weights, each about as long as its own.

    Each has a word at least, as long as there are enough.
    """
    ends: list[int] = []
    total = 0
    for word in words:
        total += word.length + 1
        ends.append(total)
    bonus = total / len(weights) / 4
    parts: list[Sequence[_Word]] = []
    start = behind = 0
    for number, weight in enumerate(weights[:-1], 1):
        behind += weight
        target = total * behind / (sum(weights) or 1)
        last = len(words) - (len(weights) - number)
        among = range(start, max(start, last))
        chosen = min(
            among,
            key=lambda at: abs(ends[at] - target) - (bonus if words[at].pauses else 0),
            default=start if start < len(words) else len(words) - 1,
        )
        parts.append(words[start : chosen + 1])
        start = max(start, chosen + 1)
    return [*parts, words[start:]]


def _put(text: str, block: Block, pieces: Sequence[_Piece], form: str) -> list[str]:
    """Write a translation over the pieces of its block; pairs end with a cue, and go on behind."""
    weights = [len(piece.shown) or 1 for piece in pieces]
    opened: list[int] = []
    written: list[str] = []
    for piece, words in zip(pieces, _shares(_words(text), weights), strict=True):
        reopened = "".join(block.tags[number - 1].opening for number in opened)
        shown = [_shown(word, block, opened, form) for word in words]
        length = sum(word.length + 1 for word in words) - 1
        count = max(piece.lines, min(2, -(-length // WIDEST)))
        rows = _rows(words, shown, count)
        closed = "".join(block.tags[number - 1].closing or "" for number in reversed(opened))
        written.append(reopened + "\n".join(rows) + closed)
    return written


def _rows(words: Sequence[_Word], shown: Sequence[str], count: int) -> list[str]:
    """Part the words of a cue into lines that are about as long as each other."""
    rows = []
    at = 0
    for row in _shares(words, [1] * count):
        rows.append(" ".join(shown[at : at + len(row)]))
        at += len(row)
    return [row for row in rows if row]


def _shown(word: _Word, block: Block, opened: list[int], form: str) -> str:
    made: list[str] = []
    for part in word.parts:
        if isinstance(part, str):
            made.append(_escaped(part, form))
            continue
        if part.form is Form.OPEN:
            opened.append(part.number)
        elif part.form is Form.CLOSE and part.number in opened:
            opened.remove(part.number)
        tag = block.tags[part.number - 1]
        made.append(mark_up(tag, part.form, partial(_escaped, form=form)))
    return "".join(made)


def _escaped(text: str, form: str) -> str:
    """Write text so that it stays text. SRT has no signs for that, so it gets a mark unseen."""
    if form == ".vtt":
        return escape(text, quote=False)
    text = text.replace("-->", "--\u2060>")
    return _MARK_UP[form].sub(lambda found: found[0][0] + "\u2060" + found[0][1:], text)
