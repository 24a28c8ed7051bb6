"""The schemas accept what the reader accepts, refuse what it refuses, and miss no key."""

import json
import re
import tomllib
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from briefing.content import publication as publications
from briefing.content import topic as topics
from briefing.content.settings import load_settings
from briefing.content.table import Table
from briefing.model.theme import Theme
from briefing.schema import (
    PUBLICATION,
    SCHEMAS,
    TOPIC,
    publication_schema,
    settings_schema,
    theme_schema,
    topic_schema,
)
from briefing.schema import tests_schema as schema_of_tests

ROOT = Path(__file__).parents[1]
SOURCE = {"name": "hub", "kind": "huggingface", "organisations": ["Qwen"]}


def as_json(value: Any) -> Any:
    return json.loads(json.dumps(value, default=lambda v: v.isoformat()))


def problems(schema: dict[str, Any], value: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(schema).iter_errors(as_json(value))]


def read_toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_yaml(path: Path) -> Any:
    # PyYAML takes the key `on` for true, as YAML 1.1 does; editors' programs and we do not.
    return yaml.safe_load(re.sub(r"\bon:", '"on":', path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(SCHEMAS[name]()))


def test_our_own_files_are_valid() -> None:
    for path in (ROOT / "content").glob("*/topic.toml"):
        assert problems(topic_schema(), read_toml(path)) == [], path
    for path in (ROOT / "content").glob("*/tests/*.yaml"):
        assert problems(schema_of_tests(), read_yaml(path)) == [], path
    assert problems(publication_schema(), read_toml(ROOT / "content/publication.toml")) == []
    assert problems(theme_schema(), read_toml(ROOT / "content/theme.toml")) == []


def test_every_key_that_the_reader_takes_is_known() -> None:
    table = Table("topic.toml", "", {})
    topics._read(table, ROOT, "open-models")
    assert table.taken == set(TOPIC)
    table = Table("publication.toml", "", {})
    publications._read(table, ROOT, Theme())
    assert table.taken == set(PUBLICATION)


@pytest.mark.parametrize(
    "change",
    [
        {"title": None},
        {"title": ""},
        {"titel": "x"},
        {"hour": "six"},
        {"started": "soon"},
        {"skip_weekdays": ["sunnday"]},
        {"skip_days": ["christmas"]},
        {"lang": "English"},
        {"direction": "up"},
        {"freshness_days": 0},
        {"claim_margin": 2},
        {"sources": [{"name": "a", "kind": "huggingfac"}]},
        {"sources": [{"kind": "arxiv"}]},
        {"sources": [{"name": "A b", "kind": "feed", "url": "https://a.example"}]},
        {"sources": [{**SOURCE, "limit": 0}]},
        {"sources": [{**SOURCE, "limt": 5}]},
        {"sources": [{**SOURCE, "organisations": []}]},
        {"sources": [{"name": "a", "kind": "feed"}]},
    ],
)
def test_mistakes_are_refused(change: dict[str, Any]) -> None:
    good = {"title": "T", "hour": "06:00", "sources": [SOURCE]}
    assert problems(topic_schema(), good) == []
    bad = {key: value for key, value in {**good, **change}.items() if value is not None}
    assert problems(topic_schema(), bad)


def test_dates_and_times_of_toml() -> None:
    good = {"title": "T", "hour": time(7, 30), "started": date(2026, 2, 1)}
    assert problems(topic_schema(), good) == []


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (publication_schema(), {"name": "x"}),
        (theme_schema(), {"width": 60}),
        (theme_schema(), {"light": {"txet": "#000000"}}),
        (theme_schema(), {"dark": {"text": "black"}}),
        (schema_of_tests(), [{"test": "a", "day": "2026-03-01", "expect": {}}]),
        (schema_of_tests(), [{"test": "a", "day": "2026-03-01", "expect": {"headlin": "x"}}]),
        (schema_of_tests(), [{"test": "a", "day": "soon", "expect": {"headline": "x"}}]),
        (schema_of_tests(), {"test": "a"}),
        (settings_schema(), {"mial": {}}),
        (settings_schema(), {"mail": {"smtp_password": "x"}}),
        (settings_schema(), {"mail": {"transport": "pigeon"}}),
        (settings_schema(), {"mail": {"smtp_port": 70000}}),
        (settings_schema(), {"mail": {"dkim": [{"domain": "a.example"}]}}),
        (settings_schema(), {"web": {"hosts": "a.example"}}),
    ],
)
def test_other_mistakes_are_refused(schema: dict[str, Any], value: Any) -> None:
    assert problems(schema, value)


def test_settings_that_the_reader_takes_are_valid(tmp_path: Path) -> None:
    text = """database_url = "sqlite:///x.db"
        timeout_s = 5
        [web]
        hosts = ["a.example"]
        [mail]
        transport = "smtp"
        smtp_port = 587
        [[mail.dkim]]
        domain = "a.example"
        selector = "s1"
        file = "key.pem"
        """
    (tmp_path / "briefing.toml").write_text(text, encoding="utf-8")
    settings = load_settings(tmp_path, {})
    assert settings.mail.smtp_port == 587
    assert problems(settings_schema(), tomllib.loads(text)) == []
