"""What the pages about subscribing need of the world, and what they have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from secrets import token_hex
from zoneinfo import available_timezones

from starlette.requests import Request

from briefing.flows.subscribing import Where
from briefing.model.subscriber import ConsentText, Subscriber
from briefing.model.topic import Topic
from briefing.ports.subscribers import Subscribers
from briefing.render.languages import LANGUAGES, Language
from briefing.settings import SubscribingSettings
from briefing.subscribers.consent import consent_text
from briefing.subscribers.tokens import preferences_token
from briefing.web.public.client import network_of
from briefing.web.public.frame import Frame

HOURS = tuple(f"{hour:02}:00" for hour in range(24))
_REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@dataclass(frozen=True, slots=True)
class Room:
    """The store, the secrets and the settings. `local_mail`: mail stays on this machine."""

    people: Subscribers
    secrets: Sequence[bytes]
    settings: SubscribingSettings
    local_mail: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """A room and the frame that its pages stand in."""

    room: Room
    frame: Frame

    @property
    def people(self) -> Subscribers:
        """The store."""
        return self.room.people

    def now(self) -> datetime:
        """Return the present instant."""
        return self.frame.public.clock()

    def topics(self) -> Sequence[Topic]:
        """Return what can be subscribed to."""
        return self.frame.public.topics()

    def title(self, name: str) -> str:
        """Return what a topic is called."""
        return next((topic.title for topic in self.topics() if topic.name == name), name)

    def consent(self, language: Language) -> ConsentText:
        """Return the words that people agree to, with their version."""
        words = language.pages.consent.format(publication=self.frame.publication.name)
        return consent_text(language.tag, words)

    def consent_is_known(self, version: str) -> bool:
        """Tell whether these are words that somebody is, or was, shown here."""
        shown = (self.consent(one).version for one in LANGUAGES.values())
        return version in shown or self.people.load_text(version) is not None

    def preferences_path(self, one: Subscriber, page: str = "preferences") -> str:
        """Return the path of a subscriber's own page."""
        return f"/{page}/{preferences_token(one.id, one.address, self.room.secrets)}"


def nonce() -> str:
    """Return what tells one request from another."""
    return token_hex(8)


def where(request: Request, form: str) -> Where:
    """Return where a request comes from, as the consent log keeps it."""
    return Where(form, network_of(request))


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """Return the names of all time zones that are places, and UTC."""
    return frozenset(
        {"UTC", *(name for name in available_timezones() if name.partition("/")[0] in _REGIONS)}
    )


@lru_cache(maxsize=1)
def zones_by_region() -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return the time zones of each region: names, and what people call them."""
    regions: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(zones()):
        region, _, city = name.partition("/")
        regions.setdefault(region if city else "", []).append(
            (name, (city or name).replace("_", " "))
        )
    return regions
