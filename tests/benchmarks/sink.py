"""A mail server that reads as fast as it can and keeps nothing: much faster than aiosmtpd."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.smtp import free_port

END = b"\r\n.\r\n"


@contextmanager
def running() -> Iterator[int]:
    """Take mails on a port until the block ends."""
    port = free_port()
    with socket.create_server(("127.0.0.1", port)) as server:
        threading.Thread(target=_accept, args=[server], daemon=True).start()
        yield port


def _accept(server: socket.socket) -> None:
    while True:
        try:
            client, _ = server.accept()
        except OSError:  # the server was closed
            return
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=_talk, args=[client], daemon=True).start()


def _talk(client: socket.socket) -> None:
    """Answer each line, and after DATA swallow everything up to the dot."""
    with client:
        client.sendall(b"220 sink\r\n")
        waiting = b""
        while chunk := client.recv(65536):
            waiting += chunk
            while (place := waiting.find(b"\r\n")) >= 0:
                line, waiting = waiting[:place].upper(), waiting[place + 2 :]
                if line.startswith(b"DATA"):
                    client.sendall(b"354 go on\r\n")
                    waiting = _swallow(client, b"\r\n" + waiting)
                client.sendall(b"221 bye\r\n" if line == b"QUIT" else b"250 ok\r\n")


def _swallow(client: socket.socket, waiting: bytes) -> bytes:
    while END not in waiting:
        chunk = client.recv(262144)
        if not chunk:
            return b""
        waiting = waiting[-4:] + chunk if END not in waiting[-4:] + chunk else waiting + chunk
    return waiting.split(END, 1)[1]
