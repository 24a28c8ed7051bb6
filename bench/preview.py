"""How long from saving a file to the picture changed in the browser; beside react-email's preview.

python bench/preview.py          with --peer: the same edit of an equal mail in `email dev` as well
"""

import argparse
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PROSE, DIAGRAM = "Few newsrooms", "A developer picks Qwen"
PEER_PACKAGES = ["react-email@6.11.6", "@react-email/ui@6.11.6", "@react-email/components"]
PEER_PACKAGES += ["react", "react-dom"]

# Looks at every frame's document whenever the browser is about to paint, and tells the time after
# that paint: the same clock, and the same question, for whatever page it is put into.
WATCH = """(wanted) => {
  const documents = () => [...document.querySelectorAll("iframe")]
    .map((frame) => frame.contentDocument).filter(Boolean);
  const shows = {
    words: () => documents().some((page) => page.body?.textContent.includes(wanted.words)),
    picture: () => documents().some((page) => [...page.images].some((image) =>
      image.alt.includes(wanted.picture) && image.complete && image.naturalWidth > 1
      && image.currentSrc !== wanted.before)),
  }[wanted.picture ? "picture" : "words"];
  window.benchSeen = new Promise((seen) => {
    const look = () => shows()
      ? requestAnimationFrame(() => seen(performance.timeOrigin + performance.now()))
      : requestAnimationFrame(look);
    look();
  });
}"""
WHOLE = "#state[data-state='ready']"
"""Says that nothing is being built any more: the picture comes before that."""
ADDRESS_OF = """(alt) => [...document.querySelectorAll("iframe")]
  .flatMap((frame) => [...frame.contentDocument.images])
  .find((image) => image.alt.includes(alt)).currentSrc"""


def saved_to_seen(page: Page, path: Path, text: str, **wanted: str) -> float:
    """Return the milliseconds from the save to the paint that shows what is wanted."""
    page.evaluate(WATCH, wanted)
    begin = time.time()
    path.write_text(text)
    return float(page.evaluate("() => window.benchSeen")) - begin * 1000


@contextmanager
def running(command: list[str], folder: Path, ready: Callable[[str], str]) -> Iterator[str]:
    """Run a server; yield its address once it answers."""
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        assert process.stdout
        yield next(address for line in process.stdout if (address := ready(line)))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def our_address(line: str) -> str:
    """Return the address in what `briefing preview` says first."""
    found = re.search(r"http://\S+", line)
    return f"{found[0]}?topic=open-models" if found else ""


def measure_ours(page: Page, folder: Path, runs: int) -> Iterator[dict[str, float]]:
    """Yield the milliseconds of a prose edit and of one that changes a diagram."""
    template = folder / "templates" / "topics" / "open-models.md.j2"
    text = template.read_text()
    for n in range(runs):
        words = f"Few newsrooms ({n})"
        page.wait_for_selector(WHOLE)
        prose = saved_to_seen(page, template, text.replace(PROSE, words), words=words)
        page.wait_for_selector(WHOLE)
        before = page.evaluate(ADDRESS_OF, "adoption flywheel")
        label = f"Developer {n} of {os.getpid()} picks Qwen"
        drawn = saved_to_seen(
            page,
            template,
            text.replace(DIAGRAM, label),
            picture="adoption flywheel",
            before=before,
        )
        yield {"prose": prose, "diagram": drawn}


def make_peer(folder: Path, issue: Path) -> Path:
    """Make a react-email project whose one mail says and shows what ours does."""
    (folder / "emails" / "static").mkdir(parents=True)
    (folder / "package.json").write_text('{"private": true}')
    subprocess.run(["npm", "install", "--silent", *PEER_PACKAGES], cwd=folder, check=True)
    blocks = (issue / "email.txt").read_text().split("\n\n")
    parts = [f"<Text>{{{json.dumps(' '.join(block.split()))}}}</Text>" for block in blocks]
    for n, picture in enumerate(sorted((issue / "diagrams").glob("*.png"))):
        shutil.copy(picture, folder / "emails" / "static" / f"{n}.png")
        parts.append(f'<Img src="/static/{n}.png" alt="Diagram {n}" width="520" />')
    names = "Body, Container, Head, Html, Img, Text"
    mail = folder / "emails" / "issue.tsx"
    mail.write_text(
        f'import {{ {names} }} from "@react-email/components";\n'
        "export default function Issue() {\n  return (<Html lang='en'><Head /><Body><Container>\n"
        + "\n".join(parts)
        + "\n</Container></Body></Html>);\n}\n"
    )
    return mail


def measure_peer(page: Page, mail: Path, runs: int) -> Iterator[float]:
    """Yield the milliseconds of a prose edit."""
    text = mail.read_text()
    assert PROSE in text
    for n in range(runs):
        words = f"Few newsrooms ({n})"
        yield saved_to_seen(page, mail, text.replace(PROSE, words), words=words)


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def answering(address: str) -> str:
    """Return the address once it answers: the first answer compiles the page."""
    for _ in range(120):
        try:
            urllib.request.urlopen(address, timeout=60).read()
        except OSError:
            time.sleep(0.5)
        else:
            return address
    raise SystemExit(f"{address} does not answer")


def shown(name: str, times: list[float]) -> float:
    """Print and return the median of the times, the first two (warming up) left out."""
    kept = sorted(times[2:])
    median = statistics.median(kept)
    print(f"{name:44} median {median:6.0f} ms   90 % under {kept[int(len(kept) * 0.9)]:6.0f} ms")
    return median


def peer(page: Page, folder: Path, site: Path, runs: int) -> float:
    """Return react-email's median."""
    command = [sys.executable, "-m", "briefing", "build", "open-models", "--replay"]
    out = folder / "out"
    command += ["--site", str(site), "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    project = folder / "react-email"
    mail = make_peer(project, out / "open-models" / "2026-03-01")
    port = free_port()
    dev = ["node_modules/.bin/email", "dev", "--dir", "emails", "--port", str(port)]
    with running(dev, project, lambda line: line if "Ready in" in line else ""):
        page.goto(answering(f"http://localhost:{port}/preview/issue"))
        page.frame_locator("iframe").get_by_text(PROSE).first.wait_for(timeout=120_000)
        time.sleep(5)  # its file watcher and its linters come after the page
        return shown("react-email, prose edit", list(measure_peer(page, mail, runs)))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=17)
    parser.add_argument("--peer", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        site = Path(name) / "site"
        for part in ("content", "templates", "seeds"):
            shutil.copytree(ROOT / part, site / part)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        command = [sys.executable, "-u", "-m", "briefing", "preview", "--port", "0", "--no-open"]
        with running([*command, "--site", str(site)], ROOT, our_address) as address:
            page.goto(address)
            page.wait_for_selector("html[data-version]", timeout=60_000)
            times = list(measure_ours(page, site, options.runs))
        prose = shown("briefing preview, prose edit", [one["prose"] for one in times])
        shown("briefing preview, an edit that redraws", [one["diagram"] for one in times])
        if options.peer:
            other = peer(page, Path(name), site, options.runs)
            print(f"react-email takes {other / prose:.1f} times as long")
        browser.close()


if __name__ == "__main__":
    main()
