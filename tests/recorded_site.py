"""A web site for recordings: a server of this machine that answers with bytes made beforehand, byte for byte."""

import gzip
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial

import brotli

from tests.made_archives import FIXTURES, zstd_compress

PAGES = {name.partition("/")[0] + name[-8:-4]: page for name, page in FIXTURES.items()}
"""The five fixtures, each called by its site and the end of its name."""
FORUM = next(page for name, page in PAGES.items() if name.startswith("jurong_bbs"))
GBK = FORUM.decode().encode("gb18030")
gzipped = partial(gzip.compress, mtime=0)
Answers = Mapping[str, Sequence[bytes]]
"""What a path is answered with, time after time; the last answer is given for ever."""


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A response as it goes over the wire. Names of headers have ``_`` for ``-``; a value of ``""`` leaves one out."""
    fields = {"Content-Type": "text/html", "Content-Length": str(len(body))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def chunked(body: bytes, whole: bool = True) -> bytes:
    """A body in chunks of 1,000 bytes; without its end where it is not ``whole``."""
    parts = (body[at : at + 1000] for at in range(0, len(body), 1000))
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + (b"0\r\n\r\n" if whole else b"")


def redirect(to: str, status: str = "302 Found") -> bytes:
    return answer(status=status, Location=to)


def site() -> dict[str, list[bytes]]:
    """Everything that may happen to who asks for a page."""
    guancha, jurong, sina_1, sina_2, zaker = PAGES.values()
    in_chunks = {"Content_Length": "", "Transfer_Encoding": "chunked"}
    return {
        "/robots.txt": [
            answer(gzipped(b"User-agent: *\nDisallow: /private\n"), Content_Encoding="gzip", Content_Type="text/plain")
        ],
        "/plain": [b"HTTP/1.1 103 Early Hints\r\nLink: </x.css>\r\n\r\n" + answer(guancha, "200 Sehr gut", X_Odd_CASE="1")],
        "/gzip": [answer(gzipped(jurong), Content_Encoding="gzip")],
        "/br": [answer(brotli.compress(sina_1), Content_Encoding="br")],
        "/zstd": [answer(zstd_compress(sina_2), Content_Encoding="zstd")],
        "/moved": [redirect("/hop", "301 Moved Permanently")],
        "/hop": [redirect("/chunked")],
        "/chunked": [answer(chunked(gzipped(zaker)), Content_Encoding="gzip", **in_chunks)],
        "/gbk": [answer(GBK, Content_Type="text/html; charset=gbk")],
        "/missing": [answer(b"<p>not here", "404 Not Found")],
        "/broken": [answer(b"<p>oh no", "500 Internal Server Error")],
        "/recovers": [answer(b"later", "503 Service Unavailable"), answer(b"<p>back")],
        "/cut": [answer(guancha[:500], Content_Length=str(len(guancha)))],
        "/cut-chunk": [answer(chunked(guancha, whole=False), **in_chunks)],
        "/cut-once": [answer(guancha[:500], Content_Length=str(len(guancha))), answer(b"<p>whole")],
        "/loop": [redirect("/loop")],
        "/private/a": [answer(b"<p>secret")],
        "/to-private": [redirect("/private/b")],
        "/elsewhere": [redirect("file:///etc/hostname")],
        "/empty": [answer(b"", "200 OK")],
    }


class Server(socketserver.ThreadingTCPServer):
    """Answers what is asked on a port of its own, and counts that in ``asked`` by path.

    What begins with ``/slow`` is answered after the rest, and with ``/held`` not before ``goes_on`` is set, as it is at the end.
    """

    daemon_threads = True

    def __init__(self, answers: Answers) -> None:
        super().__init__(("127.0.0.1", 0), Connection)
        self.answers, self.asked = answers, Counter[str]()
        self.goes_on = threading.Event()
        self.base = f"http://127.0.0.1:{self.server_address[1]}"


class Connection(socketserver.StreamRequestHandler):
    """Stays open for other requests, unless the response to the last was cut short."""

    server: Server

    def handle(self) -> None:
        while line := self.rfile.readline():
            path = line.split()[1].decode()
            while self.rfile.readline().strip():
                pass
            answers = self.server.answers.get(path, [answer(b"", "404 Not Found")])
            given = answers[min(self.server.asked[path], len(answers) - 1)]
            self.server.asked[path] += 1
            if path.startswith("/slow"):
                time.sleep(1)
            if path.startswith("/held"):
                self.server.goes_on.wait()
            self.wfile.write(given)
            if path.startswith("/cut"):
                return


@contextmanager
def served(answers: Answers) -> Iterator[Server]:
    """A server of ``answers``, for as long as the context lasts."""
    with Server(answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.goes_on.set()
            server.shutdown()
            thread.join()
