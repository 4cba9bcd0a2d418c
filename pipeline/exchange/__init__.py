"""Translations in the formats of other programs: out to them, and back."""
