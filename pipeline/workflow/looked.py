"""Entries that checks have looked at: what they found, what people have put aside, the risk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.catalogues import dismissals, is_left_out
from pipeline.checks.choose import current
from pipeline.checks.risk import Risk, risk
from pipeline.model import Catalogue, Entry, Finding, Severity, State
from pipeline.workflow.inspecting import findings
from pipeline.workflow.project import Project

_ORDER = {severity: at for at, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Looked:
    """An entry, where it stands, and what checks found in it, the gravest first.

    `dismissed` are findings that a person has put aside, each with her reason.
    """

    article: str
    language: str
    file: str
    entry: Entry
    findings: tuple[Finding, ...]
    dismissed: tuple[tuple[Finding, str], ...]
    risk: Risk


@dataclass(frozen=True, slots=True)
class Checked:
    """One catalogue with the entries that were looked at, the riskiest first.

    Findings stay as short as they are stored until one looks at them, as often as one likes.
    """

    article: str
    language: str
    file: str
    low_below: float
    severities: Mapping[str, Severity]
    items: Sequence[tuple[Entry, str, tuple[Finding, ...]]]

    def __iter__(self) -> Iterator[Looked]:
        """Give the entries, each with what is known of it."""
        for entry, found, more in self.items:
            yield self._looked(entry, (*findings(found, self.severities), *more))

    def _looked(self, entry: Entry, found: Iterable[Finding]) -> Looked:
        kept, dismissed = parted(entry, found)
        rank = risk(entry, (each.severity for each in kept), low_below=self.low_below)
        return Looked(
            self.article, self.language, self.file, entry, tuple(kept), tuple(dismissed), rank
        )


def checked(
    article: str,
    language: str,
    file: str,
    low_below: float,
    severities: Mapping[str, Severity],
    items: Sequence[tuple[Entry, str, tuple[Finding, ...]]],
) -> Checked:
    """Put a catalogue's entries into the order of their risk."""
    known = Checked(article, language, file, low_below, severities, items)
    risks = [looked.risk.value for looked in known]
    order = sorted(range(len(items)), key=lambda at: -risks[at])
    return Checked(article, language, file, low_below, severities, tuple(items[at] for at in order))


def looked_at(project: Project, catalogue: Catalogue) -> list[Entry]:
    """List what checks look at: wanted translations, and sentences that get no draft."""
    left_out = project.settings.translation.leave_out
    return [
        entry
        for entry in catalogue.entries
        if (entry.target or entry.warnings)
        and entry.state is not State.RETIRED
        and not is_left_out(entry, left_out)
    ]


def parted(
    entry: Entry, found: Iterable[Finding]
) -> tuple[list[Finding], list[tuple[Finding, str]]]:
    """Part findings, the gravest first, from those that a person has dismissed."""
    reasons = {
        current(each.check): each.reason for each in dismissals.read(entry) if not each.has_ended
    }
    kept: list[Finding] = []
    dismissed: list[tuple[Finding, str]] = []
    for finding in sorted(found, key=lambda each: _ORDER[each.severity]):
        if finding.check in reasons:
            dismissed.append((finding, reasons[finding.check]))
        else:
            kept.append(finding)
    return kept, dismissed
