"""How good packages are, and how much work their drafts leave to people.

`pairs` reads sentences with their translations, `scores` sets the output of packages against
them, `effort` says what people had to change in drafts, `ranking` whether confidence foretold it.
"""

import unicodedata


def composed(text: str) -> str:
    """Bring a text into Unicode's composed form (NFC), in which texts are compared here.

    A letter with its tone mark is the same to a reader whether it is stored as one character or
    as two.
    """
    return unicodedata.normalize("NFC", text)
