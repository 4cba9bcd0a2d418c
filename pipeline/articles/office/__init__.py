"""Word processors' files: what those of Word and OpenDocument share, and what only one of them has.

`zipped.py` has the package, `elements.py` the XML of its parts, `paragraphs.py` a paragraph as a
text with tags, and `parts.py` a document of such paragraphs. `word.py` and `odf.py` read and write
one.
"""
