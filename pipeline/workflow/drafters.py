"""Which engines have drafted for a language, so that drafts are found after people replaced them.

A draft's mark goes when its entry is approved, and the store keeps drafts by engine. The
engines' keys are noted with the one used last in front.
"""

import json
from collections.abc import Sequence

from pipeline.model import Draft
from pipeline.state import DraftStore
from pipeline.workflow.terms import Find, keyed


def note(state: DraftStore, language: str, engine: str) -> None:
    """Remember that the engine of this key now drafts for a language."""
    known = _engines(state, language)
    if known[:1] != [engine]:
        latest = [engine, *(key for key in known if key != engine)]
        state.keep_stamps({_key(language): json.dumps(latest)})


def recorded(
    state: DraftStore, language: str, sources: Sequence[str], find: Find
) -> dict[str, Draft]:
    """Find the drafts of some sentences, each of the engine that was used last for it.

    Of drafts made with several states of the glossary that with the present one comes first,
    then that without terms.

    A sentence that stands in several articles may have got another engine's draft in one of
    them, which is not told apart.
    """
    found: dict[str, Draft] = {}
    keys = {keyed(source, find(source)): source for source in sources}
    for engine in _engines(state, language):
        for names in (keys, {source: source for source in sources}):
            wanted = [key for key, source in names.items() if source not in found]
            found |= {names[key]: draft for key, draft in state.drafts(engine, wanted).items()}
    return found


def _engines(state: DraftStore, language: str) -> list[str]:
    try:
        return list(map(str, json.loads(state.stamp(_key(language)) or "[]")))
    except (ValueError, TypeError):
        return []


def _key(language: str) -> str:
    return f"drafters:{language}"
