"""The parser of Markdown, with the places that it does not give: the only file that imports it.

markdown-it-py says of a block which lines it is on, and of what is in it nothing but the order. So
each of its inline rules is wrapped, to note in the tokens it makes where in the block's text they
stand, and the rule of tables to note where the cells of a row begin.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HTML = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)[^>]*?(?P<alone>/?)>", re.DOTALL)
_SPACE = " \t\n"


@dataclass(frozen=True, slots=True)
class Mark:
    """Mark-up in a block's text, at `text[start:end]`.

    `partner` is the number of the mark that opens or closes the pair with it, -1 if it stands
    alone. `what` is the type of the parser's token; `shown` is what a reader sees in its place,
    `about` where a link leads.
    """

    start: int
    end: int
    what: str
    partner: int = -1
    shown: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block that holds text: at `raw[start:end]`, on the lines from `line` (counted from 0).

    `text` is the raw text without the line beginnings of the blocks around it; `beginning` is what
    its second line begins with, and the line end before that; empty for a block of one line.
    `form` is `paragraph`, `heading` (`level` says which), or `cell`; `is_inner` says that it lies
    in a list, a quotation, a footnote or a table; of other blocks `after` is where the line
    behind them begins.
    """

    start: int
    end: int
    line: int
    text: str
    beginning: str
    form: str
    level: int
    is_inner: bool
    after: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A Markdown text: its blocks in order, and the lines (from 0) of fences that nothing ends."""

    leaves: tuple[Leaf, ...]
    open_fences: tuple[int, ...]


def parse(raw: str) -> Parsed:
    """Parse Markdown without front matter: CommonMark, tables, footnotes, struck out text."""
    lines = _Lines(raw)
    env: dict[str, Any] = {"columns": {}}
    leaves: list[Leaf] = []
    fences: list[int] = []
    depth, row = 0, 0
    holder: Token | None = None
    cells: Iterator[tuple[int, int]] = iter(())
    for token in _parser().parse("\n".join(lines.bare), env):
        if token.type in _AROUND:
            depth += token.nesting
        if token.type == "fence" and token.map and not _is_closed(token, lines.bare):
            fences.append(token.map[0])
        elif token.type == "tr_open" and token.map:
            row = token.map[0]
            cells = _cells(lines.bare[row], env["columns"][row])
        elif token.type in _HOLDERS:
            holder = token
        elif token.type == "inline" and token.map and holder:
            columns = next(cells, (0, 0)) if _form(holder) == "cell" else lines.find(token)
            if token.content:
                leaves.append(lines.leaf(token, holder, columns, is_inner=depth > 0))
    return Parsed(tuple(leaves), tuple(fences))


class _Lines:
    """The lines of a text: as they are, and `bare` without their ends."""

    def __init__(self, raw: str) -> None:
        self._whole = [found[0] for found in _LINE.finditer(raw)]
        self._starts = [0, *accumulate(map(len, self._whole))]
        self.bare = [line.rstrip("\r\n") for line in self._whole]

    def find(self, token: Token) -> tuple[int, int]:
        """Find in which column of its first line a text begins, and of its last line ends."""
        first, last = _map(token)
        text = token.content
        signs = _SIGNS.search(self.bare[first]) if text and first == last else None
        if signs and not self.bare[first].rstrip(_SPACE).endswith(text):
            # The text of a heading, with more signs behind it.
            at = self.bare[first].index(text, signs.end())
            return at, at + len(text)
        length = len(text.split("\n", 1)[0].strip(_SPACE))
        start = len(self.bare[first].rstrip(_SPACE)) - length
        return start, len(self.bare[last].rstrip(_SPACE))

    def leaf(
        self, token: Token, holder: Token, columns: tuple[int, int], *, is_inner: bool
    ) -> Leaf:
        """Make a block of its tokens, and of where it begins and ends in its lines."""
        first, last = _map(token)
        beginning = ""
        if first < last:
            second = token.content.split("\n", 2)[1].strip(_SPACE)
            line = self.bare[first + 1].rstrip(_SPACE)
            ending = self._whole[first][len(self.bare[first]) :]
            beginning = ending + line[: len(line) - len(second)]
        form = _form(holder)
        return Leaf(
            self._starts[first] + columns[0],
            self._starts[last] + columns[1],
            first,
            token.content,
            beginning,
            form,
            int(holder.tag[1]) if form == "heading" else 0,
            is_inner,
            self._starts[holder.map[1]] if holder.map else 0,
            tuple(_marks(token.children or [], token.content)),
        )


def _map(token: Token) -> tuple[int, int]:
    """Give the first and the last line of a token."""
    assert token.map is not None  # noqa: S101 - for the type checker
    return token.map[0], token.map[1] - 1


def _form(holder: Token) -> str:
    return _HOLDERS[holder.type]


_HOLDERS = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "th_open": "cell",
    "td_open": "cell",
}
_SIGNS = re.compile(r"#{1,6}[ \t]+")
_AROUND = frozenset(
    f"{name}_{side}"
    for name in ("blockquote", "list_item", "table", "footnote_reference")
    for side in ("open", "close")
)


def _cells(line: str, column: int) -> Iterator[tuple[int, int]]:
    """Part a row of a table as the parser does; give where the texts of its cells stand."""
    edges = [column - 1]
    escaped = False
    end = len(line.rstrip(_SPACE))
    for at in range(column, end):
        if line[at] == "|" and not escaped:
            edges.append(at)
        escaped = line[at] == "\\"
    edges.append(end)
    spans = [(a + 1, b) for a, b in pairwise(edges)]
    if spans and spans[0][0] == spans[0][1]:
        spans = spans[1:]
    for start, stop in spans:
        text = line[start:stop]
        lead = len(text) - len(text.lstrip(_SPACE))
        yield start + lead, start + max(lead, len(text.rstrip(_SPACE)))


def _is_closed(token: Token, lines: list[str]) -> bool:
    first, at = _map(token)
    last = lines[at]
    sign = token.markup[0]
    ends = re.search(rf"(?:\A|[ \t>])({re.escape(sign)}{{{len(token.markup)},}})[ \t]*\Z", last)
    return at > first and ends is not None


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.disable("text_join")
    for rule in parser.inline.ruler.__rules__:
        parser.inline.ruler.at(rule.name, _placing(rule.fn))
    for block in parser.block.ruler.__rules__:
        if block.name == "table":
            parser.block.ruler.at("table", _noting(block.fn), {"alt": block.alt})
    return parser


def _placing(
    rule: Callable[[StateInline, bool], bool],
) -> Callable[[StateInline, bool], bool]:
    """Make a rule note in its tokens where in the text they stand."""

    def placing(state: StateInline, silent: bool) -> bool:
        before, start = len(state.tokens), state.pos
        done = rule(state, silent)
        if not done or silent or len(state.tokens) == before:
            return done
        fresh = state.tokens[before:]
        # What was waiting to become a token is not of this rule's making.
        own = [token for token in fresh if "at" not in token.meta and token.type != "text"]
        if own and own[0].type == "link_open" and own[0].info != "auto":
            inner = state.md.helpers.parseLinkLabel(state, start, True)
            own[0].meta["at"] = (start, start + 1)
            own[-1].meta["at"] = (inner, state.pos)
        elif own:
            for token in own:
                token.meta["at"] = (start, state.pos)
        else:
            at = state.pos
            for token in reversed(fresh):
                at -= len(token.content)
                if at < start:
                    break
                token.meta["at"] = (at, at + len(token.content))
        return done

    return placing


def _noting(rule: Callable[[StateBlock, int, int, bool], bool]) -> Any:
    """Make the rule of tables note where in each of its lines a row begins."""

    def noting(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        done = rule(state, start, end, silent)
        if done and not silent:
            for line in range(start, state.line):
                at = state.bMarks[line] + state.tShift[line]
                state.env["columns"][line] = at - (state.src.rfind("\n", 0, at) + 1)
        return done

    return noting


def _marks(tokens: list[Token], text: str) -> list[Mark]:
    """Turn the parser's tokens into marks, pairs of raw HTML among them."""
    marks: list[Mark] = []
    opened: list[int] = []
    for token in tokens:
        if token.type == "text" or "at" not in token.meta:
            continue
        mark = _mark(token, text)
        if token.info == "auto":
            if token.nesting > 0:
                marks.append(mark)
        elif token.type == "html_inline":
            _add_html(marks, opened, mark)
        else:
            if token.nesting < 0:
                # Raw HTML that is still open within a pair closes nowhere.
                while marks[opened[-1]].what == "html_inline":
                    opened.pop()
                mark = _paired(marks, opened.pop(), mark)
            elif token.nesting > 0:
                opened.append(len(marks))
            marks.append(mark)
    return marks


def _mark(token: Token, text: str) -> Mark:
    start, end = token.meta["at"]
    what, shown = token.type, token.content
    about = str(token.attrs.get("href") or token.attrs.get("src") or "")
    if token.info == "auto":
        what, shown = "autolink", text[start + 1 : end - 1]
    elif what == "strong_open":
        start -= 1  # Of its two signs, the inner one has the token.
    elif what == "strong_close":
        end += 1
    elif what.endswith("break"):
        start -= len(text[:start]) - len(text[:start].rstrip(" "))
        shown = "\n"
    elif what == "footnote_ref":
        about = str(token.meta["label"])
    return Mark(start, end, what, shown=shown, about=about)


def _add_html(marks: list[Mark], opened: list[int], mark: Mark) -> None:
    """Add a tag of HTML, which makes a pair with the one opened last if that is of its name."""
    found = _HTML.fullmatch(mark.shown)
    name = found["name"].lower() if found else ""
    if found and found["end"]:
        last = marks[opened[-1]] if opened else mark
        other = _HTML.fullmatch(last.shown) if last.what == "html_inline" else None
        if other and not other["end"] and other["name"].lower() == name:
            mark = _paired(marks, opened.pop(), mark)
    elif found and not found["alone"] and name not in _VOID:
        opened.append(len(marks))
    marks.append(mark)


def _paired(marks: list[Mark], first: int, mark: Mark) -> Mark:
    """Make a pair of a mark and the one that is to be added next."""
    marks[first] = replace(marks[first], partner=len(marks))
    return replace(mark, partner=first)
