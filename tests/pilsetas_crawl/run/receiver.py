"""A webhook on loopback, as a service that is told would have."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer


class Receiver(HTTPServer):
    """Keeps what it is told; a context manager."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Hook)
        self.got = []
        self.status = 200

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *told):
        self.shutdown()
        self.server_close()
        self.thread.join()

    @property
    def address(self):
        return f"json://127.0.0.1:{self.server_port}/hook"

    @property
    def titles(self):
        return [one["title"] for one in self.got]


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *told):
        """Nothing on stderr."""
