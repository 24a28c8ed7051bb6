"""The process of a worker: sends an issue as `briefing run --role worker` does. See `scene`."""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.delivery.outgoing import groups, write
from briefing.model.handover import Accepted, Outcome, Outgoing, Reply
from briefing.ports import Transport
from briefing.service.dispatch import open_dispatch
from briefing.wiring import open_site

REPLY = Reply(250, "2.0.0", "Ok: queued as 4bKq2T0zWqz1jX")


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


def main() -> None:
    """Read what to send, and send it when told."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", required=True)
    parser.add_argument("--url", required=True)
    parser.add_argument("--issue", type=int, required=True)
    parser.add_argument("--connections", type=int, required=True)
    parser.add_argument("--how", choices=("smtp", "claims", "write"), required=True)
    work(parser.parse_args())


if __name__ == "__main__":
    main()
