"""How fast an issue leaves, against Postfix's own smtp-source, in one run.

python bench/send.py [--messages 2000] [--connections 4] [--processes 1] [--sinks 1] [--runs 3]

Each of ours is spliced and signed twice (RSA-2048, Ed25519); smtp-source sends one and the same
text of the same size. Needs `smtp-sink` and `smtp-source` (Debian: postfix). Nothing leaves the
machine.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import multiprocessing
import shutil
import smtplib
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from email import message_from_bytes, policy
from pathlib import Path

import aiosmtplib
from build import DAY, copy_site

from briefing.delivery.compiled import CompiledIssue, Personal, compile_issue, splice
from briefing.delivery.dkim import Signer, load_key, new_key
from briefing.model.handover import Accepted, Outcome, Outgoing
from briefing.model.placeholder import POSTAL_ADDRESS, PREFERENCES_URL, UNSUBSCRIBE_URL
from briefing.smtp import Server, SmtpTransport
from briefing.wiring import open_site

PATH = "/usr/sbin:/usr/lib/postfix:/usr/libexec/postfix:/usr/bin"
DOMAIN = "briefing.example"
TOKEN = "eyJzIjoxMjM0NTZ9.Zk9y3Q.2JtOqJtQe3gXvT0w5Yw7cJm1u8M"


def flagship() -> bytes:
    """Return the message of the flagship's issue, built from its sample data."""
    with tempfile.TemporaryDirectory() as name:
        site = open_site(copy_site(Path(name)), replaying=True)
        (topic,) = site.topics(["open-models"])
        site.collect(topic, until=DAY)
        return site.build(topic, DAY).message


def compiled(message: bytes) -> CompiledIssue:
    """Return the issue as it is sent."""
    constants = {POSTAL_ADDRESS: "1 Example Street, 10115 Berlin"}
    return compile_issue(message, constants=constants, feedback_id="briefing")


def signer() -> Signer:
    """Return a signer with a key of each kind."""
    kinds = ("rsa", "ed25519")
    return Signer(tuple(load_key(new_key(k), domain=DOMAIN, selector=k) for k in kinds))


def personal(number: int) -> Personal:
    """Return a subscriber's values, as long as real ones are."""
    return Personal(
        number,
        f"reader{number}@example.org",
        {
            UNSUBSCRIBE_URL: f"https://{DOMAIN}/u/{number}.{TOKEN}",
            PREFERENCES_URL: f"https://{DOMAIN}/p/{number}.{TOKEN}",
        },
        unsubscribe_address=f"unsubscribe+{number}.abcdefghij@{DOMAIN}",
    )


def outgoing(issue: CompiledIssue, sign: Signer, numbers: Iterable[int]) -> Iterator[Outgoing]:
    """Yield the messages; each is spliced and signed when its turn comes."""
    for number in numbers:
        yield Outgoing(
            number,
            f"bounces+{number:x}.abcdefghijklmnop@{DOMAIN}",
            f"reader{number}@example.org",
            lambda n=number: splice(issue.full, personal(n), sign),
        )


class Book:
    """Counts outcomes; the outbox's stand-in. Replace it to measure claims and commits, too."""

    def __init__(self) -> None:
        self.accepted = 0

    def in_doubt(self, messages: Sequence[Outgoing]) -> None:
        """Where a group of rows is committed as in doubt."""

    def outcome(self, message: Outgoing, outcome: Outcome) -> None:
        """Where a row's outcome is recorded, to be committed in groups."""
        assert isinstance(outcome, Accepted), outcome
        self.accepted += 1


def send_all(
    issue: CompiledIssue, sign: Signer, numbers: range, *, port: int, connections: int
) -> None:
    """Send over some connections, a thread each."""
    books = [Book() for _ in range(connections)]

    def send(which: int) -> None:
        transport = SmtpTransport(Server("127.0.0.1", port, max_messages=10**9))
        share = outgoing(issue, sign, numbers[which::connections])
        book = books[which]
        transport.deliver(share, on_in_doubt=book.in_doubt, on_outcome=book.outcome)
        transport.close()

    threads = [threading.Thread(target=send, args=(n,)) for n in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(book.accepted for book in books) == len(numbers)


# --- peers --------------------------------------------------------------------------------------


def with_smtp_source(message: bytes, options: argparse.Namespace, port: int, count: int) -> None:
    """Send as many messages of the same size by smtp-source."""
    connections = str(max(options.connections // options.sinks, 1))
    command = ["smtp-source", "-s", connections, "-m", str(count), "-l", str(len(message))]
    addresses = ["-f", "bounces@briefing.example", "-t", "reader@example.org"]
    subprocess.run([found(command[0]), *command[1:], *addresses, f"127.0.0.1:{port}"], check=True)


def with_smtplib(message: bytes, count: int, port: int) -> None:
    """Send ready-made messages over one connection of the standard library."""
    with smtplib.SMTP("127.0.0.1", port) as client:
        for number in range(count):
            client.sendmail("bounces@briefing.example", f"reader{number}@example.org", message)


def with_aiosmtplib(message: bytes, count: int, port: int, connections: int) -> None:
    """Send ready-made messages by aiosmtplib, as many connections at once."""

    async def send(numbers: range) -> None:
        async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port) as client:
            for number in numbers:
                recipient = f"reader{number}@example.org"
                await client.sendmail("bounces@briefing.example", recipient, message)

    async def all_of_them() -> None:
        await asyncio.gather(*(send(range(count)[n::connections]) for n in range(connections)))

    asyncio.run(all_of_them())


def found(program: str) -> str:
    """Return a program's path."""
    path = shutil.which(program, path=PATH)
    if not path:
        sys.exit(f"{program} is not installed (Debian: apt-get install postfix)")
    return path


@contextlib.contextmanager
def sinks(count: int, host: str = "127.0.0.1") -> Iterator[list[int]]:
    """Run some smtp-sinks; yield their ports."""
    ports, running = [], []
    for _ in range(count):
        with socket.create_server((host, 0)) as probe:
            port = probe.getsockname()[1]
        command = [found("smtp-sink"), "-u", "nobody", f"{host}:{port}", "1024"]
        running.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))
        ports.append(port)
    try:
        for port in ports:
            _await(host, port)
        yield ports
    finally:
        for process in running:
            process.terminate()
            process.wait()


def _await(host: str, port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection((host, port), 1):
            return
        time.sleep(0.02)
    sys.exit("smtp-sink does not start")


# --- measuring ----------------------------------------------------------------------------------


def in_processes(tasks: Sequence[tuple]) -> float:
    """Run each (function, *arguments) in a process of its own; return the seconds of all."""
    start = multiprocessing.Barrier(len(tasks) + 1)
    processes = [multiprocessing.Process(target=_held, args=(start, *task)) for task in tasks]
    for process in processes:
        process.start()
    start.wait()
    began = time.perf_counter()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    return time.perf_counter() - began


def _held(start, function, arguments, options) -> None:
    start.wait()
    function(*arguments, **options)


def rate(count: int, call) -> float:
    """Return how many a second."""
    began = time.perf_counter()
    call()
    return count / (time.perf_counter() - began)


def bench_writing(issue: CompiledIssue, sign: Signer) -> None:
    """Print how fast copies are spliced, and signed."""
    people = [personal(number) for number in range(20_000)]

    def spliced() -> None:
        for person in people:
            splice(issue.full, person)

    def signed() -> None:
        for person in people[:2000]:
            splice(issue.full, person, sign)

    print(f"spliced                    {rate(len(people), spliced):9,.0f} a second")
    print(f"spliced and signed twice   {rate(2000, signed):9,.0f} a second")


def bench_sending(message: bytes, options: argparse.Namespace) -> None:
    """Print rates side by side, runs taking turns, and their ratio."""
    issue, sign = compiled(message), signer()
    copy = bytes(splice(issue.full, personal(1), sign))
    shares = [range(options.messages)[n :: options.processes] for n in range(options.processes)]
    ours, theirs = [], []
    for _ in range(options.runs):
        with sinks(options.sinks) as ports:
            tasks = [
                (
                    with_smtp_source,
                    (copy, options, port, options.messages // options.sinks),
                    {},
                )
                for port in ports
            ]
            theirs.append(options.messages / in_processes(tasks))
        with sinks(options.sinks) as ports:
            tasks = [
                (
                    send_all,
                    (issue, sign, share),
                    {
                        "port": ports[n % len(ports)],
                        "connections": max(options.connections // options.processes, 1),
                    },
                )
                for n, share in enumerate(shares)
            ]
            ours.append(options.messages / in_processes(tasks))
    ratios = [mine / peer for mine, peer in zip(ours, theirs, strict=True)]
    print(f"{len(copy):,} bytes a message, {options.connections} connections, ", end="")
    print(f"{options.processes} processes, {options.sinks} sinks")
    print(f"ours (splice, sign, send)  {statistics.median(ours):9,.0f} a second")
    print(f"smtp-source                {statistics.median(theirs):9,.0f} a second")
    print(f"ratio                      {statistics.median(ratios):9.2f}   {_spread(ratios)}")
    if not options.peers:
        return
    few = min(options.messages, 500)
    with sinks(1) as (port,):
        print(
            f"smtplib, one message       {rate(few, lambda: with_smtplib(copy, few, port)):9,.0f}"
        )
        speed = rate(few, lambda: with_aiosmtplib(copy, few, port, options.connections))
        print(f"aiosmtplib, one message    {speed:9,.0f}")
        parsed = message_from_bytes(message, policy=policy.SMTP)
        speed = rate(50, lambda: [parsed.as_bytes() for _ in range(50)])
        print(f"built anew, not sent       {speed:9,.0f}")


def _spread(ratios: Sequence[float]) -> str:
    return f"({min(ratios):.2f} to {max(ratios):.2f})"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--sinks", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", action="store_true", help="smtplib and aiosmtplib, too")
    options = parser.parse_args()
    message = flagship()
    bench_writing(compiled(message), signer())
    bench_sending(message, options)


if __name__ == "__main__":
    main()
