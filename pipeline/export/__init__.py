"""Translated articles: the original with other sentences in it, as text or as a page."""
