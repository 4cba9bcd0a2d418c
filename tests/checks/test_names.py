"""Names that are dropped, and names that have two forms."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline import languages
from pipeline.checks import Pair, name_forms, names
from pipeline.checks.ledger import Form, Name, ledger

CASES = Path(__file__).parent.parent / "cases"
NAMES: list[dict[str, Any]] = json.loads(
    (CASES / "checks" / "names.json").read_text(encoding="utf-8")
)


def pair(source: str, target: str, code: str = "vi") -> Pair:
    """Make a pair in a language of the tool, or of the cases."""
    return Pair(source, target, languages.load(code, CASES / "languages"))


SPEAKER = [
    pair("We met Valentina Matviyenko today.", "Мы встретили Валентину Матвиенко.", "ru"),
    pair("It was said by Matviyenko.", "Это было сказано Матвийенко.", "ru"),
    pair("They thanked Matviyenko.", "Они благодарили Матвиенко.", "ru"),
]
CAPITALS = [
    pair("They met in Hanoi.", "Họ gặp nhau ở Hà Nội."),
    pair("They left for Moscow.", "Họ đi Moskva."),
    pair("They came from Moscow to Hanoi.", "Họ từ Mát-xcơ-va đến Hà Nội."),
    pair("He lives in Moscow.", "Ông sống ở Moskva."),
]


@pytest.mark.parametrize("case", NAMES, ids=[case["label"] for case in NAMES])
def test_case(case: dict[str, Any]) -> None:
    """
    A name is missed where it is missing, and nowhere else.
    """
    looked_at = pair(case["source"], case["target"], case["language"])

    assert case["messages"] == [hit.message for hit in names.find(looked_at)]


def test_the_name_is_shown_in_the_source() -> None:
    """
    A hit points at the name, titles aside.
    """
    source = "It was Foreign Minister Sergey Lavrov who came."
    (hit,) = names.find(pair(source, "Ông ấy đã đến."))

    assert hit.source
    assert "Sergey Lavrov" == source[slice(*hit.source)]


def test_cases_of_a_name_are_one_form() -> None:
    """
    Путиным and Путина are Путин, whom the ledger knows by his whole name.
    """
    found = ledger(
        [
            pair("The letter is from Vladimir Putin.", "Письмо Владимира Путина.", "ru"),
            pair("He talked to Vladimir Putin.", "Он говорил с Владимиром Путиным.", "ru"),
        ]
    )

    assert (Name("Vladimir Putin", "", (Form("Владимир Путин", (0, 1)),)),) == found


def test_the_ledger_has_all_forms_with_their_places() -> None:
    """
    The most common form comes first, and each knows the pairs that it stands in.
    """
    assert (
        Name("Hanoi", "place", (Form("Hà Nội", (0, 2)),)),
        Name("Moscow", "place", (Form("Moskva", (1, 3)), Form("Mát-xcơ-va", (2,)))),
    ) == ledger(CAPITALS)


def test_kinds_are_guessed_from_what_stands_beside() -> None:
    """
    A rank makes a person, a country is a place, and a bank is an organisation.
    """
    found = ledger(
        [
            pair("They met President Emmanuel Macron.", "Họ gặp Tổng thống Emmanuel Macron."),
            pair("Wine from Spain is liked.", "Rượu vang Tây Ban Nha được ưa chuộng."),
        ]
    )

    assert {"Emmanuel Macron": "person", "Spain": "place"} == {
        name.source: name.kind for name in found
    }


def test_a_name_in_two_spellings_is_reported_once() -> None:
    """
    The rarer spelling gets the hit, with both and their counts; a surname alone is no other form.
    """
    ((at, hit),) = name_forms.find(SPEAKER)

    assert 1 == at
    assert hit.message == (
        "Valentina Matviyenko is “Матвийенко” once and “Валентина Матвиенко” once"
    )
    assert hit.span
    assert "Матвийенко" == SPEAKER[1].target[slice(*hit.span)]
    assert hit.source
    assert "Matviyenko" == SPEAKER[1].source[slice(*hit.source)]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (CAPITALS, ["Moscow is “Mát-xcơ-va” once and “Moskva” 2 times"]),
        (
            [
                pair("They met Vo Van Thuong.", "Họ gặp Võ Văn Thưởng."),
                pair("He saw Vo Van Thuong.", "Ông gặp Vo Van Thuong."),
            ],
            ["Vo Van Thuong is “Vo Van Thuong” once and “Võ Văn Thưởng” once"],
        ),
        (
            [
                pair("They met Vo Van Thuong.", "Họ gặp VÕ VĂN THƯỞNG."),
                pair("He saw Vo Van Thuong.", "Ông gặp Võ Văn Thưởng."),
            ],
            [],
        ),
        # Two men may be called by one first name, each in his way.
        (
            [
                pair("They met Martin Schulz.", "Они встретили Мартина Шульца.", "ru"),
                pair("They met Martin Bouygues.", "Они встретили Мартена Буига.", "ru"),
            ],
            [],
        ),
        # An adjective is no form of its country.
        (
            [
                pair("They came from Moscow.", "Они приехали из Москвы.", "ru"),
                pair("The papers of Moscow wrote it.", "Об этом писали Московские вести.", "ru"),
            ],
            [],
        ),
        (
            [
                pair("They live in Minsk.", "Они живут в Минске.", "ru"),
                pair("It is in the Minsk accords.", "Так в Минских соглашениях.", "ru"),
                pair("They like Volodymyr Zelensky.", "Им нравится Владимир Зеленский.", "ru"),
                pair("They know Volodymyr Zelensky.", "Они знают Владимира Зеленского.", "ru"),
            ],
            [],
        ),
        ([pair("Treat Gata well.", "Gata e mire.", "xx"), pair("See Gata.", "Gates.", "xx")], []),
        ([], []),
    ],
)
def test_forms(pairs: list[Pair], expected: list[str]) -> None:
    """
    What differs in more than case, capitals and length is reported.
    """
    assert expected == [hit.message for _, hit in name_forms.find(pairs)]


ATTACKS = (
    "A ", "Ab ", "Ab", "Ab-", "Ab'", "Ab-c ", "St. ", "A. ", "Of ", "Ab of ", "Ab de la ", "New ",
    "President ", "Middle East ", "Hanoi ", "Ω", "É ", "Ab… ", "«Ab» ", "Đ", "ǅ ", "a", " ", "-",
    "Xhxhx", "Ng", "Chthsh ",
)  # fmt: skip


@pytest.mark.parametrize("code", ["vi", "ru"])
def test_time_is_linear(code: str) -> None:
    """
    No text of tens of thousands of characters takes longer than a moment.
    """
    for attack in ATTACKS:
        for size in (4_900, 100_000):
            text = f"met {attack * (size // len(attack))} now."[:size]
            began = time.process_time()
            looked_at = pair(text, text + "я", code)
            sum(1 for _ in names.find(looked_at))
            sum(1 for _ in name_forms.find([looked_at, looked_at]))
            assert time.process_time() - began < 2, attack
