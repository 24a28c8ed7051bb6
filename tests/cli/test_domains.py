"""An operator sees which domains refuse us, and resumes one."""

from pathlib import Path

import pytest

from briefing.cli import main
from briefing.model.delivery import DeliveryState, Settlement
from briefing.store.open import open_database
from tests.service.publication import make_publication
from tests.store.sending import NOW, add_subscribers, make_desk


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A publication that one domain has refused."""
    make_publication(tmp_path, "visits")
    (tmp_path / "var").mkdir()
    engine = open_database(f"sqlite:///{tmp_path}/var/briefing.db")
    desk = make_desk(engine)
    add_subscribers(engine, 3, domain="mail.example")
    refused = [
        Settlement(one.id, DeliveryState.FAILED, "550 5.7.1 refused by policy", pacing="pause")
        for one in desk.claim(desk.freeze())
    ]
    desk.outbox.settle(desk.worker, refused, NOW)
    engine.dispose()
    return tmp_path


def test_who_refuses_us_is_listed_and_can_be_resumed(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--site", str(site)]
    assert main(["domains", *place]) == 0
    assert "mail.example: paused (550 5.7.1 refused by policy)" in capsys.readouterr().out
    assert main(["domains", "resume", "Mail.Example", *place]) == 0
    assert main(["domains", *place]) == 0
    assert "full speed" in capsys.readouterr().out


def test_a_domain_that_is_not_paused_is_told(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["domains", "resume", "other.example", "--site", str(site)]) == 1
    assert "'other.example' is not paused" in capsys.readouterr().err
    assert main(["domains", "resume", "--site", str(site)]) == 1
