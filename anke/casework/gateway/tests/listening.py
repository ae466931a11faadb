"""Somebody who listens for webhooks: a real server on loopback that answers, refuses, hangs or leads away."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Listener:
    """What was heard, and what is answered: a status, "hang", "drip", or a status and a place to go to."""

    port: int = 0
    answer: Any = 200
    heard: list[tuple[dict[str, str], str]] = field(default_factory=list)
    free: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?for=anke"


@contextmanager
def listener() -> Iterator[Listener]:
    one = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            one.heard.append((dict(self.headers), body))
            if one.answer == "hang":
                one.free.wait(30)
                return
            if one.answer == "drip":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
                while not one.free.wait(0.1):
                    self.wfile.write(b".")
                return
            self.send_response(one.answer if isinstance(one.answer, int) else 302)
            if isinstance(one.answer, str):
                self.send_header("Location", one.answer)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    one.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield one
    finally:
        one.free.set()
        server.shutdown()
        server.server_close()
