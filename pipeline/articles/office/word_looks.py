"""How runs of Word look: what of that counts, what people call it, and how it is written again."""

from collections.abc import Iterator, Mapping

from pipeline.articles.office.elements import Element, prefix_of
from pipeline.articles.office.paragraphs import Look, escaped

# What tells how a text was made or spelled, not what it looks like; and what only fits letters to
# a line, as programs do that turn PDF files into Word's.
_UNSEEN = frozenset(
    "lang noProof webHidden bCs iCs szCs cs rPrChange spacing w kern".split()
)  # fmt: skip
# What comes behind the language in the properties of a run.
_BEHIND_LANGUAGE = frozenset({"w:eastAsianLayout", "w:specVanish", "w:oMath"})
_LOOKS = {
    "b": "bold",
    "i": "italic",
    "u": "underlined",
    "strike": "struck out",
    "dstrike": "struck out",
    "caps": "capitals",
    "smallCaps": "small capitals",
    "vanish": "hidden",
    "highlight": "highlighted",
    "shd": "shaded",
    "color": "coloured",
    "sz": "another size",
    "rFonts": "another font",
}
_OFF = frozenset({"0", "false", "off", "none"})


class Looks:
    """Knows the looks of one part's runs; `styles` are the names of its styles by their ids."""

    def __init__(self, data: bytes, styles: Mapping[str, str]) -> None:
        self._data = data
        self._styles = styles
        self._known: dict[tuple[bytes, bytes], Look] = {}

    def of(self, run: Element) -> Look:
        """Say how a `w:r` looks."""
        properties = run.find("w:rPr")
        prefix = prefix_of(run, self._data).encode()
        data = self._data[properties.start : properties.end] if properties else b""
        known = self._known.get((prefix, data))
        if known is None:
            known = self._known[prefix, data] = self._new(prefix, properties)
        return known

    def _new(self, prefix: bytes, properties: Element | None) -> Look:
        children = properties.children if properties else []
        seen = {each.name[2:]: each.attributes for each in children if _is_seen(each)}
        key = frozenset(
            (name, *(part for item in sorted(attributes.items()) for part in item))
            for name, attributes in seen.items()
        )
        inner, close = (properties.inner, properties.close) if properties else (0, 0)
        # What a tracked change was made from has an id, which may not come twice.
        tracked = properties.find("w:rPrChange") if properties else None
        close = tracked.start if tracked else close
        place = next((each for each in children if each.name in _BEHIND_LANGUAGE), None)
        start = end = place.start if place else close
        language = properties.find("w:lang") if properties else None
        told = ""
        if language:
            start, end = language.start, language.end
            told = "".join(
                f' {prefix.decode()}{name[2:]}="{escaped(value)}"'.replace("%", "%%")
                for name, value in language.attributes.items()
                if name.startswith("w:") and name != "w:val"
            )
        # An attribute without a prefix would not be one of Word's.
        element = b'<%slang %sval="%%b"%s/>' % (prefix, prefix, told.encode()) if prefix else b""
        return Look(
            key,
            ", ".join(dict.fromkeys(_notes(seen, self._styles)))
            or ("other formatting" if key else "plain"),
            b"<" + prefix + b"rPr>" + self._data[inner:start],
            element,
            self._data[end:close] + b"</" + prefix + b"rPr>",
        )


def _is_seen(element: Element) -> bool:
    name = element.name[2:]
    if not element.name.startswith("w:") or name in _UNSEEN:
        return False
    # Which of its fonts a run takes where a sign stands in several.
    return name != "rFonts" or set(element.attributes) != {"w:hint"}


def _notes(seen: Mapping[str, Mapping[str, str]], styles: Mapping[str, str]) -> Iterator[str]:
    for name, attributes in seen.items():
        value = attributes.get("w:val", "")
        if name == "rStyle":
            yield f"style {styles.get(value, value)}"
        elif name == "vertAlign":
            yield value
        elif name in _LOOKS:
            yield f"not {_LOOKS[name]}" if value in _OFF else _LOOKS[name]
