"""A real Postfix takes the flagship for thousands of readers, and its own log counts them.

python bench/postfix.py [--db sqlite|postgres] [--recipients 10000] [--connections 4]   (as root)

Postfix has a configuration, a queue and a log of its own, listens on a free port of this machine,
and throws away what it has taken (`discard`). Every copy goes the whole way: frozen, claimed,
spliced, signed twice, sent, queued on disk by Postfix, and settled by its answer.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from scene import run, scene

MAIN = """compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.bench.example
mydestination =
mynetworks = 127.0.0.0/8
default_transport = discard:
alias_maps =
alias_database =
smtpd_relay_restrictions = permit_mynetworks, reject
"""
MASTER = """127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""
_GONE = re.compile(r"postfix/discard\[\d+\]: (\w+): to=<([^>]+)>.*status=(\w+)")


@contextlib.contextmanager
def postfix() -> Iterator[tuple[int, Path]]:
    """Run a Postfix; yield its port and its log."""
    with tempfile.TemporaryDirectory(prefix="bench-postfix-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        etc = folder / "etc"
        for made in (etc, folder / "queue", folder / "data"):
            made.mkdir()
        shutil.chown(folder / "data", "postfix")
        (etc / "main.cf").write_text(MAIN.format(folder=folder))
        (etc / "master.cf").write_text(MASTER.format(port=port))
        command = [shutil.which("postfix") or "/usr/sbin/postfix", "-c", str(etc)]
        subprocess.run([*command, "start"], check=True, capture_output=True)
        try:
            _until_it_answers(port)
            yield port, folder / "mail.log"
        finally:
            subprocess.run([*command, "stop"], check=True, capture_output=True)


def _until_it_answers(port: int) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            smtplib.SMTP("127.0.0.1", port, timeout=10).quit()
            return
        except (OSError, smtplib.SMTPException):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def counted(log: Path) -> Counter[str]:
    """Return how often each recipient stands in the log as sent on."""
    found = (_GONE.search(line) for line in log.read_text(errors="replace").splitlines())
    return Counter(one[2] for one in found if one and one[3] == "sent")


def main() -> None:
    """Send, wait until Postfix has nothing left, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--recipients", type=int, default=10_000)
    parser.add_argument("--connections", type=int, default=4)
    options = parser.parse_args()
    with scene(options.db, options.recipients) as made, postfix() as (port, log):
        made.configure(port)
        issue, _, recipients = made.issue()
        worker = made.worker(issue, connections=options.connections, how="smtp")
        seconds, _ = run([worker])
        sent = made.sent(issue)
        deadline = time.monotonic() + 120
        while sum((copies := counted(log)).values()) < sent and time.monotonic() < deadline:
            time.sleep(1)
        twice = sum(copies.values()) - len(copies)
        print(f"{options.db}: {recipients:,} recipients, {options.connections} connections")
        print(f"on record as sent {sent:9,}   {sent / seconds:7.0f} a second")
        print(f"in Postfix's log  {len(copies):9,}   {twice} of them twice")
        assert sent == recipients == len(copies)
        assert not twice


if __name__ == "__main__":
    main()
