"""Template tests: YAML files of content/<topic>/tests/, each a list of tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import cast, get_args

from briefing.content.notes import parse_note
from briefing.content.table import raise_all, shown_path
from briefing.content.yaml_tree import Branch, Reading, read_yaml
from briefing.errors import BriefingError, ContentError, Location, did_you_mean
from briefing.model.observation import Entry, Note, Observation
from briefing.model.template_test import EXPECTATIONS, Expectation, Given, TemplateTest
from briefing.model.topic import Topic
from briefing.sources.times import Per, parse_instant, parse_period

TEST_KEYS = {
    "test": "its name, unique in the file",
    "day": "the day whose issue is built",
    "given": "what is known by then; nothing where it is left out",
    "expect": "what must be so",
}
GIVEN_KEYS = {
    "observations": "a list of measurements",
    "entries": "a list of entries of feeds",
    "failed": "sources that failed, each with the reason",
    "note": "the editor's note of the day, as in content/<topic>/notes/",
    "sample": "true: the topic's recorded sample up to that day comes first",
}
OBSERVATION_KEYS = {
    "measure": "the series, such as hub.downloads",
    "unit": "what is counted, as a plural noun",
    "on": "the day (or month) of a single measurement; an instant unless `per` says otherwise",
    "from": "the first day of a measurement a day",
    "to": "the last day",
    "per": "what each value covers: instant, day or month",
    "of": "each entity with its value: one for every day, or a list of one for each",
    "total_of": "each entity with a total, which is spread over the days",
    "url": "the page that readers are led to",
}
ENTRY_KEYS = {
    "feed": "the source's name",
    "title": "the entry's title",
    "url": "where it leads",
    "published": "when it appeared; an hour before the issue where left out",
    "summary": "what it says",
    "score": "points",
    "comments": "how many comments it has",
}
_SHAPES = ("of", "total_of")


def load_template_tests(root: Path, topic: Topic) -> Sequence[TemplateTest]:
    """Return the tests of a topic, file by file.

    Raises: ContentError, or an ErrorList of them, each at its line.
    """
    tests: list[TemplateTest] = []
    errors: list[BriefingError] = []
    folder = topic.path / "tests"
    for path in sorted(folder.glob("*.y*ml")) if folder.is_dir() else ():
        shown = shown_path(path, root)
        try:
            text = path.read_text(encoding="utf-8-sig")
            tests.extend(parse_template_tests(text, topic, path=shown))
        except UnicodeDecodeError:
            errors.append(ContentError("this file is not UTF-8", at=Location(shown)))
        except BriefingError as error:
            errors.append(error)
    raise_all(errors)
    return tests


def parse_template_tests(text: str, topic: Topic, *, path: str) -> Sequence[TemplateTest]:
    """Return the tests that a file's text holds.

    Raises: ContentError, or an ErrorList of them, each at its line.
    """
    reading = Reading()
    found: dict[str, TemplateTest] = {}
    for branch in reading.items(read_yaml(text, path), "a file of tests"):
        test = _test(reading, branch, topic)
        if test and test.name in found:
            reading.fault(test.at, f"two tests are called {test.name!r}", "rename one")
        elif test:
            found[test.name] = test
    raise_all(sorted(reading.errors, key=lambda error: (error.at and error.at.line) or 0))
    return list(found.values())


def _test(reading: Reading, branch: Branch, topic: Topic) -> TemplateTest | None:
    table = reading.table(branch, "a test", tuple(TEST_KEYS))
    name = reading.need(table, "test", "a test", branch.at) if table else None
    day_at = reading.need(table, "day", "a test", branch.at) if table else None
    expected = reading.need(table, "expect", "a test", branch.at) if table else None
    day = reading.day(day_at, "day") if day_at else None
    expectations = tuple(_expectations(reading, expected)) if expected else ()
    if expected and expected.table == {}:
        reading.fault(expected.at, "this test expects nothing", f"there are {_kinds()}")
    if not name or day is None:
        return None
    given = _given(reading, table["given"], topic, day) if "given" in table else Given()
    title = reading.text(name, "test")
    return TemplateTest(topic.name, title, day, given, expectations, branch.at)


def _kinds() -> str:
    return ", ".join(EXPECTATIONS)


def _expectations(reading: Reading, branch: Branch) -> Iterator[Expectation]:
    for kind, value in reading.table(branch, "expect", tuple(EXPECTATIONS)).items():
        if kind not in EXPECTATIONS:
            continue
        shape, _ = EXPECTATIONS[kind]
        if shape == "text":
            yield Expectation(kind, reading.text(value, kind), value.at)
        elif shape == "texts":
            for text, at in reading.texts(value, kind):
                yield Expectation(kind, text, at)
        else:
            for about, answer in reading.table(value, kind).items():
                at = (value.keys or {}).get(about, answer.at)
                take = reading.flag if shape == "answers" else reading.text
                yield Expectation(kind, take(answer, f"{kind}: {about}"), at, about)


# --- what is given ------------------------------------------------------------------------------


def _given(reading: Reading, branch: Branch, topic: Topic, day: date) -> Given:
    table = reading.table(branch, "given", tuple(GIVEN_KEYS))
    observations: list[Observation] = []
    entries: list[Entry] = []
    if "observations" in table:
        for item in _spliced(reading.items(table["observations"], "observations")):
            observations.extend(_observations(reading, item, topic, day))
    if "entries" in table:
        for number, item in enumerate(_spliced(reading.items(table["entries"], "entries")), 1):
            entries.extend(_entry(reading, item, topic, day, number))
    failed = reading.table(table["failed"], "failed") if "failed" in table else {}
    for name in failed:
        _source(reading, name, (table["failed"].keys or {})[name], topic)
    return Given(
        tuple(observations),
        tuple(entries),
        {name: reading.text(reason, "failed") for name, reason in failed.items()},
        _note(reading, table["note"], day) if "note" in table else None,
        sample=reading.flag(table["sample"], "sample") if "sample" in table else False,
    )


def _spliced(items: Iterable[Branch]) -> Iterator[Branch]:
    """Yield items, those of lists among them too: `- *others` takes in what an anchor names."""
    for item in items:
        yield from [item] if item.items is None else _spliced(item.items)


def _note(reading: Reading, branch: Branch, day: date) -> Note | None:
    try:
        return parse_note(reading.text(branch, "note"), day=day, path=branch.at.path)
    except BriefingError as error:
        reading.fault(branch.at, f"the note cannot be read: {error.message}", error.hint)
        return None


def _source(reading: Reading, name: str, at: Location, topic: Topic) -> None:
    known = [source.name for source in topic.sources]
    if name not in known:
        hint = did_you_mean(name, known) or f"the topic has {', '.join(known) or 'none'}"
        reading.fault(at, f"the topic has no source {name!r}", hint)


def _observations(
    reading: Reading, branch: Branch, topic: Topic, day: date
) -> Iterator[Observation]:
    table = reading.table(branch, "observations", tuple(OBSERVATION_KEYS))
    if not table:
        return
    measure = reading.need(table, "measure", "this observation", branch.at)
    unit = reading.need(table, "unit", "this observation", branch.at)
    shape = next((key for key in _SHAPES if key in table), "")
    if not shape:
        hint = "of: {Qwen: 120} gives each entity its value"
        reading.fault(branch.at, "this observation lacks 'of' or 'total_of'", hint)
    times = _times(reading, table, branch.at, day)
    if not measure or not unit or not shape or not times:
        return
    for entity, value in reading.table(table[shape], shape).items():
        values = _values(reading, value, entity, len(times), spread=shape == "total_of")
        for (instant, days), amount in zip(times, values, strict=False):
            yield Observation(
                measure=reading.text(measure, "measure"),
                entity=entity,
                value=amount,
                unit=reading.text(unit, "unit"),
                observed_at=instant,
                learned_at=topic.as_of(day),
                source=topic.sources[0].name if topic.sources else "test",
                url=reading.text(table["url"], "url") if "url" in table else "",
                days=days,
            )


def _times(
    reading: Reading, table: dict[str, Branch], at: Location, today: date
) -> list[tuple[datetime, int]]:
    """Return the instants of an observation, each with how many days it covers."""
    if "on" in table:
        per = _per(reading, table, "instant")
        try:
            times = [parse_period(reading.text(table["on"], "on"), per)]
        except ValueError as error:
            reading.fault(table["on"].at, str(error), "write a day as 2026-03-01")
            return []
    else:
        first = reading.need(table, "from", "this observation", at, "or 'on', for a single day")
        last = reading.need(table, "to", "this observation", at) if first else None
        start = reading.day(first, "from") if first else None
        end = reading.day(last, "to") if last else None
        if not start or not end or not last:
            return []
        if end < start:
            reading.fault(last.at, f"'to' lies before 'from': {end} before {start}")
            return []
        days = 1 if _per(reading, table, "day") == "day" else 0
        count = (end - start).days + 1
        midnights = (datetime.combine(start + timedelta(n), time(), UTC) for n in range(count))
        times = [(midnight, days) for midnight in midnights]
    if times[-1][0].date() > today:
        place = table["to" if "to" in table else "on"].at
        reading.fault(place, f"nobody knows on {today} what {times[-1][0].date()} brings")
    return times


def _per(reading: Reading, table: dict[str, Branch], default: Per) -> Per:
    if "per" not in table:
        return default
    known = get_args(Per)
    text = reading.text(table["per"], "per")
    if text not in known:
        hint = did_you_mean(text, known) or f"it is one of {', '.join(known)}"
        reading.fault(table["per"].at, f"per cannot be {text!r}", hint)
        return default
    return cast("Per", text)


def _values(
    reading: Reading, branch: Branch, entity: str, count: int, *, spread: bool
) -> list[Decimal]:
    """Return a value for each of `count` times: the same, one each, or parts of a total."""
    if branch.items is not None:
        values = [reading.number(item, entity) for item in branch.items]
        if len(values) != count:
            message = (
                f"{entity} has {len(values)} values for {count} {'day' if count == 1 else 'days'}"
            )
            reading.fault(branch.at, message, "give one value, or one for each day")
        return values
    value = reading.number(branch, entity)
    if not spread:
        return [value] * count
    part = value // count
    rest = value - part * count
    return [part + rest, *[part] * (count - 1)]


def _entry(
    reading: Reading, branch: Branch, topic: Topic, day: date, number: int
) -> Iterator[Entry]:
    table = reading.table(branch, "entries", tuple(ENTRY_KEYS))
    feed = reading.need(table, "feed", "this entry", branch.at) if table else None
    title = reading.need(table, "title", "this entry", branch.at) if table else None
    if not feed or not title:
        return
    name = reading.text(feed, "feed")
    _source(reading, name, feed.at, topic)
    published = topic.as_of(day) - timedelta(hours=1)
    if "published" in table:
        try:
            published = parse_instant(reading.text(table["published"], "published"))
        except ValueError as error:
            reading.fault(table["published"].at, str(error), "write it as 2026-03-01T05:00")
    url = f"https://{name}.example/{number}"
    yield Entry(
        feed=name,
        id=f"{number}",
        url=reading.text(table["url"], "url") if "url" in table else url,
        title=reading.text(title, "title"),
        published_at=published,
        learned_at=topic.as_of(day),
        summary=reading.text(table["summary"], "summary") if "summary" in table else "",
        score=_whole(reading, table, "score"),
        comments=_whole(reading, table, "comments"),
    )


def _whole(reading: Reading, table: dict[str, Branch], key: str) -> int | None:
    return int(reading.number(table[key], key)) if key in table else None
