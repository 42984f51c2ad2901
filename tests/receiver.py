"""A system on this machine that is told of events: keeps what it gets, and answers as it is set to."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Arrived:
    """What came: its headers with names in small letters, and its body."""

    headers: dict[str, str]
    body: str


class Receiver:
    """``address`` · ``got``, in order · ``status`` to answer · ``seconds`` before an answer · ``came`` once anything did."""

    def __init__(self) -> None:
        self.got: list[Arrived] = []
        self.status, self.seconds, self.location = 204, 0.0, ""
        self.came = threading.Event()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                names = {name.lower(): value for name, value in self.headers.items()}
                receiver.got.append(Arrived(names, body))
                receiver.came.set()
                time.sleep(receiver.seconds)
                self.send_response(receiver.status)
                if receiver.location:
                    self.send_header("Location", receiver.location)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/hook"


@contextmanager
def a_receiver() -> Iterator[Receiver]:
    """One that listens until the end of the block."""
    receiver = Receiver()
    threading.Thread(
        target=receiver.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    ).start()
    try:
        yield receiver
    finally:
        receiver.server.shutdown()
        receiver.server.server_close()
