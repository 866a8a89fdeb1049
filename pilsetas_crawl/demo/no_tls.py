"""A port that answers every TLS handshake with something else."""

from __future__ import annotations

from typing import Any

from twisted.internet.protocol import Factory, Protocol

_NO_TLS = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"


class _Refusal(Protocol):
    """Answers the first bytes in plain text and hangs up."""

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        transport: Any = self.transport
        transport.write(_NO_TLS)
        transport.loseConnection()


def factory() -> Any:
    """For `reactor.listenTCP`."""
    made = Factory.forProtocol(_Refusal)
    made.noisy = False
    return made
