"""The whole service: public pages, the ticker, workers; any of them, any number of times.

What they share stands in the database alone, so that each may die at any moment, and one process
does the same as many on many machines.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic
from typing import Literal

import structlog
import uvicorn

from briefing.errors import BriefingError, DeliveryError, LeaseLost
from briefing.flows.bounces import read_inbox
from briefing.flows.posting import send_letters
from briefing.flows.schedule import tick
from briefing.flows.subscribing import retain
from briefing.jobs import Ticker
from briefing.model.delivery import IssueRecord
from briefing.ports import Transport
from briefing.reception import Reception
from briefing.service.dispatch import Dispatch
from briefing.service.queue import ANNOUNCE_EVERY_S, Batches, open_batches
from briefing.service.watching import make_watch
from briefing.web.operations import Watched
from briefing.web.public import make_app
from briefing.wiring import Premises, utc_now

Role = Literal["web", "scheduler", "worker", "all"]
log = structlog.get_logger("briefing.run")
IDLE_S = 1.0
LONGEST_WAIT_S = 60.0
DAY_S = 24 * 3600
BREATH_S = 0.05


@dataclass(frozen=True, slots=True)
class Service:
    """What is to run, until `stop` is set. `again` is the command of a further worker process."""

    dispatch: Dispatch
    stop: threading.Event
    again: Sequence[str] = ()
    tick_every_s: int = 60

    def run(self, role: Role, *, ready: Callable[[str], None]) -> None:
        """Run until stopped; what is in hand is finished, and leases are given back."""
        with ExitStack() as ending:
            try:
                self._begin(role, ending)
                if role in ("web", "all"):
                    self._serve(ready)
                else:
                    ready("")
                    self.stop.wait()
            finally:
                self.stop.set()

    def _begin(self, role: Role, ending: ExitStack) -> None:
        mail = self.dispatch.site.settings.mail
        batches = self._batches(ending)
        if role in ("worker", "all"):
            for _ in range(1 if batches else mail.connections):
                ending.callback(_started(lambda: self._work(batches)).join)
            if batches:
                ending.enter_context(batches.at_work(mail.connections))
                if role == "worker":
                    _ticking(batches.ask_or_tell, ANNOUNCE_EVERY_S, ending)
            if role == "all":
                for _ in range(mail.processes - 1):
                    ending.callback(_started(self._further_process).join)
        if role in ("scheduler", "all"):
            ending.callback(_started(self._schedule).join)
            # Its own ticker, as that of the inbox: to delete much takes minutes.
            _ticking(self._retain, DAY_S, ending)
            self._watch_inbox(ending)
            if batches:
                _ticking(batches.announce_or_tell, ANNOUNCE_EVERY_S, ending)

    # --- making issues --------------------------------------------------------------------------

    def _schedule(self) -> None:
        self._persist("scheduler", self._schedule_as_one)

    def _schedule_as_one(self) -> None:
        """Tick until stopped, or taken for dead."""
        lost = threading.Event()
        with self.dispatch.at_work("scheduler") as worker:
            press = self.dispatch.press(worker)

            def once() -> None:
                try:
                    # Who is dead to others is given no issue, and would not learn of it.
                    self.dispatch.workers.renew(worker, utc_now())
                    self.dispatch.workers.recover(utc_now())
                    tick(press, utc_now())
                except LeaseLost as error:
                    log.warning("scheduler begins anew", why=error.message)
                    lost.set()
                except BriefingError as error:
                    log.error("tick failed", error=str(error))

            with ExitStack() as ending:
                _ticking(once, self.tick_every_s, ending)
                while not self.stop.wait(IDLE_S) and not lost.is_set():
                    pass

    def _retain(self) -> None:
        """Delete what is no longer kept of people, old deliveries, and drawings."""
        dispatch = self.dispatch
        try:
            kept = retain(dispatch.people, dispatch.site.settings.subscribing, now=utc_now())
            drawings = dispatch.site.forget_drawings(utc_now())
            gone = {**kept, "deliveries": self._sum_up(), "drawings": drawings}
        except BriefingError as error:
            log.warning("nothing could be deleted", why=error.message)
            return
        if any(gone.values()):
            log.info("no longer kept", **gone)

    def _sum_up(self) -> int:
        """Count old deliveries instead of keeping them; workers have their turns in between."""
        before = utc_now() - timedelta(days=self.dispatch.site.settings.mail.keep_deliveries_days)
        done = 0
        while not self.stop.wait(BREATH_S) and (some := self.dispatch.outbox.sum_up(before)):
            done += some
        return done

    # --- what comes back ------------------------------------------------------------------------

    def _watch_inbox(self, ending: ExitStack) -> None:
        """Read the mailbox of bounces now and then, if there is one."""
        inbox = self.dispatch.site.settings.inbox
        if inbox.kind != "none":
            # Its own ticker: a mail server that is slow to answer must not hold up an issue.
            _ticking(self._read_inbox, inbox.every_s, ending)

    def _read_inbox(self) -> None:
        reception = reception_of(self.dispatch)
        try:
            taken = read_inbox(
                reception.arrived(), reception.mailroom(), utc_now, stopping=self.stop.is_set
            )
        except BriefingError as error:
            log.warning("bounces not read", error=str(error))
            return
        if taken:
            log.info("bounces read", **{str(what): n for what, n in taken.items()})

    # --- sending --------------------------------------------------------------------------------

    def _batches(self, ending: ExitStack) -> Batches | None:
        """Return the queue, where a broker carries the batches; the outbox decides all the same."""
        if not self.dispatch.site.settings.mail.queue_url:
            return None
        batches = open_batches(self.dispatch)
        ending.callback(batches.close)
        return batches

    def _work(self, batches: Batches | None) -> None:
        """Send what is due until stopped; an issue that fails keeps no other waiting."""
        stuck: set[int] = set()
        self._persist("worker", lambda: self._work_as_one(batches, stuck))

    def _work_as_one(self, batches: Batches | None, stuck: set[int]) -> None:
        transport = self.dispatch.transport()
        try:
            with self.dispatch.at_work("worker") as worker:
                waits_s = IDLE_S
                while not self.stop.is_set():
                    trouble = self._send_due(worker, transport, batches, stuck)
                    self.stop.wait(waits_s)
                    waits_s = min(waits_s * 2, LONGEST_WAIT_S) if trouble else IDLE_S
        finally:
            transport.close()

    def _send_due(
        self, worker: int, transport: Transport, batches: Batches | None, stuck: set[int]
    ) -> bool:
        """Send letters and issues; return whether the mail server was in the way.

        `stuck` are the issues at which somebody failed: their turn comes after all others'.
        """
        now = utc_now()
        found = self.dispatch.workers.recover(now)
        if found.workers:
            log.warning(
                "took over from the dead",
                workers=found.workers,
                claimed=found.claimed,
                in_doubt=found.in_doubt,
            )
        trouble = self._send_letters(transport)
        carried = batches is not None and not batches.away
        due = () if carried else self.dispatch.outbox.load_sending(now)
        for issue in sorted(due, key=lambda one: one.id in stuck):
            if self.stop.is_set():
                break
            stuck.add(issue.id)
            trouble |= self._send_one(issue, worker, transport)
            stuck.discard(issue.id)
        return trouble

    def _send_one(self, issue: IssueRecord, worker: int, transport: Transport) -> bool:
        stopped = self.stop.is_set
        report = self.dispatch.send(issue, worker, transport, stopping=stopped, halting=stopped)
        counts = {str(state): n for state, n in report.counts.items()}
        if counts or report.finished:
            log.info(
                "sent", topic=issue.topic, day=str(issue.day), finished=report.finished, **counts
            )
        if report.trouble:
            log.warning("mail server", trouble=report.trouble)
        return bool(report.trouble)

    def _send_letters(self, transport: Transport) -> bool:
        """Send letters; whatever is wrong with them, or with a topic's file, no issue waits."""
        dispatch = self.dispatch
        try:
            office = replace(reception_of(dispatch).office(), signer=dispatch.signer)
            report = send_letters(
                dispatch.people, office, transport, clock=utc_now, stopping=self.stop.is_set
            )
        except DeliveryError as error:
            log.warning("mail server", trouble=error.message)
            return True
        except BriefingError as error:
            log.warning("letters not sent", why=str(error))
        except Exception:
            log.exception("letters not sent")
        else:
            for why in report.unwritten:
                log.error("letter not written", why=why)
        return False

    def _persist(self, name: str, go: Callable[[], None]) -> None:
        """Go on until stopped; whatever ends one go, the next begins anew."""
        waits_s = IDLE_S
        while not self.stop.is_set():
            began_s = monotonic()
            try:
                go()
                continue
            except BriefingError as error:
                log.warning(f"{name} begins anew", why=error.message)
            except Exception:
                # A fault of ours; a thread that ended would leave a service that does nothing.
                log.exception(f"{name} begins anew")
            if monotonic() - began_s > LONGEST_WAIT_S:
                waits_s = IDLE_S
            self.stop.wait(waits_s)
            waits_s = min(waits_s * 2, LONGEST_WAIT_S)

    # --- processes and pages --------------------------------------------------------------------

    def _further_process(self) -> None:
        keep_running([*self.again, "--role", "worker"], self.stop)

    def _serve(self, ready: Callable[[str], None]) -> None:
        web = self.dispatch.site.settings.web
        # Proxies are believed by our own rules, not by uvicorn's.
        config = uvicorn.Config(
            Watched(make_app(reception_of(self.dispatch).public()), make_watch(self.dispatch)),
            host=web.host,
            port=web.port,
            log_config=None,
            proxy_headers=False,
            timeout_graceful_shutdown=5,
        )
        server = _Server(config, self.stop, ready)
        server.run()


class _Server(uvicorn.Server):
    """uvicorn that ends with the rest of the service, and leaves its signals to us."""

    def __init__(
        self, config: uvicorn.Config, stop: threading.Event, ready: Callable[[str], None]
    ) -> None:
        super().__init__(config)
        self._stop, self._ready = stop, ready

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave them as they are."""
        yield

    async def startup(self, sockets: object = None) -> None:
        """Listen, and tell where."""
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            port = self.servers[0].sockets[0].getsockname()[1]
            self._ready(f"http://{self.config.host}:{port}/")

    async def on_tick(self, counter: int) -> bool:
        """End when the service does."""
        return await super().on_tick(counter) or self._stop.is_set()


def reception_of(dispatch: Dispatch) -> Reception:
    """Return the same publication's subscribers: for the pages, and for letters."""
    site = dispatch.site
    address = dispatch.people.engine.url.render_as_string(hide_password=False)
    premises = Premises(site.root, site.publication, site.settings, address)
    return Reception(premises, dispatch.people, dispatch.archive, dispatch.secrets)


def stop_on_signals(stop: threading.Event) -> None:
    """Stop in good order on SIGTERM and Ctrl-C."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())


def again(options: Sequence[str]) -> list[str]:
    """Return the command that runs one more process of this service."""
    return [sys.executable, "-m", "briefing", "run", *options]


def _ticking(tick: Callable[[], None], every_s: int, ending: ExitStack) -> None:
    ticker = Ticker(tick, every_s=every_s)
    ticker.start()
    ending.callback(ticker.stop)


def keep_running(command: Sequence[str], stop: threading.Event, *, waits_s: float = IDLE_S) -> None:
    """Run a command, and again whenever it ends, until stopped; then let it end in good order."""
    first_s = waits_s
    while not stop.is_set():
        began_s = monotonic()
        with subprocess.Popen(command) as process:  # noqa: S603  (ourselves)
            while process.poll() is None and not stop.wait(first_s):
                pass
            if stop.is_set():
                process.terminate()
                return
        log.warning("worker process ended, and is started again", code=process.returncode)
        if monotonic() - began_s > LONGEST_WAIT_S:
            waits_s = first_s
        stop.wait(waits_s)
        waits_s = min(waits_s * 2, LONGEST_WAIT_S)


def _started(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, name=work.__name__)
    thread.start()
    return thread
