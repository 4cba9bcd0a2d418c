"""The fields of a PO header."""

from datetime import datetime, timedelta, timezone

from pipeline.catalogues import header
from tests.catalogues.building import HEADER, LATER


def test_a_new_header_is_whole_and_in_gettexts_order() -> None:
    """
    All that msgfmt asks for is there, in the order that msgcat and Poedit keep.
    """
    expected = [
        ("Project-Id-Version", "harbour"),
        ("Report-Msgid-Bugs-To", ""),
        ("POT-Creation-Date", "2024-05-01 10:00+0000"),
        ("PO-Revision-Date", "2024-05-01 10:00+0000"),
        ("Last-Translator", "Automatically generated"),
        ("Language-Team", "none"),
        ("Language", "vi"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", "nplurals=1; plural=0;"),
        ("X-Generator", "pipeline"),
    ]

    assert expected == list(HEADER)


def test_dates_carry_their_zone_without_a_colon() -> None:
    """
    Other forms make Babel and Sphinx pass the whole file over.
    """
    moment = datetime(2024, 5, 1, 9, 5, tzinfo=timezone(timedelta(hours=7)))

    assert "2024-05-01 09:05+0700" == header.date(moment)


def test_fields_of_other_tools_follow_as_they_stood() -> None:
    """
    Nobody's settings are lost or sorted.
    """
    fields = [("X-Zeta", "1"), ("Language", "vi"), ("X-Alpha", "2"), ("X-Zeta", "3")]
    names = [name for name, _ in header.arrange(fields)]

    assert ["X-Zeta", "X-Alpha"] == names[-2:]
    assert "1" == header.get(header.arrange(fields), "X-Zeta")


def test_another_charset_becomes_utf_8() -> None:
    """
    That is what we write, so that is what the header says.
    """
    fields = header.arrange([("Content-Type", "text/plain; charset=KOI8-R")])

    assert "text/plain; charset=UTF-8" == header.get(fields, "Content-Type")


def test_missing_fields_are_added_and_present_ones_kept() -> None:
    """
    A translator's name stays; the generator of another tool is not claimed.
    """
    completed = header.complete(header.arrange([("Last-Translator", "An")]), HEADER)

    assert "An" == header.get(completed, "Last-Translator")
    assert "nplurals=1; plural=0;" == header.get(completed, "Plural-Forms")
    assert "" == header.get(completed, "X-Generator")


def test_a_templates_placeholders_count_as_missing() -> None:
    """
    The placeholder `nplurals=INTEGER; plural=EXPRESSION;` is refused by msgfmt.
    """
    fields = [
        ("Plural-Forms", "nplurals=INTEGER; plural=EXPRESSION;"),
        ("PO-Revision-Date", "YEAR-MO-DA HO:MI+ZONE"),
    ]

    assert (
        dict(HEADER)["Plural-Forms"] == dict(header.complete(tuple(fields), HEADER))["Plural-Forms"]
    )
    assert (
        "2024-05-01 10:00+0000" == dict(header.complete(tuple(fields), HEADER))["PO-Revision-Date"]
    )


def test_a_whole_header_is_left_alone() -> None:
    """
    Completing it again changes nothing.
    """
    assert HEADER == header.complete(HEADER, header.new("b", "ru", plural_forms="x", now=LATER))
