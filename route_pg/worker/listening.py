"""Where a worker listens, and who may connect.

A Unix socket lies in a folder of mode 0750 and is itself open to all (0666) who can enter that
folder; then the peer's user (SO_PEERCRED) decides. TCP asks for a secret, beyond loopback over TLS.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pwd
import socket
import ssl
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path

from route_pg.errors import BadArgument
from route_pg.protocol.messages import MAX_LINE_BYTES
from route_pg.worker.settings import WorkerSettings

FOLDER_MODE = 0o750
SOCKET_MODE = 0o666
BACKLOG = 512
ALWAYS_ALLOWED = ("root", "postgres")

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def listen(settings: WorkerSettings, handler: Handler) -> asyncio.Server:
    """Start to listen; BadArgument where that cannot be."""
    try:
        if settings.socket is not None:
            return await _listen_unix(settings.socket, handler)
        return await asyncio.start_server(
            handler,
            settings.host,
            settings.port,
            limit=MAX_LINE_BYTES,
            backlog=BACKLOG,
            ssl=_tls(settings),
        )
    except OSError as error:
        raise BadArgument(message=f"cannot listen at {settings.address}: {error}") from error


def allowed_users(names: tuple[str, ...]) -> frozenset[int]:
    """User numbers that may connect to the socket; BadArgument for a name that is nobody's."""
    numbers = {os.getuid()}
    for name in (*ALWAYS_ALLOWED, *names):
        try:
            numbers.add(pwd.getpwnam(name).pw_uid)
        except KeyError as error:
            if name not in ALWAYS_ALLOWED:
                raise BadArgument(message=f"there is no OS user {name!r}") from error
    return frozenset(numbers)


def peer_user(writer: asyncio.StreamWriter) -> int | None:
    """The user at the other end of a Unix socket; None for TCP."""
    connection = writer.get_extra_info("socket")
    if connection is None or connection.family != socket.AF_UNIX:
        return None
    credentials = connection.getsockopt(
        socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")
    )
    return int(struct.unpack("3i", credentials)[1])


async def _listen_unix(path: Path, handler: Handler) -> asyncio.Server:
    _make_folder(path.parent)
    _remove_stale(path)
    server = await asyncio.start_unix_server(handler, path, limit=MAX_LINE_BYTES, backlog=BACKLOG)
    path.chmod(SOCKET_MODE)
    return server


def _make_folder(folder: Path) -> None:
    """Make the socket's folder if need be; made by root, the server's group may enter it."""
    if folder.is_dir():
        return
    folder.mkdir(mode=FOLDER_MODE, parents=True)
    if os.getuid() == 0:
        with contextlib.suppress(KeyError):
            os.chown(folder, -1, pwd.getpwnam("postgres").pw_gid)


def _remove_stale(path: Path) -> None:
    """Remove a socket that nobody listens at; BadArgument where somebody does."""
    if not path.is_socket():
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(1.0)
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
            return
    raise BadArgument(
        message=f"another worker listens at {path}",
        hint="Stop it, or give this one another --socket.",
    )


def _tls(settings: WorkerSettings) -> ssl.SSLContext | None:
    if settings.tls_certificate is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(settings.tls_certificate, settings.tls_key)
    return context
