"""Segment English articles, draft translations offline, keep them as gettext catalogues."""

__version__ = "0.1.0"
