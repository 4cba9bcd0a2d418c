"""An engine that shouts: whole commands run on it in milliseconds."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

from pipeline.model import Draft


@dataclass
class Shouting:
    """An engine that turns texts into capitals, and remembers what it was asked."""

    language: str
    origin: str = "shout 1.0"
    ahead: int = 0
    asked: list[str] = field(default_factory=list)
    before_each: Callable[[str], None] = lambda _: None

    @property
    def key(self) -> str:
        """Name the engine; drafts of another origin are kept apart."""
        return hashlib.sha256(f"{self.origin}|{self.language}".encode()).hexdigest()

    def translate(self, texts: Sequence[str]) -> Iterator[tuple[int, Draft]]:
        """Shout the texts, the last first."""
        for at in reversed(range(len(texts))):
            self.before_each(texts[at])
            self.asked.append(texts[at])
            yield at, Draft(f"{self.language}: {texts[at].upper()}", 0.5, self.origin)

    def close(self) -> None:
        """There is nothing to free."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
