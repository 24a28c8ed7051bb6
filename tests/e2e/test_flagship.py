"""The flagship's issue, built through the command from the recorded answers of its sources."""

import email
import email.policy
import json
import re
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from briefing.cli import main

KEYS = {
    "topic",
    "date",
    "number",
    "title",
    "dek",
    "sample",
    "sections",
    "directives",
    "diagrams",
    "figures",
    "claims",
    "sources",
    "findings",
    "sizes",
    "content_hash",
}


def test_the_files(flagship: Path) -> None:
    names = {p.name for p in flagship.iterdir()}
    assert names == {
        "email.html",
        "email.txt",
        "index.html",
        "message.eml",
        "issue.json",
        "diagrams",
    }
    pictures = {p.suffix for p in (flagship / "diagrams").iterdir()}
    assert pictures == {".svg", ".png"}


def test_the_manifest_is_complete(manifest: dict[str, Any]) -> None:
    assert set(manifest) >= KEYS
    assert (manifest["topic"], manifest["date"], manifest["sample"]) == (
        "open-models",
        "2026-03-01",
        True,
    )
    for figure in manifest["figures"]:
        assert set(figure) >= {
            "id",
            "text",
            "value",
            "unit",
            "as_of",
            "formula",
            "observations",
            "sources",
        }
    for claim in manifest["claims"]:
        assert set(claim) >= {"text", "condition", "holds", "margin", "file", "line"}


def test_february_adds_up(manifest: dict[str, Any]) -> None:
    values = {figure["id"]: figure["value"] for figure in manifest["figures"]}
    assert values["leader"] == 153_600_000
    assert values["next_eight"] == 76_800_000
    assert values["others"] == 20_000_000
    assert values["lead"] == 2


def test_each_figure_of_the_sums_can_be_traced(manifest: dict[str, Any]) -> None:
    leader = next(f for f in manifest["figures"] if f["id"] == "leader")
    assert len(leader["observations"]) == 28
    assert sum(o["value"] for o in leader["observations"]) == 153_600_000
    assert leader["sources"] == ["https://huggingface.co/Qwen"]


def test_it_catches_that_double_is_not_more_than_double(
    manifest: dict[str, Any], flagship: Path
) -> None:
    more = [c for c in manifest["claims"] if c["condition"] == "lead > 2"]
    assert more
    assert not any(c["holds"] for c in more)
    assert any(c["condition"] == "lead == 2" and c["holds"] for c in manifest["claims"])
    assert any(f["rule"].startswith("claim") for f in manifest["findings"])
    text = (flagship / "email.txt").read_text(encoding="utf-8")
    assert "exactly twice" in " ".join(text.split())


def test_directives_have_calendar_dates(manifest: dict[str, Any]) -> None:
    assert [d["due"] for d in manifest["directives"]] == ["2026-03-31", "2026-04-30", "2026-09-01"]


def test_diagrams(manifest: dict[str, Any], flagship: Path) -> None:
    assert [d["kind"] for d in manifest["diagrams"]] == ["pie", "timeline", "flowchart"]
    for diagram in manifest["diagrams"]:
        assert (flagship / diagram["svg"]).read_text(encoding="utf-8").startswith("<svg")
        assert (flagship / diagram["png"]).read_bytes().startswith(b"\x89PNG")
        assert diagram["alt"]
        assert 0 < diagram["width"] <= 600
    assert "61" in manifest["diagrams"][0]["alt"]


def test_the_email_is_small_and_keeps_its_placeholders(flagship: Path) -> None:
    html = (flagship / "email.html").read_text(encoding="utf-8")
    assert len(html.encode()) < 102 * 1024
    assert "%%unsubscribe_url%%" in html
    assert "%%preferences_url%%" in html
    assert "sample data" in html.lower()


def test_the_message_opens_in_mail_programs(flagship: Path) -> None:
    raw = (flagship / "message.eml").read_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    parts = list(message.walk())
    assert not any(part.defects for part in parts)
    types = [p.get_content_type() for p in parts]
    pictures = len(list((flagship / "diagrams").glob("*.png")))
    assert types == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        *["image/png"] * pictures,
    ]
    html = parts[3].get_content()
    wanted = set(re.findall(r'src="cid:([^"]+)"', html))
    assert wanted == {str(p["Content-ID"]).strip("<>") for p in parts[4:]}


def test_none_of_the_published_sentences_are_ours(flagship: Path) -> None:
    text = " ".join((flagship / "email.txt").read_text(encoding="utf-8").split())
    for phrase in ("irreversible dominance", "near-insurmountable", "unambiguous story"):
        assert phrase not in text


def test_a_rebuild_gives_the_same_bytes(site: Path, flagship: Path, tmp_path: Path) -> None:
    arguments = ["build", "open-models", "--replay", "--site", str(site), "--out", str(tmp_path)]
    database = f"sqlite:///{tmp_path}/again.db"
    assert main([*arguments, "--db", database]) == 0
    again = tmp_path / "open-models" / "2026-03-01"
    for path in sorted(p for p in flagship.rglob("*") if p.is_file()):
        assert (again / path.relative_to(flagship)).read_bytes() == path.read_bytes(), path.name


def test_the_digest_is_another_kind_of_issue(built: Path) -> None:
    (topic,) = (p for p in built.iterdir() if p.name != "open-models")
    manifest = json.loads(next(topic.glob("*/issue.json")).read_text(encoding="utf-8"))
    assert len(manifest["sources"]) >= 8
    assert manifest["diagrams"]
    assert any(f["rule"] == "source-failed" for f in manifest["findings"])


@pytest.mark.parametrize(
    "fact",
    [
        "September 2024",
        "Qwen 2.5",
        "Qwen 3.5 was opened in February 2026",
        "parity with the best American models",
        "153.6M times in February 2026",
        "76.8M",
        "eight organisations",
        "Meta Llama and DeepSeek at their head and OpenAI among them",
        "passes a billion between 4 and 5 March 2026",
        "Where the workloads go next",
        "retrain people, rewrite integrations and validate",
        "out of date",
        "technological sovereignty",
        "within 6 to 24 months",
        "data residency",
        "the people who know it",
        "within 30 days",
        "within 60 days",
        "within 6 months",
        "single source",
        "Get the briefing",
    ],
)
def test_every_step_of_the_argument_is_told(flagship: Path, fact: str) -> None:
    text = " ".join((flagship / "email.txt").read_text(encoding="utf-8").split())
    assert fact in text


def test_the_email_says_that_it_is_a_sample(flagship: Path) -> None:
    for name in ("email.html", "email.txt", "index.html"):
        text = " ".join((flagship / name).read_text(encoding="utf-8").split()).lower()
        assert "built from recorded sample data" in text, name


def test_a_past_day_does_not_know_what_came_later(site: Path, built: Path, tmp_path: Path) -> None:
    arguments = ["build", "open-models", "--replay", "--site", str(site), "--out", str(tmp_path)]
    assert main([*arguments, "--date", "2026-02-12"]) == 0
    text = (tmp_path / "open-models" / "2026-02-12" / "email.txt").read_text(encoding="utf-8")
    assert "Qwen 3.5" not in text
    assert "Qwen 3.0" in text
