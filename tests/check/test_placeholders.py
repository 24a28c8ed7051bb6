"""Placeholders for what differs between subscribers, and leftovers that look like them."""

from dataclasses import replace

import pytest

from briefing.model.article import Code, Paragraph, Section, Text
from tests.check.samples import (
    EMAIL,
    ISSUE,
    PUBLICATION,
    TEXT,
    WEB,
    check,
    rules,
    with_article,
    with_body,
    with_email,
    with_text,
    with_web,
)


@pytest.mark.parametrize(
    ("placeholder", "expected"),
    [
        ("%%unsubscribe_url%%", "error unsubscribe-missing"),
        ("%%preferences_url%%", "warning preferences-missing"),
        ("%%postal_address%%", "error postal-address-missing"),
    ],
)
def test_each_placeholder_must_be_there(placeholder: str, expected: str) -> None:
    for issue, place in (
        (with_email((placeholder, "https://a.co")), "email.html"),
        (with_text((placeholder, "")), "email.txt"),
    ):
        findings = check(issue)
        assert rules(findings) == [expected]
        assert findings[0].place == place


def test_the_way_out_must_be_a_link() -> None:
    issue = with_email(
        ('href="%%unsubscribe_url%%"', 'href="https://a.co"'), ("Words.", "%%unsubscribe_url%%")
    )
    assert rules(check(issue)) == ["error unsubscribe-missing"]


def test_the_address_itself_will_do() -> None:
    address = PUBLICATION.address
    issue = replace(
        with_email(("%%postal_address%%", address.replace(", ", ",\n"))),
        email_text=TEXT.replace("%%postal_address%%", address),
    )
    assert check(issue) == ()
    nameless = replace(PUBLICATION, address="")
    assert set(rules(check(issue, publication=nameless))) == {"error postal-address-missing"}


@pytest.mark.parametrize(
    "token", ["{{ leader }}", "{% endfor %}", "%%first_name%%", "slot00012tols", "\U0010f000"]
)
def test_leftovers_are_found_in_every_edition(token: str) -> None:
    for issue, place in (
        (with_email(("Words.", f"<p>{token}</p>")), "email.html"),
        (with_text(("Words.", token)), "email.txt"),
        (with_web(("</main>", f"{token}</main>")), "index.html"),
    ):
        (finding,) = check(issue)
        assert (finding.rule, finding.severity, finding.place) == ("leftover-token", "error", place)
        assert finding.message.isascii()


def test_the_line_is_that_of_the_first_leftover() -> None:
    (finding,) = check(with_body("\n{{ late }}\nslot00012tols"))
    assert str(finding.at) == "email.html:14"
    (finding,) = check(with_body("\nslot00012tols\n{{ late }}"))
    assert str(finding.at) == "email.html:14"


def test_an_article_may_speak_of_templates() -> None:
    said = "Why ${{ secrets.A & b }} leaks, and %%name%% does not"
    issue = with_article(sections=(Section("s", (), (Paragraph((Text(said), Code("{% x %}"))),)),))
    shown = "Why ${{ <em>secrets.A</em>\n &amp; b }} leaks, and %%name%% does not {% x %}"
    issue = replace(
        issue,
        email_html=EMAIL.replace("Words.", shown.replace("\n", "")),
        web_html=WEB.replace("</main>", f"{shown}</main>"),
        email_text=TEXT.replace("Words.", said),
    )
    assert check(issue) == ()
    assert rules(check(replace(issue, article=ISSUE.article)))
