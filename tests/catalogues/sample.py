"""A catalogue with every state in it, made as it is made in a newsroom.

An article is drafted, a translator works on it, the article changes, and the rest is drafted:
what lies on disk then is what translators' tools were given (see tests/tools/record.py). There is
a glossary, and the memory knows a neighbouring article.
"""

import polib

from tests.catalogues.desk import Desk

NAME = "port news/harbour"
BEFORE = "port news/a village"

GLOSSARY = "term,vi,vi forbidden\nharbour master,giám đốc cảng,\nfishermen,ngư dân,dân chài\n"

VILLAGE = """\
No road was closed in the storm, the police said. The bridge of Nam O was open to traffic all day.
"""

FIRST = """\
Storm shuts the port of Đà Nẵng

DA NANG - The port was closed on Monday morning, and forty ships had to wait outside. A notice \
to all captains lies in "C:\\news\\port" and at the café on the pier, where it can be read at any \
hour of the day by everybody who has lost a ship, a net or an anchor in the storm.

“We are ready,” said the harbour master. Waves of six metres were measured at noon. Nobody was \
hurt. Fishermen had been warned in time, the mayor said.

Rescuers reached the last village on Tuesday. Exports of rice rose by 5 percent in May. More \
rain is expected. Bridges and roads stay open. Hmm, who knows. Nobody was hurt. Hmm.

The mayor spoke at 41 Hung Vuong Street. No road was closed in the storm, the police said. The \
bridge of Cam Le was open to traffic all day long. The bridge of Nam O is open all night.
"""

# One sentence is changed, one a second time, and several are gone.
SECOND = FIRST.replace("forty ships", "fifty ships").replace("by 5 percent", "by 7 percent")
THIRD = SECOND
for gone in (
    " Exports of rice rose by 7 percent in May.",
    " More rain is expected.",
    " Bridges and roads stay open.",
    " Hmm, who knows.",
):
    THIRD = THIRD.replace(gone, "")

LATER = (
    THIRD.replace("on Tuesday", "on Wednesday")
    .replace(" Fishermen had been warned in time, the mayor said.", "")
    .replace("Hmm.", "More rain is expected. Hmm.")
)


# What the translator has written, flags and all.
WORDS = (
    "The desk's catalogue: ask An before 6 p.m.",
    "And Bình after that.",
    "X-Desk: foreign news",
    "ĐÀ NẴNG - Cảng đóng cửa sáng thứ Hai, bốn mươi tàu phải chờ bên ngoài.",
    "số tàu: hỏi lại cảng vụ",
    "no-wrap",
    '“Chúng tôi đã \\\\ sẵn sàng\\\\”, \\"ông\\" giám đốc cảng nói.',
    "#  two spaces before, a backslash at the end \\",
    "# #hashtag",
    "Sóng cao sáu mét, đo lúc trưa?",
    "chưa chắc",
    "pipeline: skip",
    "x-desk",
    "ask the mayor's office",
    "Xuất khẩu gạo tăng 5 phần trăm trong tháng Năm.",
    "số liệu của bộ",
    "Dự báo còn mưa.",
    "which bridges?",
    "who says this?",
)


def make(desk: Desk) -> None:
    """Tell the story in a project; the article is called `NAME`."""
    (desk.root / "glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    desk.write(BEFORE, VILLAGE)
    desk.run()
    desk.edit(BEFORE, _approve)
    desk.write(NAME, FIRST)
    desk.run()
    desk.edit(NAME, _work)
    desk.write(NAME, SECOND)
    desk.run()
    desk.write(NAME, THIRD)
    desk.run()


def go_on(desk: Desk) -> None:
    """Let the article change once more: one sentence changes, one goes, and one returns."""
    desk.write(NAME, LATER)
    desk.run(draft=False)


def make_russian(desk: Desk) -> None:
    """Tell a shorter story in another language, in letters that old encodings have too."""

    def work(file: polib.POFile) -> None:
        file[0].msgstr = "Гавань закрыта из-за бури."
        file[0].flags.remove("fuzzy")
        file[1].msgstr = "Сорок судов ждут?"
        file[1].tcomment = "спросить Анну"

    desk.write(NAME, "The harbour is closed by a storm. Forty ships wait. Nobody was hurt.\n")
    desk.run()
    desk.edit(NAME, work)
    desk.run()


def _approve(file: polib.POFile) -> None:
    file[0].msgstr = "Công an cho biết không đường nào bị chặn vì bão."
    file[1].msgstr = "Cầu Nam Ô thông xe cả ngày."
    for entry in file:
        entry.flags.remove("fuzzy")


def _work(file: polib.POFile) -> None:
    entries = {entry.msgid: entry for entry in file}

    def entry(start: str) -> polib.POEntry:
        return next(found for source, found in entries.items() if source.startswith(start))

    def write(start: str, text: str, *, fuzzy: bool = False) -> None:
        found = entry(start)
        found.msgstr = text
        if not fuzzy:
            found.flags.remove("fuzzy")

    def note(start: str, *lines: str) -> None:
        found = entry(start)
        found.tcomment = "\n".join((*found.tcomment.split("\n"), *lines))

    file.header = "The desk's catalogue: ask An before 6 p.m.\nAnd Bình after that."
    file.metadata["Last-Translator"] = "An Nguyễn <an@example.org>"
    file.metadata["X-Desk"] = "foreign news"
    entry("Storm").flags.remove("fuzzy")
    write("DA NANG", "ĐÀ NẴNG - Cảng đóng cửa sáng thứ Hai, bốn mươi tàu phải chờ bên ngoài.")
    note("DA NANG", "số tàu: hỏi lại cảng vụ")
    entry("DA NANG").flags.append("no-wrap")
    write("“We", '“Chúng tôi đã \\ sẵn sàng\\”, "ông" giám đốc cảng nói.')
    note("“We", " two spaces before, a backslash at the end \\", "", "#hashtag")
    write("Waves", "Sóng cao sáu mét, đo lúc trưa?", fuzzy=True)
    note("Waves", "chưa chắc")
    note("Nobody", "pipeline: skip")
    entry("Fishermen").flags.append("x-desk")
    note("Fishermen", "ask the mayor's office")
    write("Exports", "Xuất khẩu gạo tăng 5 phần trăm trong tháng Năm.")
    note("Exports", "số liệu của bộ")
    write("More", "Dự báo còn mưa.")
    note("Bridges", "which bridges?")
    note("Hmm, who", "who says this?")
