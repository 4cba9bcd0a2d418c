"""A decoder that a test teaches what to say: pieces are words, scores are chosen."""

from collections.abc import Callable, Iterator, Sequence

from pipeline.engine.decoder import Output, Search

PLACEHOLDERS = tuple(f"<m{number}>" for number in range(10))


def shout(text: str) -> str:
    """Translate into capitals, placeholders aside."""
    return " ".join(word if word.startswith("<") else word.upper() for word in text.split(" "))


class FakeDecoder:
    """Answers each text with what `say` returns for it, the best first; counts its calls."""

    def __init__(
        self,
        say: Callable[[str, Search], str | list[str]] = lambda text, _: shout(text),
        single_pieces: tuple[str, ...] = PLACEHOLDERS,
        score: float = -0.5,
    ) -> None:
        self.say = say
        self.single_pieces = single_pieces
        self.score = score
        self.heard: list[tuple[str, Search]] = []
        self.closed = False

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        return [text.split(" ") for text in texts]

    def decode(self, pieces: Sequence[Sequence[str]]) -> list[str]:
        return [" ".join(each) for each in pieces]

    def translate(
        self, sentences: Sequence[Sequence[str]], search: Search
    ) -> Iterator[tuple[int, tuple[Output, ...]]]:
        # The last first, since a decoder may answer in any order.
        for at in reversed(range(len(sentences))):
            text = " ".join(sentences[at])
            self.heard.append((text, search))
            said = self.say(text, search)
            answers = [said] if isinstance(said, str) else said
            yield at, tuple(Output(tuple(each.split(" ")), self.score) for each in answers)

    def close(self) -> None:
        self.closed = True
