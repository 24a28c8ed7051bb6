"""Articles of several forms, with the template and the data file that each becomes."""

from pathlib import Path

import pytest

from briefing.authoring.article import form_of
from tests.authoring.composing import compose_draft, draft_of
from tests.authoring.test_round_trip import same

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path for path in GOLDEN.glob("*/article.*"))


@pytest.mark.parametrize("article", CASES, ids=lambda path: path.parent.name)
def test_what_an_article_becomes(
    article: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    text = article.read_text(encoding="utf-8")
    outline, draft = draft_of(text, form_of(text, article.suffix))
    same(outline, compose_draft(draft, tmp_path))
    for name, content in draft.files.items():
        if name.endswith("topic.toml"):
            continue
        expected = article.with_name(f"expected.{'csv' if name.endswith('csv') else 'md.j2'}")
        if request.config.getoption("--update-golden"):
            expected.write_text(content, encoding="utf-8")
        assert content == expected.read_text(encoding="utf-8"), "see pytest --update-golden"
