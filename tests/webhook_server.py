"""A server of this machine that is told things by POST: it answers as it is told to, and keeps what it got."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

HANG_UP, WAIT, TRICKLE = 0, -1, -2
"""Instead of a status: the connection is closed without an answer; the answer does not come; it comes byte by byte, for long."""


class Told(NamedTuple):
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class WebhookServer(ThreadingHTTPServer):
    """Answers the first request with the first of ``statuses``, and so on; the last is given for ever."""

    daemon_threads = True

    def __init__(self, statuses: Sequence[int]) -> None:
        super().__init__(("127.0.0.1", 0), Connection)
        self.statuses, self.told, self.closing = statuses, list[Told](), threading.Event()
        self.host = f"127.0.0.1:{self.server_address[1]}"
        self.base = f"http://{self.host}"


class Connection(BaseHTTPRequestHandler):
    server: WebhookServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        status = self.server.statuses[min(len(self.server.told), len(self.server.statuses) - 1)]
        self.server.told.append(Told(self.command, self.path, dict(self.headers), body))
        if status == WAIT:
            self.server.closing.wait()
        if status == TRICKLE:
            self.trickle()
        if status > 0:
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

    def trickle(self) -> None:
        """A header that does not end, until nobody listens any more."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not self.server.closing.wait(0.02):
            with suppress(OSError):
                self.wfile.write(b"x")

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def webhook_server(*statuses: int) -> Iterator[WebhookServer]:
    """The server, for as long as the context lasts."""
    with WebhookServer(statuses) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()
