"""Comments of ours that a program has broken over several lines, put together again.

polib does so where it saves with its default width of 78; gettext's own tools leave comments
alone. Without this, the tails would pass for comments of a person's.
"""

from collections.abc import Callable, Sequence

# A line was broken where the next word would have gone beyond the width that programs use.
_WIDTH = 76
_SIGN = 3  # what stands before the text of a comment: "# ", "#. "
_MOST = 12  # lines that one comment is broken into


def unwrapped(comments: Sequence[str], is_cut: Callable[[str], bool]) -> list[str]:
    """Join what was one comment. `is_cut` says of a comment of ours that its end is missing.

    Where the lines behind do not complete it, all stay as they are.
    """
    found: list[str] = []
    at = 0
    while at < len(comments):
        text, end = comments[at], at + 1
        if is_cut(text):
            text, end = _whole(comments, at, is_cut)
        found.append(text)
        at = end
    return found


def is_tail(line: str, last: str) -> bool:
    """Say whether a comment looks as if it had been cut off the one before, for want of room."""
    return bool(line.strip()) and _SIGN + len(last) + 1 + len(line.split()[0]) > _WIDTH


def _whole(comments: Sequence[str], at: int, is_cut: Callable[[str], bool]) -> tuple[str, int]:
    text = last = comments[at]
    for end in range(at + 1, min(len(comments), at + _MOST)):
        following = comments[end]
        if not is_tail(following, last):
            break
        text, last = f"{text} {following}", following
        if not is_cut(text):
            return text, end + 1
    return comments[at], at + 1
