"""Topic files: what they can say, and how each mistake is told at its own line."""

from contextlib import suppress
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.content import load_topic, load_topics
from briefing.errors import BriefingError, Location
from tests.content.writing import TOPIC, faults, write

EVERYTHING = """\
title = "Abeilles"
description = "Bees, counted."
template = "topics/other.md.j2"
byline = "By the apiary"
timezone = "Europe/Paris"
hour = "05:30"
started = 2026-02-01
skip_weekdays = ["Saturday", "sunday"]
skip_days = [2026-12-25, "2027-01-01"]
lang = "fr"
direction = "ltr"
freshness_days = 3
history_days = 90
claim_margin = 0.05

[[sources]]
name = "hives"
kind = "csv"
file = "hives.csv"
allow_private = true
since = 2026-01-01

[[sources]]
name = "hub"
kind = "huggingface"

[sources.organisations]
Qwen = "Qwen"
"01-ai" = "01.AI"
"""


def test_a_topic_of_two_lines_has_defaults(tmp_path: Path) -> None:
    write(tmp_path, "content/bees/topic.toml", 'title = "Bees"\n')
    topic = load_topic(tmp_path, "bees")
    assert (topic.name, topic.title, topic.sources) == ("bees", "Bees", ())
    assert topic.template == "topics/bees.md.j2"
    assert topic.path == tmp_path / "content" / "bees"
    assert (topic.timezone, topic.hour, topic.lang) == ("UTC", time(6), "en")


def test_everything_that_a_topic_can_say(tmp_path: Path) -> None:
    write(tmp_path, "content/bees/topic.toml", EVERYTHING)
    topic = load_topic(tmp_path, "bees")
    assert (topic.title, topic.description) == ("Abeilles", "Bees, counted.")
    assert (topic.template, topic.byline) == ("topics/other.md.j2", "By the apiary")
    assert (topic.timezone, topic.hour) == ("Europe/Paris", time(5, 30))
    assert (topic.started, topic.skip_weekdays) == (date(2026, 2, 1), frozenset({5, 6}))
    assert topic.skip_days == {date(2026, 12, 25), date(2027, 1, 1)}
    assert (topic.lang, topic.direction) == ("fr", "ltr")
    assert (topic.freshness_days, topic.history_days, topic.claim_margin) == (3, 90, 0.05)


def test_a_source_knows_its_place_and_keeps_its_further_keys(tmp_path: Path) -> None:
    write(tmp_path, "content/bees/topic.toml", EVERYTHING)
    hives, hub = load_topic(tmp_path, "bees").sources
    assert (hives.name, hives.kind, hives.allow_private) == ("hives", "csv", True)
    assert hives.options == {"file": "hives.csv", "since": "2026-01-01"}
    assert hives.at == Location("content/bees/topic.toml", 16)
    assert hub.options == {"organisations": {"Qwen": "Qwen", "01-ai": "01.AI"}}
    assert (hub.at.line, hub.allow_private) == (23, False)


@pytest.mark.parametrize("line", ['hour = "07:45"', "hour = 07:45:00"])
def test_an_hour_is_text_or_a_time(tmp_path: Path, line: str) -> None:
    write(tmp_path, "content/bees/topic.toml", f'title = "Bees"\n{line}\n')
    assert load_topic(tmp_path, "bees").hour == time(7, 45)


@pytest.mark.parametrize(
    "line",
    ["started = 2026-02-01", 'started = "2026-02-01"', "started = 2026-02-01T05:00:00Z"],
)
def test_a_day_is_a_date_or_text(tmp_path: Path, line: str) -> None:
    write(tmp_path, "content/bees/topic.toml", f'title = "Bees"\n{line}\n')
    assert load_topic(tmp_path, "bees").started == date(2026, 2, 1)


# A wrong line takes the place of line 2 of TOPIC; then what is said of it.
WRONG_LINES = [
    ("tilte = 'Bees'", "no key 'tilte' here", "did you mean 'title'?"),
    ("xyz = 'red'", "no key 'xyz' here", "there are byline, claim_margin,"),
    ("byline = 7", "byline must be text, not 7", ""),
    ("timezone = 'Mars/Olympus'", "timezone cannot be 'Mars/Olympus'", "Europe/Berlin"),
    ("timezone = '../../etc/passwd'", "timezone cannot be", "Europe/Berlin"),
    ("timezone = 'Europe'", "timezone cannot be 'Europe'", "Europe/Berlin"),
    ("timezone = ''", "timezone cannot be ''", "Europe/Berlin"),
    ("hour = '25:00'", "hour cannot be '25:00'", "06:00"),
    ("hour = 6", "hour must be text, not 6", ""),
    ("started = 'soon'", "started cannot be 'soon'", "2026-01-01"),
    ("started = 2026", "started must be text, not 2026", ""),
    ("skip_weekdays = ['sonday']", "no weekday 'sonday'", "did you mean 'sunday'?"),
    ("skip_weekdays = ['never']", "no weekday 'never'", "the days are monday, tuesday"),
    ("skip_days = ['someday']", "skip_days cannot be ['someday']", "a list of days"),
    ("skip_days = 2026-12-25", "skip_days cannot be datetime.date(2026, 12, 25)", "a list of days"),
    ("skip_weekdays = 'sunday'", "skip_weekdays cannot be 'sunday'", '["saturday", "sunday"]'),
    (
        "skip_weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', "
        "'sunday']",
        "skip_weekdays leaves no day for an issue",
        "",
    ),
    ("lang = 'English!'", "lang cannot be 'English!'", "pt-BR"),
    ("direction = 'rlt'", "direction cannot be 'rlt'", "did you mean 'rtl'?"),
    ("direction = 'up'", "direction cannot be 'up'", "it is one of ltr, rtl"),
    ("freshness_days = 0", "freshness_days cannot be 0: it is 1 or more", ""),
    ("freshness_days = true", "freshness_days must be a whole number, not True", ""),
    ("history_days = 'all'", "history_days must be a whole number, not 'all'", ""),
    ("claim_margin = 2", "claim_margin cannot be 2.0: it is between 0 and 1", "two per cent"),
    ("claim_margin = true", "claim_margin must be a number, not True", ""),
    ("template = '../secret'", "template cannot be '../secret'", "within templates/"),
    ("template = '/etc/passwd'", "template cannot be '/etc/passwd'", "within templates/"),
]


@pytest.mark.parametrize(("line", "message", "hint"), WRONG_LINES)
def test_a_wrong_line_is_told(tmp_path: Path, line: str, message: str, hint: str) -> None:
    write(tmp_path, "content/bees/topic.toml", TOPIC.replace("\n\n", f"\n{line}\n\n"))
    (told,) = faults(lambda: load_topic(tmp_path, "bees"))
    assert told.startswith(f"content/bees/topic.toml:2: {message}")
    assert hint in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("byline = 'x'\n", "content/bees/topic.toml:1: title is missing\n"),
        ("\ntitle = ' '\n", "content/bees/topic.toml:2: title is empty"),
        ("title = 5\n", "content/bees/topic.toml:1: title must be text, not 5"),
        ('title = "a\\nb"\n', "content/bees/topic.toml:1: title must be one line"),
        ("title = 'x'\nsources = 'y'\n", "content/bees/topic.toml:2: sources must be tables"),
        ("lang = 'en'\ntitle = 'x\n", "content/bees/topic.toml:2: this is not TOML: "),
        ("title = 'x'\ntitle = 'y'\n", "content/bees/topic.toml:2:12: this is not TOML: "),
    ],
)
def test_a_wrong_file_is_told(tmp_path: Path, text: str, told: str) -> None:
    write(tmp_path, "content/bees/topic.toml", text)
    (message,) = faults(lambda: load_topic(tmp_path, "bees"))
    assert message.startswith(told)


SECOND_SOURCE = """
[[sources]]
# a comment
{}
"""


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("name = 'news'\nkind = 'csv'", 10, "two sources are called 'news'"),
        ("kind = 'csv'", 8, "name is missing"),
        ("name = 'counts'", 8, "kind is missing"),
        ("name = 'Two Words'\nkind = 'csv'", 10, "a source cannot be called 'Two Words'"),
        ("name = 'a'\nkind = 5", 11, "kind must be text, not 5"),
        ("name = 'a'\nkind = 'csv'\nallow_private = 'no'", 12, "allow_private must be true or"),
    ],
)
def test_a_wrong_source_is_told_at_its_own_line(
    tmp_path: Path, source: str, line: int, message: str
) -> None:
    write(tmp_path, "content/bees/topic.toml", TOPIC + SECOND_SOURCE.format(source))
    (told,) = faults(lambda: load_topic(tmp_path, "bees"))
    assert told.startswith(f"content/bees/topic.toml:{line}: {message}")


def test_sources_written_inline_are_told_at_their_key(tmp_path: Path) -> None:
    text = "title = 'Bees'\nsources = [{ name = 'a', kind = 'csv' }, { name = 'b' }]\n"
    write(tmp_path, "content/bees/topic.toml", text)
    (told,) = faults(lambda: load_topic(tmp_path, "bees"))
    assert told.startswith("content/bees/topic.toml:2: kind is missing")


def test_two_sources_without_names_lack_names(tmp_path: Path) -> None:
    text = TOPIC + 2 * SECOND_SOURCE.format("kind = 'csv'")
    write(tmp_path, "content/bees/topic.toml", text)
    told = faults(lambda: load_topic(tmp_path, "bees"))
    assert [message.splitlines()[0] for message in told] == [
        "content/bees/topic.toml:8: name is missing",
        "content/bees/topic.toml:12: name is missing",
    ]


def test_all_faults_are_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    text = "lang = '?'\nhour = 'noon'\nfoo = 1\n" + SECOND_SOURCE.format("kind = 'csv'")
    write(tmp_path, "content/bees/topic.toml", text)
    told = faults(lambda: load_topic(tmp_path, "bees"))
    assert [message.split(":")[1] for message in told] == ["1", "1", "2", "3", "5"]


def test_an_unknown_topic_suggests_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, "content/open-models/topic.toml", "this is not even TOML")
    (told,) = faults(lambda: load_topic(tmp_path, "open-model"))
    assert told == "no topic 'open-model'\n  hint: did you mean 'open-models'?"


@pytest.mark.parametrize("name", ["../secrets", "..", "/etc", "a/b", "", "bees/../bees"])
def test_no_name_leads_out_of_the_content_folder(tmp_path: Path, name: str) -> None:
    write(tmp_path, "content/bees/topic.toml", TOPIC)
    write(tmp_path, "secrets/topic.toml", TOPIC)
    write(tmp_path, "content/topic.toml", TOPIC)
    (told,) = faults(lambda: load_topic(tmp_path, name))
    assert told.startswith(f"no topic {name!r}")


def test_a_topics_folder_is_called_as_addresses_are(tmp_path: Path) -> None:
    write(tmp_path, "content/Two Words/topic.toml", TOPIC)
    (told,) = faults(lambda: load_topic(tmp_path, "Two Words"))
    assert "a topic's folder cannot be called 'Two Words'" in told
    assert "small letters, digits and hyphens" in told


def test_all_topics_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("wasps", "ants", "bees"):
        write(tmp_path, f"content/{name}/topic.toml", TOPIC)
    write(tmp_path, "content/drafts/readme.md", "no topic")
    assert [topic.name for topic in load_topics(tmp_path)] == ["ants", "bees", "wasps"]


def test_the_faults_of_all_topics_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, "content/ants/topic.toml", "hour = 'noon'\n")
    write(tmp_path, "content/bees/topic.toml", TOPIC)
    write(tmp_path, "content/wasps/topic.toml", "title = 5\n")
    told = faults(lambda: load_topics(tmp_path))
    places = [message.split(": ")[0] for message in told]
    assert places == [
        "content/ants/topic.toml:1",
        "content/ants/topic.toml:1",
        "content/wasps/topic.toml:1",
    ]


def test_a_publication_without_topics_says_what_to_do(tmp_path: Path) -> None:
    (told,) = faults(lambda: load_topics(tmp_path))
    assert told.startswith("content: this publication has no topics\n  hint: make a folder")


@settings(deadline=None, max_examples=150)
@given(st.text() | st.lists(st.sampled_from(EVERYTHING.splitlines())).map("\n".join))
def test_no_text_of_a_topic_file_is_a_crash(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    root = tmp_path_factory.getbasetemp() / "any"
    file = write(root, "content/bees/topic.toml", "")
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    with suppress(BriefingError):
        load_topic(root, "bees")
