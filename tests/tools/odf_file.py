"""OpenDocument files for the tests, from a few lines of XML."""

from collections.abc import Mapping

from tests.tools.word_file import archive

ODF = "urn:oasis:names:tc:opendocument:xmlns"
LOEXT = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
NAMESPACES = " ".join(
    [
        *(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "style", "text", "table")),
        f'xmlns:draw="{ODF}:drawing:1.0" xmlns:fo="{ODF}:xsl-fo-compatible:1.0"',
        f'xmlns:svg="{ODF}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"',
        f'xmlns:loext="{LOEXT}"',
    ]
)
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
KIND = "application/vnd.oasis.opendocument.text"
LANGUAGE = '<style:text-properties fo:language="en" fo:country="US"/>'
DEFAULT = f'<style:default-style style:family="paragraph">{LANGUAGE}</style:default-style>'


def odf_file(
    body: str,
    *,
    automatic: str = "",
    styles: str = "",
    header: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Make an OpenDocument text: its body, automatic styles, named styles, a header, other parts.

    A part that there is already is replaced.
    """
    files: dict[str, str | bytes] = {
        "mimetype": KIND,
        "content.xml": (
            f"{DECLARED}<office:document-content {NAMESPACES}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>"
        ),
        "styles.xml": (
            f"{DECLARED}<office:document-styles {NAMESPACES}><office:styles>{DEFAULT}{styles}"
            "</office:styles><office:master-styles><style:master-page><style:header>"
            f"{header}</style:header></style:master-page></office:master-styles>"
            "</office:document-styles>"
        ),
        "META-INF/manifest.xml": manifest({"/": KIND}),
    }
    return archive(files | dict(parts or {}))


def manifest(kinds: Mapping[str, str], more: str = "") -> str:
    """Write the list of what a file holds, with `more` in each entry."""
    entries = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{kind}">{more}</m:file-entry>'
        for path, kind in kinds.items()
    )
    return f'{DECLARED}<m:manifest xmlns:m="{ODF}:manifest:1.0">{entries}</m:manifest>'


def p(content: str, style: str = "Standard") -> str:
    """Write a paragraph."""
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def span(content: str, style: str) -> str:
    """Write words with a style."""
    return f'<text:span text:style-name="{style}">{content}</text:span>'


def style(name: str, properties: str = "", family: str = "text", more: str = "") -> str:
    """Write a style, with properties of its text."""
    told = f"<style:text-properties {properties}/>" if properties else ""
    return f'<style:style style:name="{name}" style:family="{family}" {more}>{told}</style:style>'
