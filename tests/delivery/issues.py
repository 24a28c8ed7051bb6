"""An issue's message as render makes it: text, HTML and pictures, with placeholders."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

from briefing.delivery.compiled import CompiledIssue, Personal, compile_issue
from briefing.model.placeholder import POSTAL_ADDRESS, PREFERENCES_URL, UNSUBSCRIBE_URL

DAY = datetime(2026, 11, 24, 6, tzinfo=UTC)
TEXT = (
    f"Zahlen und Größen: 2×\n\nLeave: {UNSUBSCRIBE_URL}\nChange: {PREFERENCES_URL}.\n"
    f"{POSTAL_ADDRESS}\n"
)
HTML = (
    f'<p>Größen</p>\n<img src="cid:1.abc@briefing.example" alt="">\n'
    f'<p><a href="{UNSUBSCRIBE_URL}">Leave</a> · <a href="{PREFERENCES_URL}">x</a></p>\n'
    f"<p>{POSTAL_ADDRESS}</p>\n"
)
PNG = bytes(range(256)) * 8


def issue_message(
    text: str = TEXT, html: str = HTML, *, pictures: int = 1, subject="Größer"
) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "Größer"
    message["From"] = "The Daily Figure <daily@briefing.example>"
    message["To"] = "undisclosed-recipients:;"
    message["Date"] = DAY
    message["Message-ID"] = "<open-models.2026-11-24@briefing.example>"
    message["List-Id"] = "Open models <open-models.briefing.example>"
    message["Archived-At"] = "<https://briefing.example/open-models/2026-11-24/>"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = "de"
    for number in range(1, pictures + 1):
        message.get_payload(1).add_related(
            PNG,
            "image",
            "png",
            cid=f"<{number}.abc@briefing.example>",
            filename=f"{number}-pie.png",
            disposition="inline",
        )
    return message.as_bytes()


def compiled(message: bytes | None = None, **options) -> CompiledIssue:
    constants = {POSTAL_ADDRESS: "Figures & Co, 10115 Berlin"}
    made = issue_message() if message is None else message
    return compile_issue(made, constants=constants, feedback_id="briefing", **options)


def reader(number: int = 7, **changed) -> Personal:
    values = {
        UNSUBSCRIBE_URL: f"https://briefing.example/u/{number}?t=a&b=c",
        PREFERENCES_URL: f"https://briefing.example/p/{number}",
    }
    given = {
        "address": f"reader{number}@example.org",
        "values": values,
        "unsubscribe_address": "unsubscribe@briefing.example",
        **changed,
    }
    return Personal(number, **given)
