"""How long the flagship's build takes: cold and warm, in this process and as a command.

python bench/build.py            with --peer: the same article through npx mjml and mmdc as well
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from briefing.engines.mjml import make_mjml_engine
from briefing.wiring import open_site

ROOT = Path(__file__).parents[1]
DAY = date(2026, 3, 1)


def timed(call: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def copy_site(folder: Path) -> Path:
    """Return a copy of this publication with its sample collected into its store."""
    for name in ("content", "templates", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def in_process(folder: Path, runs: int) -> dict[str, float]:
    """Return median seconds of a build with cold and with warm diagram cache."""
    site = open_site(folder, replaying=True)
    (topic,) = site.topics(["open-models"])
    site.collect(topic, until=DAY)
    site.build(topic, DAY)  # what is imported once is not the build's time
    cold, warm = [], []
    for _ in range(runs):
        shutil.rmtree(folder / "var" / "cache", ignore_errors=True)
        make_mjml_engine("mjml")._lay_out.cache_clear()
        cold.append(timed(lambda: site.build(topic, DAY)))
        warm.append(timed(lambda: site.build(topic, DAY)))
    return {"cold": statistics.median(cold), "warm": statistics.median(warm)}


def as_command(folder: Path, runs: int) -> float:
    """Return median seconds of the whole command, its caches empty, its store filled.

    Bytecode is there, as it is from an installation's first run on: many containers forbid
    Python to write any, so a run before the measured ones is allowed to.
    """
    command = [sys.executable, "-m", "briefing", "build", "open-models", "--replay"]
    command += ["--site", str(folder), "--out", str(folder / "out")]
    writing = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run(command, check=True, capture_output=True, env=writing)
    found = []
    for _ in range(runs):
        shutil.rmtree(folder / "var" / "cache", ignore_errors=True)
        found.append(timed(lambda: subprocess.run(command, check=True, capture_output=True)))
    return statistics.median(found)


def peer(folder: Path) -> dict[str, float]:
    """Return seconds of the same article's MJML and diagrams through npx mjml and mmdc."""
    work = folder / "peer"
    work.mkdir()
    (work / "package.json").write_text("{}")
    quiet = {"cwd": work, "check": True, "capture_output": True}
    environment = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}
    packages = ["mjml@4", "@mermaid-js/mermaid-cli@11"]
    subprocess.run(["npm", "install", "--silent", *packages], env=environment, **quiet)
    chromium = shutil.which("chromium")
    settings = {"executablePath": chromium, "args": ["--no-sandbox", "--disable-gpu"]}
    (work / "puppeteer.json").write_text(json.dumps(settings))
    manifest = json.loads((folder / "out/open-models/2026-03-01/issue.json").read_text())
    mjml = (Path(__file__).parent / "peer.mjml").read_text()
    text = (folder / "out/open-models/2026-03-01/email.txt").read_text()
    paragraphs = "".join(f"<p>{p}</p>" for p in text.replace("&", "&amp;").split("\n\n"))
    (work / "issue.mjml").write_text(mjml.replace("<!-- prose -->", paragraphs))
    taken = {
        "mjml": timed(
            lambda: subprocess.run(["npx", "mjml", "issue.mjml", "-o", "issue.html"], **quiet)
        ),
        "mmdc": 0.0,
    }
    for number, diagram in enumerate(manifest["diagrams"]):
        (work / f"{number}.mmd").write_text(diagram["script"])
        for kind in ("svg", "png"):
            command = ["npx", "mmdc", "-p", "puppeteer.json", "-i", f"{number}.mmd"]
            command += ["-o", f"{number}.{kind}", "-s", "2", "-q"]
            taken["mmdc"] += timed(lambda: subprocess.run(command, **quiet))  # noqa: B023
    return taken


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--peer", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = copy_site(Path(name))
        took = in_process(folder, options.runs)
        command = as_command(folder, options.runs)
        print(f"in-process, cold diagram cache  {took['cold']:.3f} s")
        print(f"in-process, warm                {took['warm']:.3f} s")
        print(f"whole command, cold             {command:.3f} s")
        if options.peer:
            other = peer(folder)
            total = other["mjml"] + other["mmdc"]
            print(f"npx mjml                        {other['mjml']:.2f} s")
            print(f"npx mmdc, SVG and PNG           {other['mmdc']:.2f} s")
            print(f"the peers take {total / took['cold']:.0f} times as long as a cold build,")
            print(f"               {total / command:.0f} times as long as the whole command")


if __name__ == "__main__":
    main()
