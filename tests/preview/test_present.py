"""What the page lists of an issue."""

from pathlib import Path
from typing import Any, cast

import pytest

from briefing.model.finding import Finding, Severity
from briefing.web.preview.excerpt import Shelf
from briefing.web.preview.present import figure_record, issue_record
from tests.preview.sample import FINDINGS, TEMPLATE, issue


@pytest.fixture
def root(tmp_path: Path) -> Path:
    path = tmp_path / TEMPLATE
    path.parent.mkdir(parents=True)
    path.write_text("one\ntwo\nthree\n")
    return tmp_path


def test_a_finding_in_the_template_leads_to_both_places(root: Path) -> None:
    findings: Any = issue_record(issue(), Shelf(root))["findings"]
    assert findings[0]["source"] == {"file": TEMPLATE, "line": 3}
    assert findings[0]["quote"] == {"kind": "text", "text": "Downloads reached 153.6M"}


def test_a_finding_in_the_email_leads_to_its_line(root: Path) -> None:
    findings: Any = issue_record(issue(), Shelf(root))["findings"]
    assert findings[1]["source"] is None
    assert (findings[1]["edition"], findings[1]["line"], findings[1]["marked"]) == (
        "email",
        3,
        True,
    )


def test_what_the_email_has_of_a_template_is_shown_there_by_its_words(root: Path) -> None:
    finding = Finding("image-alt", Severity.ERROR, "x", at=FINDINGS[0].at, place="index.html")
    (found,) = cast("Any", issue_record(issue().with_findings((finding,)), Shelf(root))["findings"])
    assert (found["edition"], found["line"], found["marked"]) == ("web", None, False)
    assert (found["source"], found["quote"]["kind"]) == ({"file": TEMPLATE, "line": 3}, "text")


def test_a_file_that_is_not_the_publication_s_is_no_link(tmp_path: Path) -> None:
    findings: Any = issue_record(issue(), Shelf(tmp_path))["findings"]
    assert findings[0]["source"] is None


def test_claims_come_with_condition_and_margin(root: Path) -> None:
    (claim,) = issue_record(issue(), Shelf(root))["claims"]  # type: ignore[misc, attr-defined]
    assert (claim["condition"], claim["holds"], claim["margin"]) == ("leader > 100", True, 0.5)
    assert claim["narrow"] is True


def test_figures_come_with_their_origin(root: Path) -> None:
    (figure,) = issue_record(issue(), Shelf(root))["figures"]  # type: ignore[misc, attr-defined]
    assert figure["value"] == "153,600,000 downloads"
    assert figure["formula"] == "total(hub.downloads[Qwen], February 2026)"
    assert figure["sources"] == [
        {"shown": "huggingface.co/Qwen", "url": "https://huggingface.co/Qwen"}
    ]


def test_one_figure_comes_with_its_observations() -> None:
    record: Any = figure_record(issue(), "leader")
    assert [o["value"] for o in record["observations"]] == [100_000_000, 53_600_000]
    assert figure_record(issue(), "no-such") is None


def test_sizes_are_bytes_beside_the_line_at_which_gmail_clips(root: Path) -> None:
    one = issue("é")
    sizes: Any = issue_record(one, Shelf(root))["sizes"]
    assert sizes["html"] == len(one.email_html.encode())
    assert sizes["message"] == len(one.message)
    assert sizes["limit"] == 102 * 1024
