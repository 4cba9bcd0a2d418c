"""What a package says of itself: its model's size and make, its card, its licence and scores."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import FileError, PackageError
from pipeline.packages import Format, Package, marian_file
from pipeline.packages.layout import FirefoxFile
from pipeline.packages.model_file import CutShort, Variable, variables
from pipeline.packages.vocabulary import vocabulary

UNSTATED = "not stated"


@dataclass(frozen=True, slots=True)
class About:
    """Facts about a package, as far as its files tell them; None and `""` where they do not.

    `vocabulary` counts the pieces of the source and of the target language, `width` is that of
    the model, `quantisation` the type of most of its weights. `licence` is what the model card
    states first, `scores` are the rows of the card's tables of scores, `card` is all of it.
    """

    licence: str
    vocabulary: tuple[int, int] | None
    encoder_layers: int | None
    decoder_layers: int | None
    width: int | None
    parameters: int | None
    quantisation: str
    scores: tuple[str, ...]
    card: str


def about(package: Package) -> About:
    """Read what is known of a package, without loading its model."""
    card = _card(package.path)
    found = _variables(package)
    # Marian's vectors are matrices of one row.
    weights = [each for each in found if len(each.shape) > 1 and min(each.shape) > 1]
    kinds = Counter[str]()
    for each in weights:
        kinds[each.kind] += math.prod(each.shape)
    return About(
        licence=licence(card),
        vocabulary=_vocabulary(package.model) or _embedded(found),
        encoder_layers=_layers(found, "encoder"),
        decoder_layers=_layers(found, "decoder"),
        width=min((each.shape[-1] for each in weights), default=None),
        parameters=sum(kinds.values()) or None,
        quantisation=kinds.most_common(1)[0][0] if kinds else "",
        scores=scores(card),
        card=card,
    )


def licence(card: str) -> str:
    """Find the licence that a model card states for the package; `UNSTATED` if it states none.

    Of a card's front matter (`license: cc-by-4.0`), a line (`Licence: CC BY 4.0`) or a heading
    of that name, the first counts.
    """
    found = _LICENCE.search(card)
    return found[1].strip().strip("*_") if found else UNSTATED


_LICENCE = re.compile(r"(?im)^[\s*_#-]*licen[cs]e[*_]*(?:[ \t]*:[*_]*[ \t]*|[ \t]*\n+)(\S[^\n]*)")


def scores(card: str) -> tuple[str, ...]:
    """Give the rows of a card's tables whose head names a score: `FLORES dev: BLEU 27.7`."""
    found: list[str] = []
    head: list[str] = []
    for line in card.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.lstrip().startswith("|"):
            head = []
        elif not head:
            head = cells
        elif _SCORE.search(" ".join(head)) and not set(line) <= set("|-: \t"):
            figures = (
                f"{name} {cell}" for name, cell in zip(head[1:], cells[1:], strict=False) if cell
            )
            found.append(f"{cells[0]}: {', '.join(figures)}")
    return tuple(found)


_SCORE = re.compile(r"(?i)\b(?:BLEU|chr-?F|TER|COMET)")


def _card(path: Path) -> str:
    for name in ("README.md", "README"):
        try:
            return (path / name).read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
    return ""


def _variables(package: Package) -> list[Variable]:
    try:
        if package.format is Format.ARGOS:
            return list(variables(package.model / "model.bin"))
        return list(marian_file.variables(package.model / FirefoxFile.MODEL))
    except (OSError, CutShort):
        return []


def _embedded(found: Iterable[Variable]) -> tuple[int, int] | None:
    """Count the pieces that a model of Marian knows, of one vocabulary or two."""
    rows = {each.name: each.shape[0] for each in found if each.name.endswith("Wemb")}
    source, target = (rows.get(f"{side}_Wemb", rows.get("Wemb")) for side in ("encoder", "decoder"))
    return (source, target) if source and target else None


def _vocabulary(model: Path) -> tuple[int, int] | None:
    try:
        known = vocabulary(model)
    except (PackageError, FileError):
        return None
    return (len(known.source), len(known.target)) if all(known) else None


def _layers(found: Iterable[Variable], side: str) -> int | None:
    # encoder/layer_0/… of CTranslate2, encoder_l1_… of Marian
    named = (re.match(rf"{side}(?:/layer_|_l)([0-9]+)[/_]", each.name) for each in found)
    return len({each[1] for each in named if each}) or None
