"""The preview's server: where it listens, and what it sees saved."""

import asyncio
import mailbox
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.model.issue import Issue
from briefing.service.preview import listen, make_preview, saved_files
from briefing.wiring import open_site, utc_now
from tests.service.publication import make_publication, save_template


def test_it_listens_on_this_machine_alone() -> None:
    for host in ("127.0.0.1", "localhost"):
        with listen(host, 0) as socket:
            assert socket.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize("host", ["0.0.0.0", "", "192.0.2.1", "example.org"])
def test_it_refuses_to_listen_to_others(host: str) -> None:
    with pytest.raises(BriefingError, match="does not listen on"):
        listen(host, 0)


def test_a_port_that_is_taken_is_told_with_what_to_do() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BriefingError, match=f"cannot listen on port {port}") as told:
            listen("127.0.0.1", port)
    assert "--port" in told.value.hint


def test_a_saved_file_is_seen(tmp_path: Path) -> None:
    async def watch() -> list[Path]:
        watching = saved_files([tmp_path])
        seen = asyncio.ensure_future(anext(aiter(watching)))
        # The watch begins some time after it is asked for: save until it is seen.
        for n in range(600):
            (tmp_path / "a.md").write_text(str(n), encoding="utf-8")
            done, _ = await asyncio.wait([seen], timeout=0.1)
            if done:
                break
        paths = await seen
        await watching.aclose()  # type: ignore[attr-defined]
        return list(paths)

    assert tmp_path / "a.md" in asyncio.run(watch())


def test_a_test_mail_goes_into_a_mailbox_where_no_server_is_set(tmp_path: Path) -> None:
    root = make_publication(tmp_path, "counts")
    site = open_site(root)
    preview = make_preview(site)
    issue = preview.build("counts", utc_now().date())
    assert preview.send_test is not None
    said = preview.send_test("me@example.org", issue)
    preview.close()
    site.close()
    assert str(root / "var" / "mailbox") in said
    (key,) = mailbox.Maildir(root / "var" / "mailbox").keys()
    assert key


def test_a_way_to_send_that_is_given_is_taken(tmp_path: Path) -> None:
    def send(address: str, _issue: Issue) -> str:
        return f"sent to {address}"

    site = open_site(make_publication(tmp_path, "counts"), database="sqlite://")
    assert make_preview(site, send).send_test is send
    site.close()


def test_only_the_folders_of_an_editor_are_watched(tmp_path: Path) -> None:
    from tests.service.publication import opened

    root = make_publication(tmp_path, "counts")
    save_template(root, "counts", "x")
    with opened(root) as shop:
        assert [folder.name for folder in shop.folders] == ["content", "templates"]
