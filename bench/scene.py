"""A publication whose issue is on its way, and the worker processes that send it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from build import DAY, copy_site
from databases import TOPIC, add_subscribers, database
from sqlalchemy import text

from briefing.delivery.dkim import new_key
from briefing.model.delivery import IssueKind, IssueState
from briefing.store import open_database
from briefing.store.archive import SqlArchive
from briefing.store.issues import SqlIssueQueue
from briefing.store.outbox import SqlOutbox
from briefing.store.workers import SqlWorkers
from briefing.wiring import open_site, utc_now

WORKER = Path(__file__).with_name("worker.py")
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
        words = ["--site", self.folder, "--url", self.url, "--issue", issue]
        words += ["--connections", connections, "--how", how]
        command = [*inside, sys.executable, WORKER, *map(str, words)]
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
