"""A port on which a gate is listened for. The only module that imports uvicorn."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn

from shortsgen.live.gate import Gate
from shortsgen.problems import bad_input

LOOPBACK = "127.0.0.1"
_CONNECTIONS = 64
_GOODBYE = 1  # seconds for what is being sent when it ends


def bound(address: str, port: int = 0) -> socket.socket:
    """A socket of this machine's `address`; port 0 is any that is free. Raises InputError."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    alone = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)  # on Windows, the latter would share it
    found.setsockopt(socket.SOL_SOCKET, alone, 1)
    try:
        found.bind((address, port))
        found.listen()
    except OSError as error:
        found.close()
        if error.errno == errno.EADDRINUSE:
            hint = "end the program that has it, choose another with --port, or leave it out for one that is free"
            raise bad_input(f"port {port} is in use", hint, code="port") from None
        raise bad_input(f"cannot listen on {address}:{port}: {error.strerror}", code="port") from None
    return found


def port_of(listening: socket.socket) -> int:
    return int(listening.getsockname()[1])


@asynccontextmanager
async def serving(listening: socket.socket, gate: Gate) -> AsyncIterator[None]:
    """Serve within it. Neither requests nor errors are written to a log, and no header of a proxy is believed."""
    app: Any = gate  # uvicorn wants its own types for the same
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_GOODBYE,
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve([listening]))
    try:
        yield
    finally:
        server.should_exit = True
        await task
