"""How fast the outbox hands out a large issue and keeps what became of it.

python bench/outbox.py freeze   [--db sqlite|postgres] [--recipients 1000000]
python bench/outbox.py claims   [--db ...] [--messages 20000] [--processes 2] [--connections 4]
python bench/outbox.py full     [--db ...] [--messages 2000] [--processes 1] [--connections 4]
python bench/outbox.py memory   [--db ...] [--recipients 1000000]
python bench/outbox.py hosts    [--messages 600] [--mbit 100]         (as root)

`freeze` times the one transaction that fixes the recipients, beside a bare copy of as many rows.
`claims` sends into nowhere: only claims, marks in doubt and commits remain, beside bare updates.
`full` is `briefing run`'s own worker (claim, splice, both signatures, send, commit) into smtp-sink,
beside smtp-source. `memory` is the largest size of a worker's process. `hosts` runs a worker in one
and in two network namespaces, each behind an uplink of its own, on one PostgreSQL over TCP.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import time

import psycopg
from databases import bytes_of, spent_by
from namespaces import hosts
from processor import children_s, sinks_s, spending
from scene import run, scene
from send import in_processes, sinks, with_smtp_source
from sqlalchemy import text
from sqlalchemy.engine import make_url

from briefing.store import open_database


def bench_freeze(options: argparse.Namespace) -> None:
    """Print how long a freeze takes, beside a bare copy of the rows it makes."""
    with scene(options.db, options.recipients) as made:
        before = bytes_of(made.url)
        number, seconds, recipients = made.issue()
        size = (bytes_of(made.url) - before) / recipients
        assert recipients == options.recipients
        columns = "issue_id, subscriber_id, address, domain, lang, text_only, state, attempts,"
        columns += " doubts, next_at, fence, reply, changed_at"
        copied = columns.replace("issue_id", f"{number + 1}", 1)
        engine = open_database(made.url)
        with engine.begin() as connection:
            insert = "INSERT INTO issue (id, topic, day, kind, state, due_at, fence, content_hash,"
            insert += (
                f" note, changed_at) VALUES ({number + 1}, 'x', 'x', 'x', 'x', 0, 0, '', '', 0)"
            )
            connection.execute(text(insert))
            began = time.perf_counter()
            connection.execute(
                text(
                    f"INSERT INTO delivery ({columns}) SELECT {copied} FROM delivery"
                    f" WHERE issue_id = {number}"
                )
            )
        bare = time.perf_counter() - began
        engine.dispose()
        print(f"{options.db}: {recipients:,} recipients")
        print(
            f"freeze                     {seconds:9.1f} s   {recipients / seconds:9,.0f} a second"
        )
        print(f"bare copy of the rows      {bare:9.1f} s   ratio {bare / seconds:.2f}")
        print(f"subscribers on disk        {before / recipients:9.0f} bytes each")
        print(f"a delivery on disk         {size:9.0f} bytes each")


def bench_claims(options: argparse.Namespace) -> None:
    """Print claims and commits a second, beside the same updates with nothing asked."""
    with scene(options.db, options.messages) as made:
        ours, limits = [], []
        for _ in range(options.runs):
            issue, _, _ = made.issue()
            limits.append(options.messages / bare_updates(made.url, issue))
            issue, _, _ = made.issue()
            workers = [
                made.worker(issue, connections=options.connections, how="claims")
                for _ in range(options.processes)
            ]
            before = spent_by(made.url)
            seconds, told = run(workers)
            spent = [after - start for after, start in zip(spent_by(made.url), before, strict=True)]
            assert made.sent(issue) == options.messages
            ours.append(options.messages / seconds)
            used_s = sum(one["cpu_s"] - one["cpu_before_s"] for one in told)
        print(f"{used_s / options.messages * 1e6:.0f} µs of our processor a message, ", end="")
        print(f"{spent[0] / options.messages * 1e6:.0f} µs of PostgreSQL's, ", end="")
        print(f"{spent[1] / options.messages:,.0f} bytes of its log")
        _compare(options, "claimed, in doubt, settled", ours, "bare updates, one writer", limits)


def bare_updates(url: str, issue: int) -> float:
    """Update each delivery thrice in groups of fifty, as the driver does it; return the seconds."""
    sqlite = url.startswith("sqlite")
    mark = "?" if sqlite else "%s"
    claim = (
        f"UPDATE delivery SET state = {mark}, fence = {mark}, changed_at = {mark} WHERE id = {mark}"
    )
    if sqlite:
        connection = sqlite3.connect(str(make_url(url).database))
        connection.execute("PRAGMA synchronous=FULL")
    else:
        connection = psycopg.connect(url.replace("+psycopg", ""))
    query = f"SELECT id FROM delivery WHERE issue_id = {issue}"
    ids = [row[0] for row in connection.execute(query).fetchall()]
    began = time.perf_counter()
    for start in range(0, len(ids), 50):
        group = ids[start : start + 50]
        for state in ("claimed", "in_doubt", "sent"):
            connection.cursor().executemany(claim, [(state, 1, 1, one) for one in group])
            if state != "sent":  # what was sent is written with the next claim
                connection.commit()
    connection.commit()
    seconds = time.perf_counter() - began
    connection.close()
    return seconds


def bench_full(options: argparse.Namespace) -> None:
    """Print the rate of the whole path beside smtp-source, runs taking turns."""
    with scene(options.db, options.messages) as made:
        letter = made.built().message
        ours, theirs = [], []
        shares: dict[str, list[float]] = {}
        for _ in range(options.runs):
            with sinks(options.sinks) as ports, spending(shares, "smtp-source's sinks", sinks_s):
                count = options.messages // len(ports)
                tasks = [(with_smtp_source, (letter, options, port, count), {}) for port in ports]
                with spending(shares, "smtp-source", children_s):
                    theirs.append(options.messages / in_processes(tasks))
            issue, _, _ = made.issue()
            with sinks(options.sinks) as ports, spending(shares, "our sinks", sinks_s):
                workers = []
                for n in range(options.processes):
                    made.configure(ports[n % len(ports)])
                    each = max(options.connections // options.processes, 1)
                    workers.append(made.worker(issue, connections=each, how="smtp"))
                with spending(shares, "PostgreSQL", lambda: spent_by(made.url)[0]):
                    seconds, told = run(workers)
            assert made.sent(issue) == options.messages
            ours.append(options.messages / seconds)
            used = [one["cpu_s"] - one["cpu_before_s"] for one in told]
            shares.setdefault("our workers", []).append(sum(used))
        print(
            f"{len(letter):,} bytes a message before splicing; of the processor, in ms a message:"
        )
        for name, seconds_each in shares.items():
            print(f"  {name:20} {statistics.median(seconds_each) / options.messages * 1000:.2f}")
        _compare(options, "claim, splice, sign, send, commit", ours, "smtp-source", theirs)


def bench_memory(options: argparse.Namespace) -> None:
    """Print the largest size of a process that sends to few, and to very many."""
    for recipients in (1000, options.recipients):
        with scene(options.db, recipients) as made:
            issue, _, _ = made.issue()
            seconds, (told,) = run([made.worker(issue, connections=1, how="claims")])
            rate, size = made.sent(issue) / seconds, bytes_of(made.url) / recipients
            print(
                f"{options.db}: {recipients:9,} recipients: {told['peak_mb']:.0f} MB at most, ",
                end="",
            )
            print(
                f"{rate:,.0f} a second, {told['cpu_s']:.0f} s of processor, {size:.0f} bytes each"
            )


def bench_hosts(options: argparse.Namespace) -> None:
    """Print the rate of one host, and of two, on one PostgreSQL."""
    rates: dict[int, list[float]] = {1: [], 2: []}
    with (
        hosts(2, options.mbit) as (address, names),
        scene("postgres", options.messages, host=address) as made,
        sinks(2, address) as ports,
    ):
        letter = made.built().message
        for _ in range(options.runs):
            for count, found_rates in rates.items():
                issue, _, _ = made.issue()
                workers = []
                for name, port in zip(names[:count], ports, strict=False):
                    made.configure(port, address)
                    inside = ("ip", "netns", "exec", name)
                    workers.append(
                        made.worker(
                            issue, connections=options.connections, how="smtp", inside=inside
                        )
                    )
                seconds, _ = run(workers)
                assert made.sent(issue) == options.messages
                found_rates.append(options.messages / seconds)
    ratios = [two / one for one, two in zip(rates[1], rates[2], strict=True)]
    print(f"{options.messages} messages of {len(letter):,} bytes before splicing,", end="")
    print(f" uplinks of {options.mbit} Mbit/s, load {os.getloadavg()[0]:.1f}")
    for count in rates:
        rate = statistics.median(rates[count])
        print(f"{count} host(s)                  {rate:9.1f} a second")
    print(f"ratio                      {statistics.median(ratios):9.2f}", end="")
    print(f"   ({min(ratios):.2f} to {max(ratios):.2f})")


def _compare(
    options: argparse.Namespace, name: str, ours: list[float], other: str, theirs: list[float]
) -> None:
    ratios = [mine / peer for mine, peer in zip(ours, theirs, strict=True)]
    print(
        f"{options.db}, {options.processes} processes, {options.connections} connections, load",
        end="",
    )
    print(f" {os.getloadavg()[0]:.1f}")
    print(f"{name:34} {statistics.median(ours):9,.0f} a second")
    print(f"{other:34} {statistics.median(theirs):9,.0f} a second")
    print(
        f"{'ratio':34} {statistics.median(ratios):9.2f}   ({min(ratios):.2f} to {max(ratios):.2f})"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    benches = {
        "freeze": bench_freeze,
        "claims": bench_claims,
        "full": bench_full,
        "memory": bench_memory,
        "hosts": bench_hosts,
    }
    parser.add_argument("what", choices=benches)
    parser.add_argument("--db", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--recipients", type=int, default=1_000_000)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--sinks", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--mbit", type=int, default=100)
    options = parser.parse_args()
    benches[options.what](options)


if __name__ == "__main__":
    main()
