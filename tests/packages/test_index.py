import contextlib
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PackageError
from pipeline.packages.index import Listed, is_too_new, numbers, parse, pick


def entry(from_code: Any = "en", to_code: Any = "ru", **changed: Any) -> dict[str, Any]:
    """
    An entry as the Argos index has it; a field given as None is left out.
    """
    whole = {
        "package_version": "1.9",
        "argos_version": "1.9.0",
        "from_code": from_code,
        "from_name": NAMES.get(from_code, from_code),
        "to_code": to_code,
        "to_name": NAMES.get(to_code, to_code),
        "links": [f"https://models.example/{from_code}_{to_code}.argosmodel"],
        "code": f"translate-{from_code}_{to_code}",
    }
    return {name: value for name, value in {**whole, **changed}.items() if value is not None}


NAMES = {"en": "English", "ru": "Russian", "pt": "Portuguese", "gl": "Galician", "zh": "Chinese"}


def listed(*entries: dict[str, Any]) -> tuple[Listed, ...]:
    """
    The packages of an index with these entries, all of which can be read.
    """
    index = parse(json.dumps(entries).encode(), "index.json")
    assert index.problems == ()
    return index.listed


def no_package(packages: tuple[Listed, ...], from_code: str, to_code: str) -> PackageError:
    """
    The error of a pair that no package serves.
    """
    with pytest.raises(PackageError) as caught:
        pick(packages, from_code, to_code)
    return caught.value


def test_an_entry_is_read() -> None:
    """
    The fields of the index come as they are.
    """
    assert (
        Listed(
            from_code="en",
            from_name="English",
            to_code="ru",
            to_name="Russian",
            version="1.9",
            argos_version="1.9.0",
            links=("https://models.example/en_ru.argosmodel",),
            code="translate-en_ru",
        ),
    ) == listed(entry())
    assert listed(entry())[0].name == "en_ru"


@pytest.mark.parametrize("missing", ["from_name", "to_name", "package_version", "argos_version"])
def test_argos_does_without_some_fields(missing: str) -> None:
    """
    Fields that Argos Translate does not need may be missing.
    """
    assert 1 == len(listed(entry(**{missing: None})))


def test_packages_for_other_purposes_are_passed_over() -> None:
    """
    The index may list models that find sentences, which have no pair of languages.
    """
    assert () == listed({"type": "sbd", "from_codes": ["en"]})
    assert 1 == len(listed(entry(type="translate")))


def test_links_without_a_client_are_passed_over() -> None:
    """
    Of the links those stay that can be fetched, in their order.
    """
    links = ["ipfs://Qm", "HTTPS://a.example/x", "file:///etc/passwd", "http://b.example/x", ""]

    assert ("HTTPS://a.example/x", "http://b.example/x") == listed(entry(links=links))[0].links


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("en_ru", "is no object"),
        (None, "is no object"),
        (entry(package_version=1.9), "has a package_version that is no text"),
        (entry(from_name=["English"]), "has a from_name that is no text"),
        (entry(to_name="Rus\x1b[2Jsian"), "has a to_name that is no text"),
        ({"to_code": "ru"}, "has no from_code, or one that is no language code"),
        (entry(to_code="../ru"), "has no to_code, or one that is no language code"),
        (entry(links="https://a.example/x"), "has links that are no list of texts"),
        (entry(links=[1]), "has links that are no list of texts"),
    ],
)
def test_a_broken_entry_is_left_out(broken: object, reason: str) -> None:
    """
    One entry that cannot be read does not hide the others.
    """
    index = parse(json.dumps([broken, entry("en", "pt")]).encode(), "index.json")

    assert (f"entry 1 of the index {reason}",) == index.problems
    assert ["en_pt"] == [each.name for each in index.listed]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html>Please log in</html>", "it is not JSON"),
        (b"", "it is not JSON"),
        (b"\xff\xfe\xff", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b'{"packages": []}', "it is no list of packages"),
        (b"[1, 2]", "entry 1 of the index is no object"),
    ],
)
def test_what_is_no_index_is_refused(data: bytes, reason: str) -> None:
    """
    A document of another kind is refused with the address that it came from.
    """
    with pytest.raises(PackageError) as caught:
        parse(data, "https://models.example/index.json")

    assert (
        f"https://models.example/index.json is no index of Argos packages: {reason}"
        == caught.value.message
    )
    assert "[downloads]" in caught.value.hint


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.sampled_from(["en", "2.0"]),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=3,
)


@given(st.lists(VALUES | st.dictionaries(st.sampled_from([*entry(), "type"]), VALUES)))
def test_any_entries_are_read_or_refused(entries: list[object]) -> None:
    """
    Whatever a server sends, what is read holds texts, and the rest is a sentence.
    """
    with contextlib.suppress(PackageError):
        for each in parse(json.dumps(entries).encode(), "index.json").listed:
            assert re.fullmatch(r"\w[\w-]*→\w[\w-]*", f"{each.from_code}→{each.to_code}")
            assert all(text.isprintable() for text in (each.version, each.to_name, *each.links))


def test_the_newest_version_is_picked() -> None:
    """
    Versions are compared by their numbers.
    """
    packages = listed(*(entry(package_version=each) for each in ("1.9", "1.10", "1.2", "")))

    assert pick(packages, "en", "ru").version == "1.10"


@pytest.mark.parametrize("newest", [{"links": []}, {"argos_version": "2.0"}])
def test_the_newest_usable_version_is_picked(newest: dict[str, Any]) -> None:
    """
    A newer version that cannot be fetched, or not be used, does not stand in the way.
    """
    packages = listed(entry(package_version="2.0", **newest), entry())

    assert pick(packages, "en", "ru").version == "1.9"


def test_a_package_without_links_is_told() -> None:
    """
    An entry that says where to find nothing is not taken for no entry.
    """
    for links in (None, [], ["ipfs://Qm"]):
        error = no_package(listed(entry(links=links)), "en", "ru")

        assert (
            "the Argos index lists a package en→ru, but no address to fetch it from"
            == error.message
        )


def test_a_package_for_a_newer_argos_is_told() -> None:
    """
    A package whose form nobody knows yet is refused before it is fetched.
    """
    error = no_package(listed(entry(argos_version="2.0")), "en", "ru")

    assert "made for Argos Translate 2.0, which is newer than what is known" in error.message
    assert error.hint.startswith("Update this tool")


def test_a_chain_is_offered() -> None:
    """
    Where two packages lead to the language, the command that brings both is told.
    """
    packages = listed(entry("en", "pt"), entry("pt", "gl"), entry("gl", "en"))
    error = no_package(packages, "en", "gl")

    assert error.message == "the Argos index has no package en→gl"
    assert (
        "There is a chain, en→pt and pt→gl: `pipeline packages install en-pt pt-gl`" == error.hint
    )


def test_all_shortest_chains_are_offered() -> None:
    """
    Of chains of one length there is a choice; longer ones are left out.
    """
    pairs = ["en-pt", "pt-gl", "en-es", "es-gl", "en-fr", "fr-it", "it-gl"]
    error = no_package(listed(*(entry(*pair.split("-")) for pair in pairs)), "en", "gl")

    assert (
        "There is a chain, en→es and es→gl: `pipeline packages install en-es es-gl`; "
        "or en→pt and pt→gl: `pipeline packages install en-pt pt-gl`"
    ) == error.hint


def test_a_long_chain_is_offered_where_there_is_no_shorter_one() -> None:
    """
    A chain may have three links.
    """
    packages = listed(entry("en", "pt"), entry("pt", "es"), entry("es", "gl"))

    assert "`pipeline packages install en-pt pt-es es-gl`" in no_package(packages, "en", "gl").hint


def test_a_chain_with_an_unusable_link_is_not_offered() -> None:
    """
    A chain is as good as its packages.
    """
    packages = listed(entry("en", "pt"), entry("pt", "gl", links=[]))

    assert "chain" not in no_package(packages, "en", "gl").hint


def test_vietnamese_is_to_be_had_elsewhere() -> None:
    """
    For a language that the index has not, the message says where a model comes from.
    """
    error = no_package(listed(entry(), entry("ru", "en")), "en", "vi")

    assert error.message == "the Argos index has no package en→vi"
    assert (
        "`pipeline packages install --from firefox en-vi` brings Firefox's model if there is one; "
        "`pipeline packages build` makes a package of a checkpoint"
    ) == error.hint


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("rus", "ru (Russian)"),
        ("RU", "ru (Russian)"),
        ("russian", "ru (Russian)"),
        ("ru-RU", "ru (Russian)"),
        ("zh_Hans", "zh (Chinese)"),
    ],
)
def test_a_near_code_is_suggested(code: str, meant: str) -> None:
    """
    A code or a name that is nearly one of the index's is taken for a slip.
    """
    hint = no_package(listed(entry(), entry("zh", "en")), "en", code).hint

    assert f"It has no language {code}; did you mean {meant}?" in hint
    assert "--from firefox" in hint


@pytest.mark.parametrize(
    ("argos_version", "expected"),
    [("1.9.0", False), ("1.11", False), ("", False), ("odd", False), ("2.0", True), ("10", True)],
)
def test_only_a_new_first_number_is_too_new(argos_version: str, expected: bool) -> None:
    """
    All packages of versions 1 have one form.
    """
    assert expected is is_too_new(argos_version)


@given(st.text())
def test_any_version_can_be_compared(version: str) -> None:
    """
    A version without numbers, or with endless ones, is a version.
    """
    assert numbers(f"{version}.7")[-1] == 7
