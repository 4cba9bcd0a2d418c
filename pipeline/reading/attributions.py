"""Who said it: clauses that a translation should have once, as its source has."""

import re
from functools import lru_cache

from pipeline.languages import Language

_SAID = re.compile(
    r"\b(?:according to|sa(?:id|ys?|ying)|add(?:s|ed|ing)|affirm|assert|announc|believ|claim"
    r"|confirm|declar|emphasi|explain|express|highlight|hop(?:e|ing)|inform|insist|mention"
    r"|not(?:ed|es|ing)\b|point(?:s|ed|ing) out|recall|remark|report|reveal|share|speak|spoke"
    r"|stat(?:ed|es|ing)\b|stress|suggest|t(?:old|ells?|elling)\b|think|thought|underlin"
    r"|underscor|warn|wr(?:ites?|ote))",
    re.IGNORECASE,
)


def repeated(source: str, output: str, language: Language) -> str:
    """Name the phrase that ends a translation, if it said so before and its source did not.

    "He added: …" has become "Ông nói thêm: …, ông nói thêm".
    """
    if not language.attributions:
        return ""
    found = list(_pattern(language.attributions).finditer(output))
    if len(found) < 2:
        return ""
    last = found[-1]
    # A clause at the end has few words behind the verb: a title and a name at most before it.
    if len(output[last.end() :].split()) > 3 or "," not in output[: last.start()]:
        return ""
    if len(found) <= len(_SAID.findall(source)):
        return ""
    same = any(each[0].lower() == last[0].lower() for each in found[:-1])
    opens = found[0].start() < len(output) / 3
    return last[0] if same or opens else ""


@lru_cache(maxsize=16)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    # The longer phrases first; an ending may follow (заявила).
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile(
        rf"\b(?:{'|'.join(re.escape(each) for each in longest)})(?:\w{{1,2}})?\b", re.IGNORECASE
    )
