"""A template is compiled once for whatever it says, and says it all the same."""

from pathlib import Path

import pytest

from briefing.compose import environment
from briefing.compose.compiled import CodeCache
from briefing.errors import TemplateError
from briefing.model.article import Article, Paragraph, plain
from tests.compose.writing import quantity, write


@pytest.fixture(autouse=True)
def codes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of what was really compiled, with nothing known at first."""
    compiled: list[str] = []

    class Watched(CodeCache):
        def code(self, key, compile_anew):  # type: ignore[no-untyped-def]
            def noted():  # type: ignore[no-untyped-def]
                compiled.append(key[0])
                return compile_anew()

            return super().code(key, noted)

    monkeypatch.setattr(environment, "_CODES", Watched())
    return compiled


def said(article: Article) -> list[str]:
    blocks = [block for section in article.sections for block in section.blocks]
    return [plain(block.children) for block in blocks if isinstance(block, Paragraph)]


BODY = (
    "{%% macro twice(word) %%}{{ word }}%s{{ word }}{%% endmacro %%}"
    "{%% set name = '%s' %%}{%% if name %%}%s {{ twice(name) }}{%% endif %%}"
)


def test_other_words_between_the_same_tags_are_not_compiled_again(
    tmp_path: Path, codes: list[str]
) -> None:
    assert said(write(tmp_path, BODY % ("-", "Ann", "Hello"))) == ["Hello Ann-Ann"]
    assert said(write(tmp_path, BODY % (" & ", "Bob", "It's"))) == ["It's Bob & Bob"]
    assert codes == ["topic.md.j2"]


def test_an_empty_string_stays_false(tmp_path: Path) -> None:
    assert said(write(tmp_path, BODY % ("", "Ann", "Hello"))) == ["Hello AnnAnn"]
    assert said(write(tmp_path, BODY % ("", "", "Hello"))) == []


@pytest.mark.parametrize("edit", ["{{ 2 + 2 }}", "{{ 1 + 3 }}", "{{ 1.0 + 1 }}", "{{ 1 + n }}"])
def test_another_expression_is_another_code(tmp_path: Path, codes: list[str], edit: str) -> None:
    write(tmp_path, "So {{ 1 + 1 }}.")
    write(tmp_path, f"So {edit}.", n=1)
    assert codes == ["topic.md.j2", "topic.md.j2"]


def test_what_a_filter_makes_of_a_constant_is_not_kept(tmp_path: Path) -> None:
    body = 'On {{ "ann" | upper }} {{ ("a" ~ "b") | title }} {{ count }}.'
    first = write(tmp_path, body, count=quantity(1))
    second = write(tmp_path, body.replace("ann", "bob"), count=quantity(2))
    assert said(first) == ["On ANN Ab 1 downloads."]
    assert said(second) == ["On BOB Ab 2 downloads."]


def test_errors_keep_their_lines(tmp_path: Path) -> None:
    body = "One.\n\n{% if broken %}{{ nothing }}{% endif %}"
    write(tmp_path, body, broken=False)
    with pytest.raises(TemplateError) as raised:
        write(tmp_path, body.replace("One", "Two"), broken=True)
    assert raised.value.at
    assert raised.value.at.line == 7
    with pytest.raises(TemplateError) as moved:
        write(tmp_path, f"Zero.\n\n{body}", broken=True)
    assert moved.value.at
    assert moved.value.at.line == 9


def test_a_filter_that_is_gone_is_missed_again(tmp_path: Path, codes: list[str]) -> None:
    for _ in range(2):
        with pytest.raises(TemplateError, match="no filter named 'sparkle'"):
            write(tmp_path, "{{ 1 | sparkle }}")
    assert codes == ["topic.md.j2", "topic.md.j2"]


def test_what_was_used_last_is_kept_longest() -> None:
    cache, made = CodeCache(kept=2), []

    def ask(name: str) -> None:
        def compile_anew():  # type: ignore[no-untyped-def]
            made.append(name)
            return compile(name, name, "eval")

        assert cache.code(name, compile_anew).co_filename == name

    for name in ("a", "b", "a", "c", "a", "b"):
        ask(name)
    assert made == ["a", "b", "c", "b"]
