"""What a project may say of the checks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Switch(StrEnum):
    """How much a check's findings matter in a project, or that it is not asked."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """Severities other than the table's (`[checks]`), by the permanent names of checks."""

    switches: Mapping[str, Switch] = field(default_factory=dict)
