"""The preview's server: where it listens, and what it sees saved."""

import asyncio
import mailbox
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Collection
from http.client import HTTPConnection
from itertools import chain, count, repeat
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.model.issue import Issue
from briefing.service.preview import listen, make_preview, make_server, saved_files
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


Seen = AsyncIterator[Collection[Path]]


async def seen_of(watching: Seen, path: Path, save: Callable[[], object]) -> None:
    """Return once the watch tells of a path; save it again and again until then.

    A watch begins some time after it is asked for: what is saved before may not be seen.
    """
    told = asyncio.ensure_future(anext(watching))
    for _ in range(600):
        save()
        if (await asyncio.wait([told], timeout=0.1))[0]:
            if path in told.result():
                return
            told = asyncio.ensure_future(anext(watching))
    told.cancel()
    pytest.fail(f"{path} was never seen")


def saver(path: Path) -> Callable[[], object]:
    """Return what saves a file with other text each time, in a folder that may not be there."""
    numbers = count()

    def save() -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(next(numbers)), encoding="utf-8")

    return save


def test_a_saved_file_is_seen(tmp_path: Path) -> None:
    async def watch() -> None:
        watching = aiter(saved_files(lambda: [tmp_path]))
        await seen_of(watching, tmp_path / "a.md", saver(tmp_path / "a.md"))

    asyncio.run(watch())


def test_a_folder_that_comes_while_watching_is_seen_and_watched(tmp_path: Path) -> None:
    old, new = tmp_path / "content", tmp_path / "templates"
    old.mkdir()

    async def watch() -> None:
        watching = aiter(saved_files(lambda: [f for f in (old, new) if f.is_dir()]))
        await seen_of(watching, old / "a.md", saver(old / "a.md"))
        await seen_of(watching, new, saver(new / "topics" / "a.md.j2"))
        await seen_of(watching, new / "topics" / "a.md.j2", saver(new / "topics" / "a.md.j2"))
        await seen_of(watching, old / "a.md", saver(old / "a.md"))

    asyncio.run(watch())


def test_a_folder_that_is_put_in_another_s_place_is_watched(tmp_path: Path) -> None:
    old, new, path = tmp_path / "content", tmp_path / "other", tmp_path / "content" / "a.md"
    old.mkdir()
    new.mkdir()

    def swap() -> None:
        if new.exists():
            old.rename(tmp_path / "gone")
            new.rename(old)

    async def watch() -> None:
        watching = aiter(saved_files(lambda: [old]))
        await seen_of(watching, path, saver(path))
        await seen_of(watching, old, swap)
        await seen_of(watching, path, saver(path))

    asyncio.run(watch())


def test_a_folder_that_goes_just_before_it_is_watched_ends_nothing(tmp_path: Path) -> None:
    listed = chain([[tmp_path / "gone"]], repeat([tmp_path]))

    async def watch() -> None:
        watching = aiter(saved_files(lambda: next(listed)))
        await seen_of(watching, tmp_path / "a.md", saver(tmp_path / "a.md"))

    asyncio.run(watch())


def test_the_preview_watches_a_topic_s_folder_and_templates_that_come_later(tmp_path: Path) -> None:
    root = make_publication(tmp_path, "counts")
    shutil.rmtree(root / "templates")
    site = open_site(root, database="sqlite://")
    preview = make_preview(site)

    async def watch() -> None:
        watching = aiter(preview.changes())
        topic = root / "content" / "new" / "topic.toml"
        await seen_of(watching, topic, saver(topic))
        template = root / "templates" / "topics" / "counts.md.j2"
        await seen_of(watching, template, saver(template))

    asyncio.run(watch())
    preview.close()
    site.close()


def test_it_ends_in_peace_while_a_page_is_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_publication(tmp_path, "visits")
    site = open_site(tmp_path)
    server = make_server(make_preview(site))
    with listen("127.0.0.1", 0) as listener:
        running = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        running.start()
        page = HTTPConnection("127.0.0.1", listener.getsockname()[1], timeout=60)
        page.request("GET", f"/events/visits/{utc_now().date()}")
        stream = page.getresponse()
        assert stream.readline() == b"retry: 500\n"
        server.should_exit = True
        while stream.readline():
            pass
        running.join()
        page.close()
    site.close()
    assert "ERROR" not in capsys.readouterr().err


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
