"""The sample is made, not edited: the generator gives the committed bytes."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from briefing.content import load_notes, load_topic, load_topics
from briefing.fetch import read_recording, recordings_in
from tests.seeds.replaying import ROOT, SEEDS


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    command = [sys.executable, str(SEEDS / "generate.py"), str(folder)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


def test_the_generator_gives_the_committed_bytes(generated: Path) -> None:
    made = {p.relative_to(generated): p.read_bytes() for p in generated.rglob("*.http")}
    kept = {p.relative_to(SEEDS): p.read_bytes() for p in SEEDS.rglob("*.http")}
    assert sorted(made) == sorted(kept)
    assert [str(path) for path in made if made[path] != kept[path]] == []


@pytest.mark.parametrize("name", ["open-models", "developer-tools"])
def test_recordings_hold_no_request_twice_and_are_small(name: str) -> None:
    for path in recordings_in(SEEDS / name):
        urls = [exchange.url for exchange in read_recording(path).exchanges]
        assert len(set(urls)) == len(urls)
        assert path.stat().st_size < 25_000


def test_every_topic_has_its_template_and_its_sample() -> None:
    for topic in load_topics(ROOT):
        assert (ROOT / "templates" / topic.template).is_file()
        assert recordings_in(SEEDS / topic.name)


def test_the_example_of_a_note_replaces_a_section_of_the_template() -> None:
    topic = load_topic(ROOT, "open-models")
    template = (ROOT / "templates" / topic.template).read_text(encoding="utf-8")
    (path,) = (topic.path / "notes").glob("*.md")
    note = load_notes(ROOT, topic.name, read_day(path))
    assert note is not None
    assert note.headline
    assert [h for h, _, _ in note.sections if f"\n## {h}\n" in template]


def read_day(path: Path) -> date:
    return date.fromisoformat(path.stem)
