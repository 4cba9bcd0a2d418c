"""Gettext catalogues: read and written without losing anybody's work, merged with articles."""

from pipeline.catalogues.counts import Counts, count
from pipeline.catalogues.drafting import is_left_out
from pipeline.catalogues.marks import is_skipped

__all__ = ["Counts", "count", "is_left_out", "is_skipped"]
