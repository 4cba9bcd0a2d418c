"""A scheduler or a worker in a process of its own, which is not as it should be.

    python -m tests.engine.dask_process scheduler [VERSION]
    python -m tests.engine.dask_process worker ADDRESS [MODULE]
    python -m tests.engine.dask_process both [MODULE]

It prints its address once it is up and ends when its input does. A scheduler says that it is of
VERSION of Dask; a worker has no MODULE, and has not installed it. Both in one process start in
half the time; their addresses are told in one line.
"""

import asyncio
import contextlib
import importlib.metadata
import sys
from typing import Any

import distributed


async def main(what: str, *more: str) -> None:
    """Be what is asked for."""
    async with contextlib.AsyncExitStack() as opened:
        nodes: list[Any] = []
        if what != "worker":
            nodes.append(distributed.Scheduler(port=0, host="127.0.0.1", dashboard=False))
            if what == "scheduler" and more:
                nodes[0].handlers["versions"] = lambda: {"packages": {"distributed": more[0]}}
            await opened.enter_async_context(nodes[0])
        if what != "scheduler":
            address, *without = more if what == "worker" else (nodes[0].address, *more)
            for module in without:
                _forget(module)
            nodes.append(distributed.Worker(address, nthreads=1, dashboard=False))
            await opened.enter_async_context(nodes[-1])
        sys.stdout.write(" ".join(node.address for node in nodes) + "\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)


def _forget(module: str) -> None:
    for name in [each for each in sys.modules if each.split(".")[0] == module]:
        del sys.modules[name]
    sys.modules[module] = None  # type: ignore[assignment]
    known = importlib.metadata.version

    def version(distribution_name: str) -> str:
        if distribution_name == module:
            raise importlib.metadata.PackageNotFoundError(module)
        return known(distribution_name)

    importlib.metadata.version = version
    version.__module__, version.__qualname__ = "importlib.metadata", "version"


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
