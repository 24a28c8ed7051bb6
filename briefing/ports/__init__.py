"""What the flows need from the world, as Protocols; the edges implement them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from briefing.errors import Location
from briefing.model.finding import Finding
from briefing.model.handover import Outcome, Outgoing
from briefing.model.issue import Drawing
from briefing.model.observation import Entry, Observation
from briefing.model.theme import Theme

Clock = Callable[[], datetime]
"""Return the present instant, aware, in UTC."""

# --- fetching -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Request:
    """A GET request. `allow_private` permits loopback and private networks (a topic's choice)."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    allow_private: bool = False
    conditional: bool = True
    """Send the stored validators (ETag, Last-Modified); the answer may then be a 304."""
    reader: str = ""
    """Who reads the answer: the validators sent are those of answers that this reader got."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer: header names are lower-case; `body` is decoded; `url` is the final one."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    fetched_at: datetime
    recorded: bool = False


class Fetcher(Protocol):
    """Fetch one resource, politely."""

    def fetch(self, request: Request) -> Response:
        """Return the answer, any status below 400 included 304; raise SourceError otherwise."""
        ...


# --- sources ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Collected:
    """What one source yielded in one collection."""

    observations: tuple[Observation, ...] = ()
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()


class History(Protocol):
    """What a source may know of what was collected before (for differences of snapshots)."""

    def latest(self, measure: str, before: datetime) -> Mapping[str, Observation]:
        """Return each entity's latest observation of `measure` observed before the instant."""
        ...


class Source(Protocol):
    """Somewhere we draw from: asks for what it needs, and turns bytes into values."""

    @property
    def name(self) -> str:
        """The source's name in its topic."""
        ...

    def collect(self, fetcher: Fetcher, history: History, now: datetime) -> Collected:
        """Return what the source has at `now`; raise SourceError where it yields nothing."""
        ...


# --- stores -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FetchState:
    """What the client remembers of a URL between visits, byte for byte."""

    url: str
    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""
    moved_seen: int = 0
    gone: bool = False
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """The record of one source's collection: when, how much, and what went wrong if it failed."""

    topic: str
    source: str
    at: datetime
    observations: int
    entries: int
    error: str = ""
    findings: tuple[Finding, ...] = ()
    sample: bool = False
    good_before: datetime | None = None
    """Of one that failed: when the source last did not, as far as the store knows."""


class Store(Protocol):
    """Observations, entries and fetch state; append-only, readable as of any past instant."""

    def save_observations(self, topic: str, observations: Iterable[Observation]) -> int:
        """Append what is new or has changed; return how many rows were written."""
        ...

    def load_observations(
        self,
        topic: str,
        measure: str,
        *,
        as_of: datetime,
        entities: Sequence[str] | None = None,
        since: date | None = None,
    ) -> Sequence[Observation]:
        """Return one observation for each (entity, observed_at), as known at `as_of`.

        Ordered by entity, then observed_at. Later knowledge of the same instant replaces earlier.
        `since` is the first (UTC) day wanted.
        """
        ...

    def load_measures(self, topic: str, *, as_of: datetime) -> Mapping[str, Sequence[str]]:
        """Return the measures known at `as_of`, each with its entities, sorted."""
        ...

    def latest(self, topic: str, measure: str, before: datetime) -> Mapping[str, Observation]:
        """Return each entity's latest observation of `measure` observed before the instant."""
        ...

    def save_entries(self, topic: str, entries: Iterable[Entry]) -> int:
        """Append entries that are new, or whose content changed; return how many were written."""
        ...

    def load_entries(
        self, topic: str, *, as_of: datetime, since: datetime | None = None
    ) -> Sequence[Entry]:
        """Return entries as known at `as_of`, newest first; one for each (feed, id).

        `learned_at` is when the entry was first seen; `since` bounds `published_at`.
        """
        ...

    def save_collection(self, collection: Collection) -> None:
        """Append the record of a collection."""
        ...

    def load_collections(self, topic: str, *, as_of: datetime) -> Sequence[Collection]:
        """Return the latest collection of each source as known at `as_of`, by source name."""
        ...

    def forget_samples(self, topic: str) -> None:
        """Take out what came of the topic's sample; nothing else is ever taken out."""
        ...

    def load_sample_stamp(self, topic: str) -> str:
        """Return the word for the sample that was last replayed, or "" where none was."""
        ...

    def save_sample_stamp(self, topic: str, stamp: str) -> None:
        """Remember the word for the topic's sample, instead of an earlier one."""
        ...

    def load_fetch_state(self, url: str) -> FetchState | None:
        """Return what is remembered of `url`."""
        ...

    def save_fetch_state(self, state: FetchState) -> None:
        """Remember; replaces what was remembered of the same URL."""
        ...

    def close(self) -> None:
        """Close what is open; nothing may be asked afterwards."""
        ...


# --- engines ------------------------------------------------------------------------------------


class DiagramEngine(Protocol):
    """Draw Mermaid."""

    def render(
        self, source: str, theme: Theme, *, at: Location | None = None, lang: str = "en"
    ) -> Drawing:
        """Return the drawing; raise DiagramError at the template's own line if it does not parse.

        `at` is the place of the script's first line; its alternative text is said in `lang`.
        """
        ...

    def outline(
        self, source: str, theme: Theme, *, at: Location | None = None, lang: str = "en"
    ) -> Drawing:
        """Return what `render` will, as far as it comes at once: the PNG may still be empty."""
        ...


class MjmlEngine(Protocol):
    """Turn MJML into email HTML."""

    def render(self, mjml: str) -> str:
        """Return the whole HTML document; the source has been validated and holds only tokens."""
        ...


# --- delivery -----------------------------------------------------------------------------------


class Transport(Protocol):
    """Hand messages over: to a mail server, to a mailbox folder, or to nobody (dry run).

    One transport is one connection: used by one thread at a time, as many at once as are wanted.
    """

    def deliver(
        self,
        messages: Iterable[Outgoing],
        *,
        on_in_doubt: Callable[[Sequence[Outgoing]], None],
        on_outcome: Callable[[Outgoing, Outcome], None],
    ) -> None:
        """Hand over the messages in their order; each one taken gets exactly one outcome.

        `on_in_doubt` returns once it is on record that these messages may arrive without our
        learning of it: it is called, with a group of messages, before any byte that could complete
        one of them leaves. `on_outcome` is called as soon as a message's fate is known; `Lost` says
        whether the doubt stays. What either raises escapes, and nothing more leaves.

        Messages are taken from the iterable a group at a time, so it may claim them as it goes;
        a group is small (50).
        Raises: DeliveryError where nobody can be reached to hand anything to; it comes between
            groups, so every message that was taken has had its outcome.
        """
        ...

    def close(self) -> None:
        """Say goodbye to the server, if there is one."""
        ...


# --- progress -----------------------------------------------------------------------------------


class Progress(Protocol):
    """Tell a waiting person what is going on; silent off a terminal."""

    def step(self, label: str, total: int) -> AbstractContextManager[Callable[[str], None]]:
        """Begin a step of `total` parts; call the value with the name of each part as it ends."""
        ...
