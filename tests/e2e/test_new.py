"""A new topic, from a site's address to an issue, over real sockets and without them."""

import io
import json
import tomllib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from jsonschema import Draft202012Validator

from briefing.authoring.samples import sample_answer
from briefing.cli import main
from briefing.content import load_topic
from briefing.content.making import make_publication
from tests.authoring.composing import NOW

ARTICLE = """Bread is back
Bakeries sell 1,250 loaves a day, 12% more than last year.
Bread is back
Nobody expected it. Bakeries in 3 towns report queues, and flour costs $1.2 million less a year.
Strategic Directives
Do two things. First, within 30 days, visit a bakery. Second, within 6 months, bake.
pie
title Loaves
"Rye" : 60
"Wheat" : 40.5
Subscribe to the crumb
One mail a day, free, in your inbox.
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    make_publication(tmp_path / "site", "News")
    return tmp_path / "site"


def new(site: Path, *arguments: str) -> int:
    return main(["new", *arguments, "--site", str(site)])


def build(site: Path, *arguments: str) -> int:
    return main(["build", *arguments, "--site", str(site), "--out", str(site / "out")])


class Blog(BaseHTTPRequestHandler):
    """A site whose page names its feed; under /bare it names none, but has one."""

    def do_GET(self) -> None:
        feed = self.path in ("/posts/atom", "/bare/rss.xml")
        page = b"<html><link rel=alternate type=application/rss+xml href=posts/atom title=Blog>"
        known = {"/": page, "/bare": b"<html>", "/none": b"<html>"}
        body = sample_answer("https://blog.example/feed", NOW)[1] if feed else known.get(self.path)
        elsewhere = {"/moved": 302, "/down": 500}.get(self.path, 404)
        self.send_response(200 if body else elsewhere)
        self.send_header("location", "/gone")
        self.send_header("content-length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def blog() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Blog) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_sites_feed_is_found_collected_and_built(
    site: Path, blog: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(site, "blog", "--source", f"{blog}/", "--allow-private", "--title", "The blog") == 0
    assert f"the feed of {blog}/ is {blog}/posts/atom" in capsys.readouterr().out
    topic = load_topic(site, "blog")
    assert topic.title == "The blog"
    assert (topic.sources[0].options["url"], topic.sources[0].allow_private) == (
        f"{blog}/posts/atom",
        True,
    )
    assert build(site, "blog") == 0
    assert build(site, "blog", "--replay") == 0


def test_a_feed_in_a_common_place(site: Path, blog: str) -> None:
    assert new(site, "blog", "--source", f"{blog}/bare", "--allow-private") == 0
    assert load_topic(site, "blog").sources[0].options["url"] == f"{blog}/bare/rss.xml"


def test_a_site_without_a_feed(site: Path, blog: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(site.rglob("*.toml"))
    assert new(site, "blog", "--source", f"{blog}/none", "--allow-private") == 1
    assert "no feed can be found" in capsys.readouterr().err
    assert sorted(site.rglob("*.toml")) == before


def files_of(site: Path) -> list[Path]:
    return [path for path in sorted(site.rglob("*")) if "var" not in path.parts]


def test_an_address_that_is_not_there(
    site: Path, blog: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(site)
    sources = [f"--source={blog}{path}" for path in ("/old/feed", "/", "/none")]
    assert new(site, "blog", "--allow-private", *sources) == 1
    said = capsys.readouterr().err
    assert f"{blog}/old/feed answered 404 Not Found\n  hint: nothing was written; " in said
    assert "--offline takes an address unseen" in said
    assert f"no feed can be found at {blog}/none" in said  # what else is wrong is told as well
    assert files_of(site) == before


def test_an_address_that_leads_to_one_that_is_not_there(
    site: Path, blog: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(site, "blog", "--source", f"{blog}/moved", "--allow-private") == 1
    assert f"{blog}/moved: {blog}/gone answered 404 Not Found" in capsys.readouterr().err


def test_an_address_on_this_machine_is_refused_unless_it_is_meant(
    site: Path, blog: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(site)
    assert new(site, "blog", "--source", f"{blog}/") == 1
    said = capsys.readouterr().err
    assert f"{blog}/: 127.0.0.1 is at the private address 127.0.0.1" in said
    assert "--allow-private" in said
    assert files_of(site) == before


def test_a_site_that_is_down_for_the_moment_is_taken_with_a_sample(
    site: Path, blog: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(site, "blog", "--source", f"{blog}/down", "--allow-private") == 0
    said = capsys.readouterr().out
    assert f"{blog}/down answered 500 Internal Server Error; it is taken for a feed's" in said
    assert "its data are a sample" in said


def test_a_topic_that_does_not_build_leaves_nothing_behind(
    site: Path, blog: str, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = site / "templates" / "email" / "footer.mjml.j2"
    broken.parent.mkdir(parents=True)
    broken.write_text("{{ nothing_of_this_name }}", encoding="utf-8")
    kept = site / "seeds" / "blog" / "2026-01-01T0500Z.http"
    kept.parent.mkdir()
    kept.write_bytes(b"")
    before = files_of(site)
    for offline in ([], ["--offline"]):
        assert new(site, "blog", "--source", f"{blog}/", "--allow-private", *offline) == 1
        assert "nothing_of_this_name" in capsys.readouterr().err
        assert files_of(site) == before


def test_where_nothing_answers_a_sample_stands_in(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(site, "blog", "--source", "http://127.0.0.1:9/feed", "--allow-private") == 0
    said = capsys.readouterr().out
    assert "http://127.0.0.1:9/feed cannot be reached" in said
    assert "its data are a sample" in said
    assert build(site, "blog", "--replay") == 0


@pytest.mark.parametrize("shape", ["article", "digest", "dashboard"])
def test_each_shape_of_each_kind_of_source(site: Path, tmp_path: Path, shape: str) -> None:
    table = tmp_path / "rides {of} 'a' city.csv"
    table.write_text('day,"ci""ty",\'rides\' {x}\n2026-02-01,A|B,5\n2026-02-01,C,7\n')
    words = ["https://a.example/feed", "hf:Qwen", "hf:google", "gh:astral-sh/uv", str(table)]
    sources = [part for word in words for part in ("--source", word)]
    assert new(site, "mix", "--shape", shape, "--offline", "--title", "A {{mix}} #1", *sources) == 0
    assert build(site, "mix", "--replay") == 0
    for kind in ("hf:Qwen", "gh:astral-sh/uv", "https://a.example/feed"):
        name = kind[:2]
        assert new(site, name, "--shape", shape, "--offline", "--source", kind) == 0
        assert build(site, name, "--replay") == 0
    assert new(site, "table", "--shape", shape, "--source", str(table)) == 0
    assert build(site, "table") == 0
    assert main(["lint", "--strict", "--site", str(site)]) == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["Bad Name", "--source", "https://a.example"], "a topic cannot be called 'Bad Name'"),
        (["bike-counts", "--source", "https://a.example"], "a topic 'bike-counts' already"),
        (["x"], "a topic needs a source"),
        (["x", "--source", "nonsense"], "no source can be made of 'nonsense'"),
        (["x", "--source", "gh:uv"], "'uv' cannot be followed"),
        (["x", "--from-article", "/nowhere.txt"], "cannot be read"),
        (["x", "--from-article", "/nowhere.txt", "--shape", "digest"], "brings its own shape"),
    ],
)
def test_what_cannot_be_made(
    site: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(site)
    assert new(site, *arguments) == 1
    assert says in capsys.readouterr().err
    assert files_of(site) == before


def test_a_topic_from_an_article(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bread.txt").write_text(ARTICLE, encoding="utf-8")
    assert new(site, "bread", "--from-article", str(tmp_path / "bread.txt")) == 0
    assert "1 diagram, 2 directives, 6 figures to bind" in capsys.readouterr().out
    assert build(site, "bread") == 0
    assert build(site, "bread", "--replay") == 0
    assert "sample data" not in capsys.readouterr().out  # its numbers are the editor's own
    assert not (site / "seeds" / "bread").exists()
    (text,) = (site / "out" / "bread").glob("*/email.txt")
    words = " ".join(text.read_text(encoding="utf-8").split())
    for said in ("1,250 loaves a day, 12% more", "$1.2 million less", "within 6 months) Bake."):
        assert said in words
    assert "Loaves" in words


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], object]]:
    """A terminal as standard input; what is called with types into it."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    ours, theirs = pty.openpty()
    with open(theirs, encoding="utf-8") as terminal, open(ours, "wb", buffering=0) as keyboard:
        monkeypatch.setattr("sys.stdin", terminal)
        yield lambda typed: keyboard.write(typed.encode())


def test_on_a_terminal_it_asks(
    site: Path, tmp_path: Path, keys: Callable[[str], object], capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "rides.csv"
    table.write_text("day,street,rides\n2026-03-01,Mill Road,12\n2026-03-01,Quay,7\n")
    keys(f"City bikes\n{table}\n\nmosaic\nDashboard\n")
    assert new(site, "bikes", "--offline") == 0
    said = capsys.readouterr().out
    assert "Title [Bikes]: Sources, one a line" in said
    assert said.count("  source: ") == 2
    assert said.count("Shape: article, digest, dashboard [digest]: ") == 2
    assert "no shape is called 'mosaic': choose one of them" in said
    topic = load_topic(site, "bikes")
    assert topic.title == "City bikes"
    assert [source.options["file"] for source in topic.sources] == ["rides.csv"]


def test_the_end_of_the_answers_takes_what_is_likely(
    site: Path, keys: Callable[[str], object], capsys: pytest.CaptureFixture[str]
) -> None:
    keys("\nhttps://blog.example/feed\n\x04\n")
    assert new(site, "my-blog", "--offline") == 0
    assert load_topic(site, "my-blog").title == "My blog"
    keys("\x04\x04")
    assert new(site, "nothing") == 1
    assert "a topic needs a source" in capsys.readouterr().err


def test_editors_programs_find_the_schemas(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "site")]) == 0
    site = tmp_path / "site"
    assert new(site, "my-blog", "--source", "https://blog.example/feed", "--offline") == 0
    files = sorted((site / "content").rglob("*.toml"))
    assert len(files) == 4
    for file in files:
        line, _, _ = file.read_text(encoding="utf-8").partition("\n")
        schema = json.loads((file.parent / line.removeprefix("#:schema ")).read_text("utf-8"))
        value = tomllib.loads(file.read_text(encoding="utf-8"))
        errors = Draft202012Validator(schema).iter_errors(
            json.loads(json.dumps(value, default=str))
        )
        assert [error.message for error in errors] == [], file
