"""A sample has another stamp when anything of it is another."""

from dataclasses import replace
from pathlib import Path

from briefing.errors import Location
from briefing.fetch import sample_stamp
from briefing.model.topic import SourceConfig, Topic

SOURCE = SourceConfig("counters", "csv", {"file": "c.csv", "value": "n"}, Location("topic.toml"))
TOPIC = Topic("t", "T", "", Path("t"), "t.md.j2", (SOURCE,))


def test_another_file_source_or_recording_is_another_sample(tmp_path: Path) -> None:
    stamps = [sample_stamp(TOPIC, tmp_path, [])]
    for text in ("a\n", "b\n"):
        (tmp_path / "c.csv").write_text(text)
        stamps.append(sample_stamp(TOPIC, tmp_path, []))
    renamed = replace(TOPIC, sources=(replace(SOURCE, options={"file": "c.csv", "value": "m"}),))
    stamps.append(sample_stamp(renamed, tmp_path, []))
    recording = tmp_path / "2026-02-28T0500Z.http"
    for text in ("x", "longer"):
        recording.write_text(text)
        stamps.append(sample_stamp(TOPIC, tmp_path, [recording]))
    assert len(set(stamps)) == len(stamps)
    assert sample_stamp(TOPIC, tmp_path, [recording]) == stamps[-1]
