"""Telling who started the worker how it is: systemd's notify socket, a line on stdout."""

from __future__ import annotations

import os
import socket


def notify(state: str) -> None:
    """Send a state such as READY=1 to systemd; nothing where it did not start us.

    See sd_notify(3): a datagram to the socket in $NOTIFY_SOCKET, '@' for an abstract one.
    """
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        try:
            channel.sendto(state.encode(), address)
        except OSError:
            return  # whoever listened is gone; the worker is no worse for it


def announce(address: str, model: str) -> None:
    """The line that tools wait for."""
    print(f"route-pg worker ready: {address} model {model}", flush=True)
