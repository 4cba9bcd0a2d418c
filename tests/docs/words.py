"""Texts of the code, and how Markdown has them."""

import ast
import re


def prose(text: str) -> str:
    """Keep what stands outside of code from being taken for mark-up."""
    parts = re.split(r"(`+[^`]*`+)", text)
    return "".join(part if at % 2 else _escaped(part) for at, part in enumerate(parts))


def _escaped(text: str) -> str:
    return re.sub(r"([*_\[\]])", r"\\\1", text).replace("<", "&lt;").replace(">", "&gt;")


def in_table(text: str) -> str:
    """Put a text into one cell."""
    return " ".join(text.split()).replace("|", "\\|")


def text_below(node: ast.stmt | None) -> str:
    """Read the text that stands below a field and explains it."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return str(node.value.value)
    return ""
