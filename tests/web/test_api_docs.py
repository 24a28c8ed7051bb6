"""The examples of docs/api.md are run, in their order, as a developer would run them."""

import json
import re
import shlex
from typing import Any

from starlette.testclient import TestClient

from briefing.reference import DOCS
from tests.web.walking import World, link_in

PAGE = (DOCS / "api.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def blocks(language: str) -> list[str]:
    return [body for found, body in _BLOCK.findall(PAGE) if found == language]


def curl(browser: TestClient, command: str) -> Any:
    """Do what curl would do, with the options that the page uses."""
    words = shlex.split(command)
    assert words.pop(0) == "curl"
    method, body, url = "", None, ""
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word == "--json":
            body = words.pop(0)
        else:
            url = word
    headers = {"content-type": "application/json"} if body else {}
    method = method or ("POST" if body else "GET")
    return browser.request(method, url, content=body, headers=headers)


def like(shown: Any, told: Any, names: dict[str, str]) -> bool:
    """Tell whether an answer is as shown; "…" is anything, and "$NAME" is learnt."""
    if shown == "…":
        return True
    if isinstance(shown, str) and shown.startswith("$"):
        return names.setdefault(shown, told) == told
    if isinstance(shown, dict):
        return set(shown) == set(told) and all(like(shown[k], told[k], names) for k in shown)
    if isinstance(shown, list):
        wanted = [one for one in shown if one != "…"]
        return len(told) >= len(wanted) and all(
            like(one, other, names) for one, other in zip(wanted, told, strict=False)
        )
    return bool(shown == told)


def test_the_examples(world: World, browser: TestClient) -> None:
    names: dict[str, str] = {}
    commands, answers = blocks("sh"), blocks("json")
    assert len(commands) == len(answers) >= 6
    for block, shown in zip(commands, answers, strict=True):
        for line in re.findall(r"(?ms)^curl .*?(?=^curl |\Z)", block.replace("\\\n", " ")):
            if "$TOKEN" in line:
                names["$TOKEN"] = link_in(world.last_letter(), "confirm").rpartition("/")[2]
            for name, value in names.items():
                line = line.replace(name, value)
            answer = curl(browser, line)
        assert like(json.loads(shown), answer.json(), names), answer.text


def test_the_form(world: World, browser: TestClient) -> None:
    (form,) = blocks("html")
    action = re.findall(r'action="([^"]+)"', form)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    fields["consent"] = browser.get("/api/topics").json()["consent"]["en"]["version"]
    answer = browser.post(
        action[0],
        data={**fields, "address": "ada@example.org"},
        headers={"sec-fetch-site": "cross-site", "origin": "https://elsewhere.example"},
        follow_redirects=False,
    )
    assert answer.status_code == 303
    assert link_in(world.last_letter(), "confirm")
    given = browser.get("/embed").text
    assert all(f"name=&#34;{name}&#34;" in given for name in fields), given
