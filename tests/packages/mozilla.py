"""A server of Firefox's models, or a copy of one on disk, with tiny models.

mozilla = Mozilla()
mozilla.add("en-xx", "3.0")
options = mozilla.serve(server)
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from pipeline.packages import DownloadOptions, firefox
from tests.packages import tiny_firefox
from tests.packages.server import Server

KINDS = {"model.intgemm.bin": "model", "shortlist.bin": "lex", "vocabulary.spm": "vocab"}
KINDS |= {"source.spm": "srcvocab", "target.spm": "trgvocab"}


class Mozilla:
    """What a server of Firefox's models holds: a list, and packed files by their places."""

    def __init__(self) -> None:
        self.root: Any = {"capabilities": {"attachments": {"base_url": "files/"}}}
        self.records: list[Any] = []
        self.files: dict[str, bytes] = {}

    def add(self, pair: str = "en-xx", version: str = "3.0", *, split: bool = False) -> None:
        """List a model for a pair of languages."""
        start, end = pair.split("-")
        for name, data in tiny_firefox.files(split=split).items():
            packed = tiny_firefox.zstd(data)
            location = f"main/{pair}-{version}/{name}.zst"
            self.files[location] = packed
            self.records.append(
                {
                    "name": f"{KINDS[name]}.{start}{end}.bin",
                    "fileType": KINDS[name],
                    "sourceLanguage": start,
                    "targetLanguage": end,
                    "version": version,
                    "architecture": "tiny",
                    "decompressedHash": hashlib.sha256(data).hexdigest(),
                    "attachment": {
                        "location": location,
                        "size": len(packed),
                        "hash": hashlib.sha256(packed).hexdigest(),
                    },
                }
            )

    def serve(self, server: Server) -> DownloadOptions:
        """Serve all of it under /v1; give the options with which it is asked."""
        server.serve("/v1/", json.dumps(self.root).encode())
        server.serve(f"/v1/{firefox.RECORDS}", json.dumps({"data": self.records}).encode())
        for location, data in self.files.items():
            server.serve(f"/v1/files/{location}", data)
        return DownloadOptions(firefox=server.url("/v1"), retries=0, timeout=2)

    def copy(self, folder: Path) -> Path:
        """Lay all of it down in a folder."""
        listed = folder / firefox.RECORDS
        listed.parent.mkdir(parents=True)
        listed.write_text(json.dumps({"data": self.records}))
        for location, data in self.files.items():
            path = folder / "attachments" / location
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return folder
