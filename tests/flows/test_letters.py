"""Letters leave once, wait when they must, and say the same in every language."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from briefing.delivery.verp import Verp
from briefing.flows.letters import write_letter
from briefing.flows.posting import MOST_ATTEMPTS, LetterReport, send_letters
from briefing.model.archive import ArchivedHead
from briefing.model.bounce import SentLetter
from briefing.model.delivery import IssueKind
from briefing.model.handover import Copy, Deferred, Lost, Outcome, Outgoing, Refused, Reply
from briefing.model.subscriber import (
    Change,
    LetterKind,
    LetterState,
    NewLetter,
    SignUp,
    Subscriber,
    SuppressionReason,
    UsedToken,
)
from briefing.render.languages import LANGUAGES, language_of
from briefing.render.languages.words import LetterWords, PageWords
from briefing.subscribers.addresses import address_tag
from briefing.subscribers.changes import confirmed, erased, requested
from tests.fakes import OK, FakeServer, always
from tests.web.walking import HEAD, NOW, PUBLICATION, SECRETS, OneIssue, World, subscribed, world_at

SIGNUP = SignUp("ada@example.org", ("open-models",), NOW, text_version="en-1")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with world_at(tmp_path) as made:
        made.people.apply(requested(SIGNUP, nonce="1"))
        yield made


def _send(world: World, outcome: Outcome) -> LetterReport:
    return send_letters(world.people, world.office, always(outcome), clock=lambda: world.now)


def test_a_letter_leaves_once(world: World) -> None:
    assert _send(world, OK) == LetterReport(sent=1)
    world.later(days=1)
    assert _send(world, OK) == LetterReport()


def test_a_worker_that_comes_meanwhile_finds_nothing(world: World) -> None:
    counted: list[LetterReport] = []

    class Slow(FakeServer):
        def deliver(self, messages: Iterable[Outgoing], **calls: Callable[..., None]) -> None:
            given = list(messages)
            counted.append(_send(world, OK))
            super().deliver(given, **calls)  # type: ignore[arg-type]

    send_letters(world.people, world.office, Slow(), clock=lambda: world.now)
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


def test_an_address_that_the_server_does_not_know_is_suppressed(world: World) -> None:
    _send(world, Refused(Reply(550, "5.1.1", "no such user")))
    held = world.people.load_suppression(SIGNUP.address)
    assert held
    assert (held.reason, held.note) == (SuppressionReason.BOUNCE, "550 5.1.1 no such user")
    world.people.apply(requested(SIGNUP, nonce="2"))
    assert _send(world, OK) == LetterReport(suppressed=1)


@pytest.mark.parametrize(
    "reply", [Reply(550, "5.7.1", "blocked by policy"), Reply(552, "5.2.2", "mailbox full")]
)
def test_a_server_that_dislikes_us_suppresses_nobody(world: World, reply: Reply) -> None:
    assert _send(world, Refused(reply)) == LetterReport(failed=1)
    assert world.people.load_suppression(SIGNUP.address) is None


def test_reports_about_a_letter_go_to_an_address_that_names_it(world: World) -> None:
    verp = Verp("bounces.example", SECRETS)
    server = FakeServer()
    office = replace(world.office, bounces_to=verp.of_letter)
    send_letters(world.people, office, server, clock=lambda: world.now)
    assert verp.origin_of(server.given[0].sender) == SentLetter(1, address_tag(SIGNUP.address))


def test_reports_about_a_letter_go_to_the_publication_where_no_domain_is_for_them(
    world: World,
) -> None:
    server = FakeServer()
    send_letters(world.people, world.office, server, clock=lambda: world.now)
    assert server.given[0].sender == "daily@briefing.example"


def test_only_who_subscribes_is_offered_to_leave_and_as_mail_programs_want_it(
    world: World,
) -> None:
    office = replace(world.office, unsubscribe_address="leave@briefing.example")

    def letter(number: int) -> bytes:
        record = world.people.load_letter(number)
        assert record
        return write_letter(world.people, office, record, now=world.now) or b""

    assert b"List-Unsubscribe" not in letter(1)
    world.post_letters()
    assert b"List-Unsubscribe" not in letter(1)  # known, and unconfirmed
    confirmed_now(world)
    welcome, again = letter(2), letter(1)
    for message in (welcome, again):
        (said,) = re.findall(rb"^List-Unsubscribe: ([^\r]*(?:\r\n [^\r]*)*)", message, re.M)
        assert re.fullmatch(
            rb"<https://briefing\.example/unsubscribe/[\w-]+>,\r\n"
            rb" <mailto:leave@briefing\.example\?subject=unsubscribe%20[\w-]+>",
            said,
        )
        assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in message


def test_a_letter_whose_way_out_cannot_stand_in_a_header_leaves_without(world: World) -> None:
    world.post_letters()
    confirmed_now(world)
    plain = replace(PUBLICATION, url="http://briefing.example")
    server = FakeServer()
    office = replace(world.office, publication=plain)
    assert send_letters(world.people, office, server, clock=lambda: world.now) == LetterReport(
        sent=1
    )
    assert b"List-Unsubscribe" not in bytes(server.copies[0])


def confirmed_now(world: World) -> None:
    used = UsedToken("hash", NOW + timedelta(days=1))
    world.people.apply(confirmed(SIGNUP, used=used, letter_id=1, at=NOW, network=""))


def test_a_letter_sent_again_after_a_crash_is_the_same_message(world: World) -> None:
    lost = always(Lost(in_doubt=True, why="the connection broke"))
    send_letters(world.people, world.office, lost, clock=lambda: world.now)
    world.later(hours=1)
    newer = replace(world.office, secrets=(b"n" * 40, *world.office.secrets))
    server = FakeServer()
    assert send_letters(world.people, newer, server, clock=lambda: world.now).sent == 1
    first, second = (message_id(one.copies[0]) for one in (lost, server))
    assert first == second


def test_letters_are_not_numbered_for_all_to_see(world: World) -> None:
    server = FakeServer()
    send_letters(world.people, world.office, server, clock=lambda: world.now)
    assert re.fullmatch(r"<letter\.[0-9a-f]{24}@briefing\.example>", message_id(server.copies[0]))


def test_a_number_that_a_new_letter_is_given_anew_gives_it_no_old_identity(world: World) -> None:
    server = FakeServer()
    for _ in range(2):
        send_letters(world.people, world.office, server, clock=lambda: world.now)
        found = world.people.find(SIGNUP.address)
        assert found
        world.people.apply(erased(found[0], at=world.now, form="page"))
        world.later(minutes=1)
        world.people.apply(requested(replace(SIGNUP, at=world.now), nonce="2"))
    first, second = map(message_id, server.copies)
    assert first != second


def test_whoever_is_forgotten_while_a_letter_leaves_stays_so(world: World) -> None:
    other = replace(SIGNUP, address="bob@example.org")
    world.people.apply(requested(other, nonce="2"))
    server = FakeServer(answer=lambda _: _forgetting(world), group=1)
    send_letters(world.people, world.office, server, clock=lambda: world.now)
    assert server.taken == [SIGNUP.address]
    assert world.people.find(SIGNUP.address) is None


def _forgetting(world: World) -> Outcome:
    for signup in (SIGNUP, replace(SIGNUP, address="bob@example.org")):
        gone = Subscriber(0, signup.address, NOW)
        world.people.apply(erased(gone, at=NOW, form="page"))
    return OK


def message_id(copy: Copy) -> str:
    return str(message_from_bytes(bytes(copy))["Message-ID"])


def ask_too(world: World, *names: str) -> None:
    for name in names:
        asked = replace(SIGNUP, address=f"{name}@example.org")
        world.people.apply(requested(asked, nonce="1"))


def test_a_server_so_slow_that_claims_end_gets_no_letter_twice(world: World) -> None:
    ask_too(world, "ben", "cem")
    other = FakeServer()

    def slow(_: Outgoing) -> Outcome:
        world.later(minutes=12)
        send_letters(world.people, world.office, other, clock=lambda: world.now)
        return OK

    server = FakeServer(slow)
    report = send_letters(world.people, world.office, server, clock=lambda: world.now)
    assert (report.sent, server.taken) == (1, [SIGNUP.address])
    assert sorted(other.taken) == ["ben@example.org", "cem@example.org"]
    world.later(days=1)
    assert _send(world, OK) == LetterReport()


def test_when_the_service_stops_the_letters_that_have_not_begun_wait(world: World) -> None:
    ask_too(world, "ben", "cem")
    server = FakeServer()
    people, office = world.people, world.office
    report = send_letters(
        people, office, server, clock=lambda: world.now, stopping=lambda: len(server.taken) == 2
    )
    assert (report.sent, len(server.taken)) == (2, 2)
    assert _send(world, OK) == LetterReport(sent=1), "at once"


def test_a_letter_that_cannot_be_written_keeps_no_other_waiting(world: World) -> None:
    world.post_letters()
    confirmed_now(world)  # its welcome is in the way of nobody
    _send(world, OK)
    broken = NewLetter("broken", LetterKind.WELCOME, SIGNUP.address, NOW, {})
    world.people.apply(Change(letters=(broken,)))
    ask_too(world, "ben")
    report = _send(world, OK)
    assert (report.sent, report.deferred) == (1, 1)
    assert report.unwritten == ("letter 3: KeyError('topics')",)


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


def test_an_issue_in_another_language_runs_its_own_way_in_a_letter(tmp_path: Path) -> None:
    with world_at(tmp_path) as world, world.browser() as browser:
        subscribed(world, browser, lang="ar")
        html = world.last_letter().get_body(("html",))
        assert html
        assert '<span dir="ltr" lang="en">Qwen passes Llama' in html.get_content()


def test_the_last_issue_of_a_welcome_may_be_a_weekly_one(world: World) -> None:
    class Weekly(OneIssue):
        def load_heads(self, topic: str | None = None, **_: Any) -> Sequence[ArchivedHead]:
            return [replace(HEAD, kind=IssueKind.WEEKLY)]

    used = UsedToken("t", NOW + timedelta(days=1))
    world.people.apply(confirmed(SIGNUP, used=used, letter_id=1, at=NOW, network=""))
    server = FakeServer()
    office = replace(world.office, archive=Weekly())
    send_letters(world.people, office, server, clock=lambda: world.now)
    assert b"https://briefing.example/open-models/weekly/2026-03-01/" in bytes(server.copies[-1])


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
