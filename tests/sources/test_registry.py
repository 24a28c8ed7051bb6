import subprocess
import sys
from typing import Any

import pytest

from briefing.errors import ContentError, ErrorList
from briefing.sources.registry import KINDS
from tests.sources.fakes import AT, source


def test_an_unknown_kind_suggests_the_nearest() -> None:
    with pytest.raises(ContentError) as caught:
        source("huggingfase", organisations=["Qwen"])
    assert caught.value.at == AT
    assert caught.value.hint == "did you mean 'huggingface'?"
    assert "'huggingfase'" in caught.value.message


def test_all_problems_of_a_source_are_told_at_once() -> None:
    with pytest.raises(ErrorList) as caught:
        source("feed", urll="https://a.example", limit="many", title="")
    messages = [str(error) for error in caught.value.errors]
    assert len(messages) == 4
    assert "did you mean 'url'?" in messages[0]
    assert "lacks the option 'url'" in messages[1]
    assert "must be a whole number, not 'many'" in messages[2]
    assert "'title' must be a text" in messages[3]
    assert all(message.startswith("content/demo/topic.toml:7: ") for message in messages)


@pytest.mark.parametrize(
    ("kind", "options", "message"),
    [
        ("feed", {"url": "ftp://a.example/"}, "must be an http or https address or 'file:NAME'"),
        ("feed", {"url": "file:../secret"}, "inside the topic's folder"),
        ("feed", {"url": "https://a.example", "limit": 0}, "must be at least 1, not 0"),
        ("feed", {"url": "https://a.example", "limit": True}, "must be a whole number"),
        ("feed", {"url": "https://a.example", "deadline_s": 1e9}, "must be at most 300"),
        ("github", {"repositories": ["nonsense"]}, "owner/name"),
        ("github", {"repositories": ["a/b"], "measures": ["github.star"]}, "'github.stars'"),
        ("hackernews", {"pick": "best"}, "the choices are newest, front-page, both"),
        ("huggingface", {"organisations": []}, "must be a list or table of text"),
        ("arxiv", {}, "lacks the option 'query'"),
    ],
)
def test_a_wrong_option_is_refused(kind: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ContentError) as caught:
        source(kind, **options)
    assert message in str(caught.value)


TABLE = {"measure": "m", "entity": "e", "time": "t", "value": "v", "unit": "u"}


@pytest.mark.parametrize(
    ("kind", "options", "message"),
    [
        ("csv", {}, "lacks the option 'file' (or 'url')"),
        ("csv", {"file": "/etc/passwd"}, "inside the topic's folder"),
        ("csv", {"file": "a.csv", "encoding": "base64"}, "a text encoding"),
        ("csv", {"file": "a.csv", "delimiter": "||"}, "one character"),
        ("json", {"file": "a.json", "items": "$["}, "is no JSONPath"),
        ("json", {"file": "a.json", "per": "week"}, "the choices are instant, day, month"),
    ],
)
def test_a_wrong_table_is_refused(kind: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises((ContentError, ErrorList)) as caught:
        source(kind, **TABLE, **options)
    assert message in str(caught.value)


def test_file_and_url_exclude_each_other() -> None:
    with pytest.raises(ErrorList, match="which exclude each other"):
        source("csv", **TABLE, file="a.csv", url="https://a.example/a.csv")


def test_secrets_are_not_repeated_in_messages() -> None:
    with pytest.raises(ContentError) as caught:
        source("github", repositories=["a/b"], headers="Bearer hush")
    assert "hush" not in str(caught.value)
    assert "hush" not in repr(source("github", repositories=["a/b"], headers={"A": "hush"}))


def test_every_kind_describes_its_options() -> None:
    for name, kind in KINDS.items():
        assert kind.__doc__, name
        assert all(option.help for option in kind.OPTIONS)
        names = [option.name for option in kind.OPTIONS]
        assert len(names) == len(set(names))


def test_the_heavy_parsers_are_not_loaded_by_the_registry() -> None:
    heavy = "{'feedparser', 'jsonpath_ng'}"
    code = f"import briefing.sources.registry, sys; print({heavy} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
