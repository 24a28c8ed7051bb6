"""Hosts on one machine: network namespaces, each behind an uplink of its own (as root)."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator


@contextlib.contextmanager
def hosts(count: int, mbit: int) -> Iterator[tuple[str, list[str]]]:
    """Make network namespaces, each behind an uplink of its own; yield our address and names."""
    made = [f"brief{n}" for n in range(count)]
    try:
        _ip("link", "add", "brief", "type", "bridge")
        _ip("addr", "add", "10.77.0.1/24", "dev", "brief")
        _ip("link", "set", "brief", "up")
        for n, name in enumerate(made):
            _ip("netns", "add", name)
            _ip("link", "add", f"{name}v", "type", "veth", "peer", "name", "uplink", "netns", name)
            _ip("link", "set", f"{name}v", "master", "brief", "up")
            within = ("-n", name)
            _ip(*within, "addr", "add", f"10.77.0.{n + 10}/24", "dev", "uplink")
            _ip(*within, "link", "set", "uplink", "up")
            limit = ["rate", f"{mbit}mbit", "burst", "256kb", "latency", "100ms"]
            shape = ["tc", "-n", name, "qdisc", "add", "dev", "uplink", "root", "tbf", *limit]
            subprocess.run(shape, check=True)
        yield "10.77.0.1", made
    finally:
        for name in made:
            subprocess.run(["ip", "netns", "del", name], check=False)
        subprocess.run(["ip", "link", "del", "brief"], check=False)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)
