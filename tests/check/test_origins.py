"""What a check finds in an edition is told at the template's own line, where it comes from one."""

from dataclasses import replace
from pathlib import Path

import pytest

from briefing.check.examined import examine
from briefing.check.issue import check_issue
from briefing.check.origins import place_of
from briefing.errors import Location
from briefing.model.article import Article
from briefing.model.finding import Finding
from briefing.model.observation import Entry
from tests.check.samples import PUBLICATION, TOPIC, check, with_article, with_body
from tests.compose.writing import NOW, entry, write
from tests.render.articles import render

TEMPLATE = "templates/topic.md.j2"
OK = "https://huggingface.co/x"


def found(article: Article) -> tuple[Finding, ...]:
    return check_issue(render(article, ()), TOPIC, PUBLICATION)


MARKDOWN = {
    "A paragraph\non [two\nlines](http://a.co)": ("link-http", 6),
    f"Words\nand [here]({OK}).": ("link-text", 6),
    f"> x\n>\n> quoted [here]({OK})": ("link-text", 7),
    f"- one\n- two\n  - below: [here]({OK})": ("link-text", 7),
    f"- [ ] a task\n- [x] [here]({OK})": ("link-text", 6),
    f"|a|b|\n|-|-|\n|[here]({OK})|c|": ("link-text", 7),
    f"x[^1]\n\n[^1]: Read [here]({OK})": ("link-text", 7),
    f"## Section\n\n### See [here]({OK})": ("link-text", 7),
    f"## See [here]({OK})\n\nx": ("link-text", 5),
    f"x\n\n*See **[here]({OK})***": ("link-text", 7),
    "x\n\n[Go](#nowhere)": ("link-fragment", 7),
    "x\n\n![](https://a.co/x.png)": ("image-alt", 7),
    "x\n\n![y](http://a.co/x.png) z": ("image-source", 7),
    "x\n\n![y](x.png)": ("image-source", 7),
    "## One\n\nx\n\n#### Two\n\ny": ("heading-order", 9),
    "### \n\nx": ("heading-empty", 5),
    "x\n\n<b>bold</b> words": ("text-markup", 7),
    "|a|\n|-|\n|<b>x</b>|": ("text-markup", 5),
    f'{{% directive "30 days" %}}\nRead\n[here]({OK}).{{% enddirective %}}': ("link-text", 7),
    f'{{% cta label="x", url="{OK}" %}}\nHead\n\n[here]({OK})\n{{% endcta %}}': ("link-text", 8),
    '{% cta label="here", url="https://a.co" %}\nHead\n{% endcta %}': ("link-text", 5),
    "{{ story_list([plain]) }}": ("link-http", 5),
    "x\n\nSaid{{ cite('Title', 'http://a.co') }}.": ("link-http", 7),
    "x\n\nSee {{ link(plain) }}.": ("link-http", 7),
}


@pytest.mark.parametrize("markdown", MARKDOWN)
def test_what_markdown_becomes_is_found_at_its_line(tmp_path: Path, markdown: str) -> None:
    rule, line = MARKDOWN[markdown]
    plain: Entry = replace(entry("Old news", "http://a.co/1"), published_at=NOW)
    article = write(tmp_path, markdown, plain=plain)
    finding = next(f for f in found(article) if f.rule == rule)
    assert finding.at == Location(TEMPLATE, line)
    assert finding.place in ("email.html", "email.txt")


def test_the_same_words_are_told_apart_by_their_order(tmp_path: Path) -> None:
    article = write(tmp_path, f"[here]({OK})\n\nx\n\n[here]({OK})\n")
    issue = examine(render(article, ()), TOPIC, PUBLICATION)
    places = [a.origin for a in issue.email.all("a") if a.get("href") == OK]
    assert places == [Location(TEMPLATE, 5), Location(TEMPLATE, 9)]
    assert [a.origin for a in issue.web.all("a") if a.get("href") == OK] == places


def test_a_headline_and_a_dek_that_are_too_long_are_told_at_their_line(tmp_path: Path) -> None:
    article = write(tmp_path, f"# {'word ' * 50}\n\n{'word ' * 80}\n", bare=True)
    told = {finding.rule: finding.at for finding in found(article)}
    assert told["subject-length"] == Location(TEMPLATE, 1)
    assert told["preheader-length"] == Location(TEMPLATE, 3)


def test_faint_text_is_told_at_its_paragraph(tmp_path: Path) -> None:
    issue = render(write(tmp_path, "x\n\nSome `code` and **strong** words.\n"), ())
    html = issue.email_html.replace("<strong ", "<strong style='color:#fefefe' ")
    html = html.replace("<strong>", "<strong style='color:#fefefe'>")
    findings = check_issue(replace(issue, email_html=html), TOPIC, PUBLICATION)
    assert Location(TEMPLATE, 7) in [f.at for f in findings if f.rule == "contrast"]


def test_what_the_frame_says_has_no_origin() -> None:
    (finding,) = check(with_body(f'<p><a href="{OK}">here</a></p>'))
    assert finding.at is not None
    assert finding.at.path == "email.html"


def test_words_that_nobody_wrote_have_no_place() -> None:
    assert place_of("**never said**", with_article().article) is None


def test_links_and_code_in_a_call_to_action_can_be_read(tmp_path: Path) -> None:
    words = f"A [*head*]({OK}) of `code`\n\nA [link]({OK}) and `code`."
    cta = f'{{% cta label="Join us", url="{OK}" %}}\n{words}\n{{% endcta %}}'
    assert [f for f in found(write(tmp_path, cta)) if f.rule == "contrast"] == []


def test_what_to_do_about_a_picture_can_be_done_in_markdown(tmp_path: Path) -> None:
    article = write(tmp_path, "![](https://a.co/x.png)")
    hints = {f.rule: f.hint for f in found(article)}
    assert "![What it says]" in hints["image-alt"]
    assert "keep the file no wider" in hints["image-size"]
