"""A mail server on this machine that keeps what it gets, or says nothing at all."""

import email
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import Message


class MailServer:
    """``port`` · ``mails`` that were taken, in order · ``connected`` once anybody came · ``silent`` says nothing.

    ``stuck`` takes a mail whole and then never says so, as a server that dies at that moment.
    """

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.silent = self.stuck = False
        self.connected = threading.Event()
        self.taken = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._held: list[socket.socket] = []

    def serve(self) -> None:
        """Answer until closed."""
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self._held.append(connection)
                self.connected.set()
                if not self.silent:
                    threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def close(self) -> None:
        """Stop, and leave every caller alone."""
        for each in (self._socket, *self._held):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _talk(self, connection: socket.socket) -> None:
        with suppress(OSError, ValueError), connection.makefile("rwb", buffering=0) as line:
            line.write(b"220 test\r\n")
            while word := line.readline().strip().upper():
                if word.startswith(b"DATA"):
                    line.write(b"354 go on\r\n")
                    content = b""
                    while not content.endswith(b"\r\n.\r\n"):
                        content += line.readline()
                    self.mails.append(email.message_from_bytes(content))
                    self.taken.set()
                    if self.stuck:
                        return
                line.write(b"221 bye\r\n" if word.startswith(b"QUIT") else b"250 ok\r\n")


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """One that runs inside the block."""
    server = MailServer()
    threading.Thread(target=server.serve, daemon=True).start()
    try:
        yield server
    finally:
        server.close()
