"""Which placeholders a model copies: asked of its vocabulary, else found by a short probe."""

from collections.abc import Sequence

from pipeline.engine.decoder import Decoder, Search
from pipeline.engine.masking import LIMIT

# Shapes that some models copy. Figures and capitals are what most of them have seen unchanged.
_SHAPES = ("<m{}>", "[{}]", "{{{}}}", "XX{}", "#{}", "@{}@", "__{}__", "§{}")

_PROBES = (
    "The minister visited {0} on Monday.",
    "More details are available at {0} and {1}.",
    "According to {0}, exports rose in {1} last year.",
)


def choose(decoder: Decoder) -> tuple[str, ...]:
    """Give up to ten placeholders that survive a translation; none if nothing does."""
    if decoder.single_pieces:
        return decoder.single_pieces[:LIMIT]
    for shape in _SHAPES:
        names = tuple(shape.format(number) for number in range(LIMIT))
        if _survive(decoder, names):
            return names
    return ()


def _survive(decoder: Decoder, names: Sequence[str]) -> bool:
    probes = [probe.format(names[1], names[7]) for probe in _PROBES]
    results = dict(decoder.translate(decoder.encode(probes), Search(beam=1)))
    texts = decoder.decode([results[at][0].pieces for at in range(len(probes))])
    return all(
        text.count(name) == probe.count(name)
        for probe, text in zip(probes, texts, strict=True)
        for name in (names[1], names[7])
    )
