"""No receiving domain sees more connections at once than it is given, whoever sends."""

from __future__ import annotations

import re
from threading import Event, Lock

import pytest

from tests.faults.sending import TOPIC, Scene
from tests.smtp.fake_server import Talk, obliging, serving
from tests.store.sending import add_subscribers

LONG_S = 60
SLOW, OTHER, PAST = 60, 160, 40
_TO = re.compile(rb"^To: (\S+)", re.MULTILINE)


@pytest.mark.parametrize("cap", [1, 2])
def test_two_processes_keep_to_the_connections_of_a_domain(scene: Scene, cap: int) -> None:
    add_subscribers(scene.engine, OTHER, topic=TOPIC, first=1001, domain="example.net")
    scene.freeze(SLOW)
    scene.readers = SLOW + OTHER
    lock, all_seen = Lock(), Event()
    writing: set[int] = set()
    most, past = [0], [0]

    def script(talk: Talk, step: str, line: bytes) -> bytes | None:
        with lock:
            if step == "RCPT":
                past[0] += b"@example.net>" in line
                if b"@example.org>" in line:
                    writing.add(talk.number)
                    most[0] = max(most[0], len(writing))
            if most[0] == cap and past[0] >= PAST:
                all_seen.set()
        if step == "dot" and talk.number in writing:
            # The first is kept until there are as many as may be, and others have gone past them.
            assert all_seen.wait(LONG_S)
            with lock:
                writing.discard(talk.number)
        return obliging(talk, step, line)

    named = f'{{ name = "example.org", connections = {cap} }}'
    with serving(script) as server:
        scene.configure(server.port, connections=2, domains=[named])
        scene.run_to_the_end(workers=2)
    taken = [found[1] for found in map(_TO.search, server.taken) if found]
    assert len(taken) == len(set(taken)) == SLOW + OTHER
    assert most[0] == cap
