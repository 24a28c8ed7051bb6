"""What is said of an issue on its way, and of one that was given up."""

import json
from pathlib import Path

import pytest

from briefing.cli import main
from tests.service.sending import dispatching, freeze, make_sender, subscribe, yesterday


def test_of_an_issue_that_was_cancelled_nothing_is_left_to_come(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["visits", "--date", str(yesterday()), "--site", str(tmp_path)]
    with dispatching(make_sender(tmp_path, ""), f"sqlite:///{tmp_path}/var/briefing.db") as made:
        subscribe(made, *(f"reader{n}" for n in range(60)))
        record, once = freeze(made, yesterday()), iter([False])
        with made.at_work("test") as worker:
            made.send(record, worker, made.transport(), stopping=lambda: next(once, True))
    assert main(["deliveries", *at]) == 0
    assert " left" in capsys.readouterr().out
    assert main(["issues", "cancel", *at]) == 0
    capsys.readouterr()
    assert main(["deliveries", *at]) == 0
    told = capsys.readouterr().out
    assert "cancelled (cancel by hand), 60 recipients" in told
    assert "pending: 10" in told
    assert " left" not in told
    assert main(["deliveries", "--json", *at]) == 0
    assert json.loads(capsys.readouterr().out)["left_s"] is None
