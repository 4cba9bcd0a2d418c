"""An article and its translation side by side, as one HTML page that needs nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from pipeline.catalogues import is_left_out
from pipeline.export import seen, stitch
from pipeline.export.choose import Policy, choose
from pipeline.model import Article, Block, Entry, Segment, State

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --draft: #b26a00; --old: #a33; --none: #777 }
body { font: 1.05rem/1.55 Georgia, "Noto Serif", serif; max-width: 76rem; margin: 2rem auto;
  padding: 0 1rem }
header { font-family: system-ui, sans-serif; font-size: .9rem; margin-bottom: 1.5rem }
header h1 { font-size: 1.15rem; margin: 0 0 .3rem }
.row { display: grid; grid-template-columns: 1fr 1fr; gap: 2rem; padding: .55rem 0;
  border-top: 1px solid var(--line) }
.headline { font-size: 1.45rem; line-height: 1.3; font-weight: bold }
.subheading { font-weight: bold }
.caption, .credit, .source, .related { font-size: .92rem }
.draft, .key .draft { border-bottom: 2px dotted var(--draft) }
.suggested { border-bottom: 2px dashed var(--old) }
.empty { color: var(--none); font-style: italic }
.doubt { background: #f7c94844 }
.left { color: var(--none) }
.key span { margin-right: 1.2rem }
@media (max-width: 44rem) { .row { grid-template-columns: 1fr; gap: .4rem } }
@media print { body { max-width: none } .row { break-inside: avoid } }
""".strip()

_STATES = {
    State.DRAFT: "machine draft",
    State.SUGGESTED: "needs work",
    State.EMPTY: "not translated",
}


def page(
    article: Article,
    segments: Sequence[Segment],
    entries: Mapping[str, Entry],
    language: str,
    language_name: str,
    policy: Policy,
) -> str:
    """Show an article and its translation paragraph by paragraph, drafts marked.

    What the text export takes out is shown pale here: the page is for looking, not publishing.
    """
    rows = "\n".join(
        _row(inside, _gaps(article, block, inside), entries, language, policy)
        for block, inside in stitch.paragraphs(article, segments)
        if inside
    )
    title = escape(article.id)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · {escape(language_name)}</title>
<style>
{_STYLE}
</style>
</head>
<body>
<header>
<h1>{title}</h1>
<div>English · {escape(language_name)} · {_summary(segments, entries)}</div>
<div class="key"><span class="draft">machine draft</span> <span class="suggested">needs work</span>
<span class="empty">not translated</span> <span class="doubt">doubtful</span></div>
</header>
<main>
{rows}
</main>
</body>
</html>
"""


def _row(
    segments: Sequence[Segment],
    gaps: Sequence[str],
    entries: Mapping[str, Entry],
    language: str,
    policy: Policy,
) -> str:
    kind = segments[0].kind  # a caption stays one with its credit behind it
    left = _between(gaps, [_seen(each, each.text) for each in segments])
    right = _between(gaps, [_target(each, entries.get(each.text), policy) for each in segments])
    return (
        f'<section class="row {kind}"><div lang="en">{left}</div>'
        f'<div lang="{escape(language)}">{right}</div></section>'
    )


def _gaps(article: Article, block: Block, segments: Sequence[Segment]) -> list[str]:
    known = {tag.number: tag for tag in block.tags}
    return seen.htmls(stitch.gaps(article, block, segments), known)


def _between(gaps: Sequence[str], shown: Sequence[str]) -> str:
    """Put sentences between what stands around them."""
    *before, last = gaps
    return "".join(gap + text for gap, text in zip(before, shown, strict=True)) + last


def _target(segment: Segment, entry: Entry | None, policy: Policy) -> str:
    text = choose(entry, replace(policy, allow_drafts=True)).text
    shown = _seen(segment, text or segment.text)
    if entry is None or text is None or (not text and is_left_out(entry, policy.not_translated)):
        return f'<span class="left" title="kept as it is">{shown}</span>'
    if entry.state not in _STATES:
        return f"<span>{shown}</span>"
    said = [_STATES[entry.state], *entry.warnings]
    if entry.confidence is not None:
        said.insert(1, f"confidence {entry.confidence:.2f}")
    doubt = " doubt" if entry.warnings else ""
    return f'<span class="{entry.state}{doubt}" title="{escape("; ".join(said))}">{shown}</span>'


def _seen(segment: Segment, text: str) -> str:
    return seen.html(text, dict(enumerate(segment.tags, 1)))


def _summary(segments: Sequence[Segment], entries: Mapping[str, Entry]) -> str:
    texts = {segment.text for segment in segments}
    states = [entries[text].state for text in texts if text in entries]
    reviewed = states.count(State.REVIEWED)
    drafts = states.count(State.DRAFT)
    return f"{len(states)} segments, {reviewed} reviewed, {drafts} machine drafts"
