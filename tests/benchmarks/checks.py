"""How often checks cry wolf, and how much of what is broken on purpose they see.

    python tests/benchmarks/checks.py --language vi EN.txt VI.txt [PAIRS.tsv[.gz] ...]
        [--only ID]... [--show N] [--damage] [--pofilter] [--most PAIRS] [--skip PAIRS]

The texts are human translations, a sentence a line, or two columns. The table says for each
check which share of these correct pairs it flags; `--damage` breaks each pair in one way at a
time and says which share of the damage is seen, by an error and by anything; `--pofilter` puts
translate-toolkit's checks beside it, where that is installed. `--show` prints so many of the
flagged pairs of each check.
"""

import argparse
import gzip
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline import languages
from pipeline.checks import Check, Pair
from pipeline.checks.inspect import inspect
from pipeline.checks.table import CHECKS
from pipeline.languages import Language
from pipeline.model import Severity

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.damage import DAMAGES, Damage


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def read(paths: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Read pairs: two text files in a row, or files of two columns."""
    waiting: list[str] | None = None
    for path in paths:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        lines = data.decode().splitlines()
        if ".tsv" in path.suffixes:
            yield from ((line.split("\t")[0], line.split("\t")[1]) for line in lines)
        elif waiting is None:
            waiting = lines
        else:
            yield from zip(waiting, lines, strict=True)
            waiting = None


def alarms(
    pairs: Sequence[tuple[str, str]], checks: Sequence[Check], language: Language, show: int
) -> None:
    """Print the share of pairs that each check flags."""
    flagged: Counter[str] = Counter()
    severities: Counter[Severity] = Counter()
    shown: Counter[str] = Counter()
    began = time.perf_counter()
    for source, target in pairs:
        found = list(inspect(Pair(source, target, language), checks))
        flagged.update({each.check for each in found})
        severities.update({each.severity for each in found})
        for each in found:
            if shown[each.check] < show:
                shown[each.check] += 1
                where = f" [{target[slice(*each.span)]}]" if each.span else ""
                say(f"{each.check}: {each.message}{where}\n  {source}\n  {target}")
    seconds = time.perf_counter() - began
    say(f"{len(pairs)} pairs in {seconds:.1f} s, {1e6 * seconds / len(pairs):.0f} µs a pair")
    for check in checks:
        limit = {Severity.ERROR: 0.01, Severity.WARNING: 0.03}.get(check.severity, 1.0)
        share = flagged[check.id] / len(pairs)
        mark = "" if share < limit else "  <-- too many"
        say(f"  {check.severity:<8} {check.id:<24} {share:7.2%}{mark}")
    for severity in Severity:
        say(f"  any {severity:<28} {severities[severity] / len(pairs):7.2%}")


def broken(
    pairs: Sequence[tuple[str, str]], damage: Damage, language: Language
) -> list[tuple[str, str, str]]:
    """Break the pairs that can be broken so: source, translation, broken translation."""
    rng = random.Random(13)
    made = ((source, target, damage(source, target, language, rng)) for source, target in pairs)
    return [(source, target, bad) for source, target, bad in made if bad is not None]


def recall(
    pairs: Sequence[tuple[str, str]],
    checks: Sequence[Check],
    language: Language,
    show: int,
    *,
    beside: bool,
) -> None:
    """Print which share of the damage is seen: what is found beyond what was found before."""
    for name, damage in DAMAGES.items():
        there = broken(pairs, damage, language)
        if not there:
            continue
        errors, any_, missed = 0, 0, 0
        by: Counter[str] = Counter()
        for source, target, bad in there:
            before = {
                (each.check, each.message)
                for each in inspect(Pair(source, target, language), checks)
            }
            found = [
                each
                for each in inspect(Pair(source, bad, language), checks)
                if (each.check, each.message) not in before
            ]
            errors += any(each.severity is Severity.ERROR for each in found)
            any_ += bool(found)
            by.update({each.check for each in found})
            if not found and missed < show:
                missed += 1
                say(f"{name} missed:\n  {source}\n  {target}\n  {bad}")
        total = len(there)
        best = ", ".join(f"{check} {number / total:.0%}" for check, number in by.most_common(4))
        other = ""
        if beside:
            whole = pofiltered([(source, target) for source, target, _ in there], language)
            after = pofiltered([(source, bad) for source, _, bad in there], language)
            news = sum(bool(new - old) for old, new in zip(whole, after, strict=True))
            other = f", by pofilter {news / total:6.1%}"
        say(
            f"  {name:<16} {total:6} pairs, seen by errors {errors / total:6.1%},"
            f" by anything {any_ / total:6.1%}{other}  ({best})"
        )


def pofiltered(pairs: Sequence[tuple[str, str]], language: Language) -> list[set[str]]:
    """Say which of translate-toolkit's checks flag each pair."""
    import polib

    with tempfile.TemporaryDirectory() as folder:
        file = polib.POFile(wrapwidth=0)
        file.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
        for number, (source, target) in enumerate(pairs):
            file.append(polib.POEntry(msgid=source, msgstr=target, msgctxt=str(number)))
        file.save(f"{folder}/in.po")
        subprocess.run(
            ["pofilter", f"--language={language.code}", f"{folder}/in.po", f"{folder}/out.po"],
            check=True,
            capture_output=True,
        )
        found: list[set[str]] = [set() for _ in pairs]
        if Path(f"{folder}/out.po").exists():
            for entry in polib.pofile(f"{folder}/out.po"):
                found[int(entry.msgctxt)] = set(re.findall(r"\(pofilter\) (\w+)", entry.tcomment))
    return found


def pofilter(pairs: Sequence[tuple[str, str]], language: Language) -> None:
    """Print what pofilter flags of the same pairs."""
    found = pofiltered(pairs, language)
    by = Counter(check for checks in found for check in checks)
    say(f"  pofilter flags {sum(map(bool, found)) / len(pairs):.2%} of the pairs")
    for name, number in by.most_common(12):
        say(f"    {name:<24} {number / len(pairs):7.2%}")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--language", required=True)
    parser.add_argument("--only", action="append", choices=[check.id for check in CHECKS])
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--most", type=int, default=10**9)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--damage", action="store_true")
    parser.add_argument("--pofilter", action="store_true")
    chosen = parser.parse_args()
    language = languages.load(chosen.language)
    checks = [check for check in CHECKS if not chosen.only or check.id in chosen.only]
    pairs = list(dict.fromkeys(read(chosen.paths)))[chosen.skip :][: chosen.most]
    alarms(pairs, checks, language, chosen.show)
    if chosen.damage:
        recall(pairs, checks, language, chosen.show, beside=chosen.pofilter)
    if chosen.pofilter:
        pofilter(pairs, language)


if __name__ == "__main__":
    main()
