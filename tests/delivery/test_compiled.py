"""A copy says what the issue says, in the subscriber's own values, and is fit to travel."""

import re
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.delivery.compiled import Pictures, splice
from briefing.errors import AddressError, DeliveryError
from briefing.model.placeholder import PREFERENCES_URL, UNSUBSCRIBE_URL
from tests.delivery.issues import HTML, PNG, TEXT, compiled, issue_message, reader


def copy_of(message=None, *, text_only=False, who=None, **options):
    issue = compiled(message, **options)
    copy = splice(issue.for_subscriber(text_only=text_only), who or reader())
    return message_from_bytes(bytes(copy), policy=policy.default)


def content(message, kind):
    part = message.get_body((kind,))
    assert part is not None
    return part.get_content().replace("\r\n", "\n")


def test_a_copy_has_the_issues_content_with_the_subscribers_values():
    message = copy_of()
    assert content(message, "plain") == (
        "Zahlen und Größen: 2×\n\nLeave: https://briefing.example/u/7?t=a&b=c\n"
        "Change: https://briefing.example/p/7.\nFigures & Co, 10115 Berlin\n"
    )
    html = content(message, "html")
    assert 'href="https://briefing.example/u/7?t=a&amp;b=c"' in html
    assert "Figures &amp; Co" in html
    assert 'src="cid:1.abc@briefing.example"' in html
    assert not message.defects
    (picture,) = [part for part in message.walk() if part.get_content_maintype() == "image"]
    assert picture.get_content() == PNG
    assert picture["Content-ID"] == "<1.abc@briefing.example>"
    assert picture.get_content_disposition() == "inline"


def test_the_fields_that_mailing_lists_carry():
    message = copy_of()
    assert message["To"] == "reader7@example.org"
    assert message["Subject"] == "Größer"
    assert message["From"] == "The Daily Figure <daily@briefing.example>"
    assert message["Date"] == "Tue, 24 Nov 2026 06:00:00 +0000"
    assert message["List-Unsubscribe"] == (
        "<https://briefing.example/u/7?t=a&b=c>,"
        " <mailto:unsubscribe@briefing.example?subject=unsubscribe>"
    )
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == "Open models <open-models.briefing.example>"
    assert message["List-Archive"] == "<https://briefing.example/open-models/>"
    assert message["Feedback-ID"] == "2026-11-24:open-models:issue:briefing"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Precedence"] == "bulk"
    assert message["Content-Language"] == "de"
    assert len(set(message.keys())) == len(message.keys())


def test_a_message_id_depends_on_issue_and_subscriber_alone():
    first = copy_of(who=reader(7))["Message-ID"]
    assert (
        first
        == copy_of(issue_message("other"), who=reader(7, address="new@example.org"))["Message-ID"]
    )
    assert first != copy_of(who=reader(8))["Message-ID"]
    assert first.startswith("<open-models.2026-11-24.")
    assert first.endswith("@briefing.example>")


def test_text_alone():
    message = copy_of(text_only=True)
    assert message.get_content_type() == "text/plain"
    assert "Leave: https://briefing.example/u/7?t=a&b=c\n" in content(message, "plain")
    assert message["List-Unsubscribe-Post"]


def test_pictures_of_the_archive():
    message = copy_of(pictures=Pictures.HOSTED)
    source = "https://briefing.example/open-models/2026-11-24/diagrams/1-pie.png"
    assert f'src="{source}"' in content(message, "html")
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_an_issue_without_pictures():
    kinds = [part.get_content_type() for part in copy_of(issue_message(pictures=0)).walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]


def test_copies_share_what_is_large():
    issue = compiled().full
    first, second = (splice(issue, reader(n)).pieces for n in (1, 2))
    shared = sum(len(a) for a, b in zip(first, second, strict=True) if a is b)
    assert shared > 0.8 * sum(map(len, first))


@pytest.mark.parametrize(
    "values", [{}, {UNSUBSCRIBE_URL: "https://x.example/", PREFERENCES_URL: ""}]
)
def test_a_copy_without_a_value_is_not_written(values):
    with pytest.raises(DeliveryError, match="no value for the placeholder"):
        splice(compiled().full, reader(values=values))


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (b"Subject: x\r\n\r\ntext\r\n", "a text and an HTML part"),
        (issue_message().replace(b"Message-ID", b"X-Message-ID"), "no Message-ID"),
        (issue_message().replace(b"Date:", b"X-Date:"), "lacks Date"),
        (issue_message().replace(b"Content-Language: de", "X-Ort: Köln".encode()), "not in ASCII"),
    ],
)
def test_a_message_that_lacks_what_copies_need(message, said):
    with pytest.raises(DeliveryError, match=said):
        compiled(message)


def test_hosted_pictures_need_an_archive():
    message = issue_message().replace(b"Archived-At", b"X-Archived-At")
    with pytest.raises(DeliveryError, match="https archive"):
        compiled(message, pictures=Pictures.HOSTED)
    assert copy_of(message)["List-Archive"] is None


def test_one_click_needs_https():
    values = {UNSUBSCRIBE_URL: "http://briefing.example/u/7", PREFERENCES_URL: "x"}
    with pytest.raises(DeliveryError, match="https"):
        splice(compiled().full, reader(values=values))


# --- any text, any value ------------------------------------------------------------------------

ENDS = "\r\n\0\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""What the parser of the standard library takes for the end of a line, or chokes on."""
LINES = st.lists(
    st.one_of(
        st.text(st.characters(codec="utf-8", exclude_characters=ENDS), max_size=120),
        st.sampled_from([".", "..", "From here on", " ", "\t", "a  b   c ", "F", "=", "-- "]),
        st.sampled_from(TEXT.split("\n")),
    ),
    min_size=1,
    max_size=12,
)
URL = st.text(
    st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="<>"), max_size=300
)


@given(LINES, URL, st.booleans())
def test_any_text_arrives_whatever_the_values(lines, tail, text_only):
    text = "\n".join(lines).rstrip("\n")
    url = f"https://briefing.example/{tail}"
    values = {UNSUBSCRIBE_URL: url, PREFERENCES_URL: f"F. {tail}."}
    issue = compiled(issue_message(text or "x", f"<p>{UNSUBSCRIBE_URL}</p>{HTML}"))
    copy = splice(issue.for_subscriber(text_only=text_only), reader(values=values))
    raw = bytes(copy)
    message = message_from_bytes(raw, policy=policy.default)
    filled = {**values, "%%postal_address%%": "Figures & Co, 10115 Berlin"}
    names = re.compile("|".join(filled))  # at once, for a value may hold another's name
    expected = names.sub(lambda found: filled[found[0]], text or "x")
    assert content(message, "plain") == f"{expected}\n"
    fit_to_travel(raw)


def fit_to_travel(raw):
    """ASCII, CRLF alone, no line too long, nothing that SMTP or a mailbox file would change."""
    assert raw.isascii()
    assert raw.endswith(b"\r\n")
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = body.split(b"\r\n")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 78
    assert max(map(len, head.split(b"\r\n"))) <= 998
    assert not any(line.startswith((b".", b"From ")) for line in lines)
    # Its own relaxed canonical form (RFC 6376, 3.4.4), so that DKIM may hash it as it is.
    assert not any(line.endswith((b" ", b"\t")) or b"  " in line for line in lines)
    assert not body.endswith(b"\r\n\r\n")


ANY = st.text(max_size=100)


@given(ANY, ANY, st.one_of(ANY, st.sampled_from(["имя@example.org", "a.b+c@xn--e1afmkfd.example"])))
def test_nothing_adds_a_field(subject_like, name, address):
    issue = compiled()
    expected = bytes(splice(issue.full, reader())).partition(b"\r\n\r\n")[0]
    values = {**reader().values, PREFERENCES_URL: subject_like or "x"}
    try:
        copy = splice(issue.full, reader(name=name, address=address, values=values))
    except AddressError:
        return
    head = bytes(copy).partition(b"\r\n\r\n")[0]
    names = [line.split(b":")[0] for line in head.split(b"\r\n") if line[:1] != b" "]
    wanted = [line.split(b":")[0] for line in expected.split(b"\r\n") if line[:1] != b" "]
    assert names == wanted
    assert copy.ascii is address.isascii()
    assert max(map(len, head.split(b"\r\n"))) <= 998
