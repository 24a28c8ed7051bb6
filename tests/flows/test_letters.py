"""Letters leave once, wait when they must, and say the same in every language."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.flows.letters import MOST_ATTEMPTS, LetterReport, send_letters
from briefing.model.handover import Accepted, Deferred, Lost, Outcome, Outgoing, Refused, Reply
from briefing.model.subscriber import LetterState, SignUp
from briefing.render.languages import LANGUAGES, language_of
from briefing.render.languages.words import LetterWords, PageWords
from briefing.subscribers.changes import requested
from tests.web.walking import NOW, World, world_at

SIGNUP = SignUp("ada@example.org", ("open-models",), NOW, text_version="en-1")


@dataclass
class Server:
    """A transport that answers as it is told, and keeps what it was given."""

    outcome: Outcome
    taken: list[Outgoing] = field(default_factory=list)

    def deliver(
        self,
        messages: Iterable[Outgoing],
        *,
        on_in_doubt: Callable[[Sequence[Outgoing]], None],
        on_outcome: Callable[[Outgoing, Outcome], None],
    ) -> None:
        for message in messages:
            on_in_doubt([message])
            self.taken.append(message)
            on_outcome(message, self.outcome)

    def close(self) -> None:
        pass


OK = Accepted(Reply(250, "2.0.0", "Ok"))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with world_at(tmp_path) as made:
        made.people.apply(requested(SIGNUP, nonce="1"))
        yield made


def _send(world: World, outcome: Outcome) -> LetterReport:
    return send_letters(world.people, world.office, Server(outcome), now=world.now)


def test_a_letter_leaves_once(world: World) -> None:
    assert _send(world, OK) == LetterReport(sent=1)
    world.later(days=1)
    assert _send(world, OK) == LetterReport()


def test_a_worker_that_comes_meanwhile_finds_nothing(world: World) -> None:
    counted: list[LetterReport] = []

    class Slow(Server):
        def deliver(self, messages: Iterable[Outgoing], **calls: Callable[..., None]) -> None:
            given = list(messages)
            counted.append(_send(world, OK))
            super().deliver(given, **calls)  # type: ignore[arg-type]

    send_letters(world.people, world.office, Slow(OK), now=world.now)
    assert counted == [LetterReport()]


@pytest.mark.parametrize(
    "outcome", [Deferred(Reply(451, "4.7.1", "later")), Lost(in_doubt=False, why="no server")]
)
def test_a_deferred_letter_is_tried_again_and_given_up_in_the_end(
    world: World, outcome: Outcome
) -> None:
    for _ in range(MOST_ATTEMPTS - 1):
        assert _send(world, outcome) == LetterReport(deferred=1)
        assert _send(world, outcome) == LetterReport()
        world.later(days=1)
    assert _send(world, outcome) == LetterReport(failed=1)


def test_a_refused_letter_is_not_tried_again(world: World) -> None:
    assert _send(world, Refused(Reply(550, "5.1.1", "nobody"))) == LetterReport(failed=1)
    letter = world.people.load_letter(1)
    assert letter
    assert letter.state == LetterState.FAILED
    assert world.people.find(SIGNUP.address) is None


def test_a_letter_sent_again_after_a_crash_is_the_same_message(world: World) -> None:
    server = Server(OK)
    (first,) = world.people.claim_letters(at=NOW, lease=timedelta(minutes=1), limit=1)
    world.later(hours=1)
    send_letters(world.people, world.office, server, now=world.now)
    assert b"Message-ID: <letter.%d@briefing.example>" % first.id in bytes(server.taken[0].write())


def test_a_letter_says_that_it_is_automatic(world: World) -> None:
    letter = world.last_letter()
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Unsubscribe"] is None
    assert letter["Content-Language"] == "en"


def test_an_arabic_letter_runs_from_right_to_left(tmp_path: Path) -> None:
    with world_at(tmp_path) as world:
        signup = SignUp(SIGNUP.address, SIGNUP.topics, NOW, lang="ar")
        world.people.apply(requested(signup, nonce="1"))
        html = world.last_letter().get_body(("html",))
        assert html
        assert "direction:rtl" in html.get_content().replace(": ", ":")
        assert "direction:ltr" not in html.get_content().replace(": ", ":")


@pytest.mark.parametrize("kind", [LetterWords, PageWords])
@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_says_everything_with_the_same_places(tag: str, kind: type) -> None:
    def said(tag: str) -> dict[str, str]:
        language = LANGUAGES[tag]
        words = language.letters if kind is LetterWords else language.pages
        return {one.name: getattr(words, one.name) for one in fields(kind)}

    for name, text in said(tag).items():
        assert text.strip(), name
        places = re.compile(r"\{(\w+)\}")
        assert set(places.findall(text)) == set(places.findall(said("en")[name])), name


def test_a_language_is_known_by_its_first_subtag() -> None:
    assert [language_of(tag).tag for tag in ("ar-EG", "JA", "de", "")] == ["ar", "ja", "en", "en"]


def test_links_lead_here_while_mail_stays_here() -> None:
    from briefing.settings import MailSettings, Settings, WebSettings
    from briefing.wiring import reachable
    from tests.web.walking import PUBLICATION

    laptop = Settings(web=WebSettings(port=8123))
    assert reachable(PUBLICATION, laptop).url == "http://127.0.0.1:8123"
    smtp = Settings(mail=MailSettings(transport="smtp"))
    assert reachable(PUBLICATION, smtp).url == PUBLICATION.url
    open_to_all = Settings(web=WebSettings(host="0.0.0.0"))
    assert reachable(PUBLICATION, open_to_all).url == PUBLICATION.url
