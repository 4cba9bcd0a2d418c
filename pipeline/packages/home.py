"""Where Argos Translate keeps the packages of this user, found without making any folder.

This repeats what `argostranslate.settings` works out (version 1.11), because importing that
module with the user's own environment makes folders below the home folder.
"""

import json
from collections.abc import Mapping
from pathlib import Path


def argos_folders(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Name the existing folders in which Argos looks for packages, in its order."""
    home = _home(environment)
    folders = []
    chosen = environment.get("ARGOS_PACKAGES_DIR") or _setting(environment, home)
    data = environment.get("XDG_DATA_HOME") or (home and home / ".local" / "share")
    if chosen:
        folders.append(Path(chosen))
    elif data:
        folders.append(Path(data) / "argos-translate" / "packages")
    if "SNAP" in environment:
        snap = Path(environment["SNAP"]) / "snap_custom"
        folders += [snap / "packages", *_inside(snap / "content_snap_packages")]
    return tuple(folder for folder in folders if _is_folder(folder))


def _home(environment: Mapping[str, str]) -> Path | None:
    if "SNAP" in environment and "SNAP_USER_DATA" in environment:
        return Path(environment["SNAP_USER_DATA"])
    try:
        return Path.home()
    except RuntimeError:
        return None


def _setting(environment: Mapping[str, str], home: Path | None) -> str:
    config = environment.get("XDG_CONFIG_HOME") or (home and home / ".config")
    if not config:
        return ""
    try:
        text = (Path(config) / "argos-translate" / "settings.json").read_text(encoding="utf-8")
        settings = json.loads(text)
    except (OSError, ValueError):
        # Argos goes on without its settings then, and so do we.
        return ""
    found = settings.get("ARGOS_PACKAGES_DIR") if isinstance(settings, dict) else None
    return found if isinstance(found, str) else ""


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False
