"""What keeps the service up: a worker process that dies is started again."""

import sys
import threading
from pathlib import Path

from briefing.service.run import keep_running
from tests.waiting import until

LIVE = """
import os, signal, sys, time
with open(sys.argv[1], "a") as lives:
    print(os.getpid(), file=lives)
if len(open(sys.argv[1]).readlines()) < 3:
    os.kill(os.getpid(), signal.SIGKILL)
print("at work", file=open(sys.argv[2], "w"))
signal.pause()
"""


def test_a_worker_process_that_dies_is_started_again(tmp_path: Path) -> None:
    lives, ready, stop = tmp_path / "lives", tmp_path / "ready", threading.Event()
    command = [sys.executable, "-c", LIVE, str(lives), str(ready)]
    keeper = threading.Thread(
        target=keep_running, args=(command, stop), kwargs={"waits_s": 0.01}, daemon=True
    )
    keeper.start()
    try:
        until(ready.exists)
    finally:
        stop.set()
        keeper.join()
    pids = lives.read_text().split()
    assert len(set(pids)) == 3
    assert not Path("/proc", pids[-1]).exists(), "it ended with the service"
