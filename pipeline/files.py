"""Reading, fingerprinting and replacing files so that nobody's bytes are lost.

A file is replaced by writing a neighbour and renaming it over the old one, so that readers
and a kill at any moment see the old bytes or the new ones, never a part.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from filelock import FileLock, Timeout

from pipeline.errors import FileError, ProjectLocked

_NEIGHBOUR = ".pipeline-part"


class Stamp(NamedTuple):
    """What the file system says of a file: cheap to ask, different after any save."""

    size: int
    modified_ns: int
    changed_ns: int
    inode: int


def stamp(path: Path) -> Stamp | None:
    """Say whether and when a file changed, without reading it; None if there is none."""
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise FileError.of(path, error, "read") from error
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def fingerprint(data: bytes | None) -> str:
    """Name some bytes by their content; the empty string stands for a file that is not there."""
    return "" if data is None else hashlib.blake2b(data, digest_size=16).hexdigest()


def read(path: Path) -> bytes | None:
    """Read a whole file; None if there is none. Raises FileError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileError.of(path, error, "read") from error


def replace(path: Path, data: bytes, *, expected: str | None = None) -> bool:
    """Put `data` at `path` in one step; False, and nothing done, if the file has moved on.

    `expected` is the fingerprint of what was read before (the empty string: no file); without
    it the file is replaced whatever it holds. Missing folders are made, the old file's
    permissions kept. A link is followed to the file that was read; without `expected` it is
    replaced itself, lest it lead to a file that nobody has looked at. Raises FileError, with
    the old file untouched.
    """
    neighbour = ""
    try:
        target = path if expected is None else Path(os.path.realpath(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, neighbour = tempfile.mkstemp(_NEIGHBOUR, f".{_short(target.name)}.", target.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            if expected is not None:
                # What nobody can make again reaches the disk before it takes the old file's place.
                out.flush()
                os.fsync(out.fileno())
        _permit(neighbour, target)
        with _alone_in(target.parent):
            if expected is not None and fingerprint(read(target)) != expected:
                return False
            os.replace(neighbour, target)
    except OSError as error:
        raise FileError.of(path, error, "written") from error
    finally:
        # After Ctrl-C too. Where it has taken the old file's place, there is none to remove.
        with contextlib.suppress(OSError):
            os.unlink(neighbour)
    return True


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep others of ours from replacing a file there between another's look and its step."""
    handle = -1
    # Some network drives know no locks; what is left then is a moment.
    with contextlib.suppress(OSError, ImportError):
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.close(handle)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write piece by piece; it takes the place of `path` once all is written.

    As with `replace`, missing folders are made and a kill leaves the old file. Raises FileError.
    """
    neighbour = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, neighbour = tempfile.mkstemp(_NEIGHBOUR, f".{_short(path.name)}.", path.parent)
        with os.fdopen(handle, "wb") as out:
            yield out
        _permit(neighbour, path)
        os.replace(neighbour, path)
    except OSError as error:
        raise FileError.of(path, error, "written") from error
    finally:
        with contextlib.suppress(OSError):
            os.unlink(neighbour)


def _permit(neighbour: str, target: Path) -> None:
    """Give a neighbour the permissions of the file whose place it takes, or those of a new one."""
    if target.is_symlink() or not target.exists():
        os.chmod(neighbour, 0o666 & ~_umask())
    elif not os.access(target, os.W_OK):
        # A rename would pass over a read-only mark that somebody has set on purpose.
        raise PermissionError(13, "it is read-only")
    else:
        os.chmod(neighbour, target.stat().st_mode & 0o7777)


def sweep(folder: Path) -> None:
    """Remove the neighbours that a run which was cut short has left below a folder."""
    for here, _, names in os.walk(folder):
        for name in names:
            if name.startswith(".") and name.endswith(_NEIGHBOUR):
                with contextlib.suppress(OSError):
                    os.unlink(os.path.join(here, name))


def _short(name: str) -> str:
    # A name may have 255 bytes; the neighbour's has to leave room for more.
    return name.encode("utf-8", "ignore")[:80].decode("utf-8", "ignore")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def locked(path: Path, *, wait: float, on_wait: Callable[[str], None]) -> Iterator[bool]:
    """Hold the lock file `path`, so that one run at a time writes a project.

    Gives whether the last holder did not come to its end. A holder writes its process number
    into a file beside the lock; `on_wait` is told who that is, once, if the lock is not free.
    Raises ProjectLocked after `wait` seconds, and FileError.
    """
    holder = path.with_name(path.name + ".holder")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            on_wait(_holder(holder))
            try:
                lock.acquire(timeout=wait)
            except Timeout:
                raise ProjectLocked(
                    f"another run ({_holder(holder)}) is working in {path.parent.parent}",
                    "Wait until it has ended, then run the command again",
                ) from None
    except OSError as error:
        raise FileError.of(path, error, "written") from error
    try:
        was_cut_short = os.path.lexists(holder)
        # Without the file the lock holds as well; only its holder is not named.
        with contextlib.suppress(OSError):
            holder.unlink(missing_ok=True)
            with holder.open("x", encoding="utf-8") as out:
                out.write(f"process {os.getpid()}")
        yield was_cut_short
        with contextlib.suppress(OSError):
            holder.unlink()
    finally:
        lock.release()


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return "of unknown process"
