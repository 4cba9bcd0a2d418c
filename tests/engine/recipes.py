"""Engines for workers: they do what texts tell them, in whatever process they are opened."""

import os
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.engine.remote import Wanted
from pipeline.model import Draft
from pipeline.packages import Package


@dataclass(frozen=True, slots=True)
class Obeying:
    """The recipe of an engine that shouts, unless a text begins with an order.

    `die`, `hang` and `skip` are obeyed once, which a file in `folder` remembers; `fail` always;
    `wait` until there is a file `go`.
    """

    folder: Path
    key: str = "obeying"
    origin: str = "obeying 1"
    wanted: tuple[Wanted, ...] = ()
    libraries: tuple[str, ...] = ()
    seconds: float = 0.0

    def spellings(self, texts: Sequence[str]) -> Mapping[str, str]:
        """Learn nothing."""
        return {}

    def needed(self, usual: Mapping[str, str], texts: Sequence[str]) -> Mapping[str, str]:
        """Need nothing."""
        return {}

    def open(self, packages: Sequence[Package], threads: int) -> "Obedient":
        """Open the engine, and leave a file that says so."""
        (self.folder / f"opened-{os.getpid()}").touch()
        return Obedient(self)


@dataclass
class Obedient:
    """The engine."""

    recipe: Obeying

    @property
    def key(self) -> str:
        """Be the one that was asked for."""
        return self.recipe.key

    def translate(
        self, texts: Sequence[str], usual: Mapping[str, str] | None = None
    ) -> Iterator[tuple[int, Draft]]:
        """Shout, or do as told."""
        for at, text in reversed(list(enumerate(texts))):
            time.sleep(self.recipe.seconds)
            if text.startswith("fail"):
                raise ValueError(text)
            if text.startswith("die") and self._is_first(text):
                os.kill(os.getpid(), signal.SIGKILL)
            while text.startswith("wait") and not (self.recipe.folder / "go").exists():
                time.sleep(0.02)
            if text.startswith("hang") and self._is_first(text):
                time.sleep(120)
            if not (text.startswith("skip") and self._is_first(text)):
                yield at, Draft(f"{text.upper()} {os.getpid()}", 0.5, self.recipe.origin)

    def close(self) -> None:
        """Leave a file that says so."""
        (self.recipe.folder / f"closed-{os.getpid()}").touch()

    def _is_first(self, text: str) -> bool:
        try:
            (self.recipe.folder / text).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True
