"""How fast 100,000 subscribers are imported, and their pages answered, beside SQLite alone.

python bench/subscribers.py
"""

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
from sqlalchemy import text

from briefing.flows.listing import import_list
from briefing.model.subscriber import SignUp
from briefing.subscribers.changes import requested
from briefing.subscribers.lists import read_list
from briefing.subscribers.tokens import (
    Purpose,
    make_token,
    preferences_token,
    unsubscribe_token,
)
from briefing.web.public import make_app
from tests.web.walking import NOW, SECRETS, TOPICS, World, world_at

PEOPLE, ASKED = 100_000, 300


def timed(what: Callable[[int], object]) -> float:
    """Return the median of ASKED turns, in milliseconds."""
    taken = []
    for turn in range(ASKED):
        began = time.perf_counter()
        what(turn)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, world_at(Path(folder)) as world:
        lines = ["email\n", *(f"person{n}@example.org\n" for n in range(PEOPLE))]
        began = time.perf_counter()
        report = import_list(
            world.people,
            read_list(lines, path="list.csv"),
            topics=["open-models"],
            known=TOPICS,
            now=NOW,
            note="bench",
        )
        print(f"import of {report.added:,} rows: {time.perf_counter() - began:.1f} s (below 30 s)")
        with asyncio.Runner() as runner:
            pages(world, runner)


def pages(world: World, runner: asyncio.Runner) -> None:
    chosen = random.Random(7).sample(range(1, PEOPLE + 1), ASKED)
    names = [f"person{n - 1}@example.org" for n in chosen]
    ids = [found[0].id for name in names if (found := world.people.find(name))]
    for name in names:
        world.people.apply(requested(SignUp(name, ("developer-tools",), NOW), nonce="bench"))
    letters = [
        make_token(Purpose.CONFIRM, one.id, one.address, SECRETS, expires_at=NOW.replace(day=9))
        for one in world.people.claim_letters(at=NOW, lease=NOW - NOW.replace(hour=8), limit=ASKED)
    ]
    transport = httpx2.ASGITransport(app=make_app(world.public()))
    client = httpx2.AsyncClient(transport=transport, base_url=world.publication.url)

    def ask(method: str, paths: list[str]) -> Callable[[int], object]:
        def turn(n: int) -> None:
            answer = runner.run(client.request(method, paths[n]))
            assert answer.status_code in (200, 303), answer.status_code

        return turn

    def bare(n: int) -> None:
        with world.people.engine.begin() as connection:
            update = text("UPDATE subscriber SET lang = 'en' WHERE id = :id")
            connection.execute(update, {"id": ids[n]})

    people = list(zip(ids, names, strict=True))
    limit = timed(bare)
    print(f"one bare SQLite transaction: {limit:.2f} ms median")
    look = [f"/preferences/{preferences_token(i, a, SECRETS)}" for i, a in people]
    leave = [f"/unsubscribe/{unsubscribe_token(i, a, 'open-models', SECRETS)}" for i, a in people]
    for label, turn in (
        ("preferences (GET)", ask("GET", look)),
        ("confirm (POST)", ask("POST", [f"/confirm/{token}" for token in letters])),
        ("unsubscribe (POST)", ask("POST", leave)),
    ):
        taken = timed(turn)
        print(f"{label}: {taken:.2f} ms median (below 10 ms), {taken / limit:.1f} transactions")
    runner.run(client.aclose())


if __name__ == "__main__":
    main()
