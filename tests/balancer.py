"""A balancer on this machine, as stands before more than one site: it passes bytes on and knows nothing of what they say."""

import asyncio
import itertools
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress


class Balancer:
    """``port`` · each new connection goes to the next of ``sites``, past one that does not take it.

    ``taken`` counts the connections that each site took, ``under_way`` those that are open now.
    """

    def __init__(self, sites: Sequence[int]) -> None:
        self.port = 0
        self.taken: Counter[int] = Counter()
        self.under_way: Counter[int] = Counter()
        self._sites = sites
        self._turns = itertools.count()
        self._loop = asyncio.new_event_loop()
        self._listens = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Listen."""
        self._thread.start()
        self._listens.wait(10)

    def stop(self) -> None:
        """Stop listening and end what is open."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._pass_on, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._listens.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        turn = next(self._turns) % len(self._sites)
        for site in (*self._sites[turn:], *self._sites[:turn]):
            with suppress(OSError):
                theirs, to_them = await asyncio.open_connection("127.0.0.1", site)
                break
        else:
            writer.close()
            return
        self.taken[site] += 1
        self.under_way[site] += 1
        try:
            asks = asyncio.ensure_future(_copied(reader, to_them))
            await _copied(theirs, writer)
            asks.cancel()
        finally:
            self.under_way[site] -= 1
            writer.close()
            to_them.close()


async def _copied(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(65_536):
            writer.write(piece)
            await writer.drain()


@contextmanager
def a_balancer(*sites: int) -> Iterator[Balancer]:
    """A balancer before the sites at these ports of this machine."""
    balancer = Balancer(sites)
    balancer.start()
    try:
        yield balancer
    finally:
        balancer.stop()
