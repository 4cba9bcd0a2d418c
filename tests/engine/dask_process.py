"""A scheduler or a worker in a process of its own, which is not as it should be.

    python -m tests.engine.dask_process scheduler [VERSION]
    python -m tests.engine.dask_process worker ADDRESS [MODULE]

It prints its address once it is up and ends when its input does. A scheduler says that it is of
VERSION of Dask; a worker has no MODULE, and has not installed it.
"""

import asyncio
import importlib.metadata
import sys
from typing import Any

import distributed


async def main(what: str, *more: str) -> None:
    """Be what is asked for."""
    if what == "scheduler":
        node: Any = distributed.Scheduler(port=0, host="127.0.0.1", dashboard=False)
        if more:
            node.handlers["versions"] = lambda: {"packages": {"distributed": more[0]}}
    else:
        for module in more[1:]:
            # Imported, it is as if it were not installed.
            for name in [each for each in sys.modules if each.split(".")[0] == module]:
                del sys.modules[name]
            sys.modules[module] = None  # type: ignore[assignment]
            _forget(module)
        node = distributed.Worker(more[0], nthreads=1, dashboard=False)
    async with node:
        sys.stdout.write(f"{node.address}\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)


def _forget(module: str) -> None:
    known = importlib.metadata.version

    def version(distribution_name: str) -> str:
        if distribution_name == module:
            raise importlib.metadata.PackageNotFoundError(module)
        return known(distribution_name)

    importlib.metadata.version = version
    version.__module__, version.__qualname__ = "importlib.metadata", "version"


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
