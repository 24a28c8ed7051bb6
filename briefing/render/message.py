"""The issue as one RFC 5322 message, with its pictures inside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import parseaddr

from briefing.model.article import Article, plain
from briefing.model.delivery import IssueKind
from briefing.model.header_text import one_line
from briefing.model.topic import Publication
from briefing.render.frame import IssueFrame
from briefing.render.pictures import FOLDER
from briefing.render.places import domain_of, issue_url

POLICY = SMTP.clone(max_line_length=78)


def make_message(
    article: Article,
    publication: Publication,
    frame: IssueFrame,
    *,
    html: str,
    text: str,
    pictures: Mapping[str, bytes],
) -> bytes:
    """Return a complete message: text and HTML as alternatives, pictures by Content-ID.

    `pictures` are PNG files by the name under which the HTML refers to them. The same issue gives
    the same bytes: boundaries and ids are made from its content (RFC 2046, RFC 2392).
    """
    digest = hashlib.sha256("\0".join([html, text]).encode()).hexdigest()[:24]
    domain = domain_of(publication)
    # Short enough that no mail program sees a folded Content-ID.
    ids = {name: f"{number}.{digest}@{domain}" for number, name in enumerate(pictures, 1)}
    message = EmailMessage(policy=POLICY)
    _set_headers(message, article, publication, frame)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(by_content_id(html, ids), subtype="html", cte="quoted-printable")
    body = message.get_payload(1)
    assert isinstance(body, MIMEPart)
    for name, content in pictures.items():
        body.add_related(
            content,
            "image",
            "png",
            cid=f"<{ids[name]}>",
            filename=name.removeprefix(f"{FOLDER}/"),
            disposition="inline",
        )
    # Last, for content that is set takes away what stood before. RFC 3282 allows two languages.
    spoken = dict.fromkeys([article.lang, frame.tongue.lang])
    message["Content-Language"] = ", ".join(spoken)
    for number, part in enumerate(_containers(message)):
        part.set_boundary(f"={number}={digest}=")
    return message.as_bytes()


def by_content_id(html: str, ids: Mapping[str, str]) -> str:
    """Return the HTML with each picture's name replaced by its Content-ID."""
    for name, cid in ids.items():
        html = html.replace(f'src="{name}"', f'src="cid:{cid}"')
    return html


def _set_headers(
    message: EmailMessage, article: Article, publication: Publication, frame: IssueFrame
) -> None:
    domain = domain_of(publication)
    mark = f"[{frame.words.sample}] " if article.sample else ""
    message["Subject"] = one_line(f"{mark}{plain(article.title)}")
    message["From"] = sender_of(publication)
    message["To"] = "undisclosed-recipients:;"
    message["Date"] = _date(article.as_of)
    weekly = "" if article.kind == IssueKind.DAILY else f"{article.kind}."
    message["Message-ID"] = f"<{article.topic}.{weekly}{article.date.isoformat()}@{domain}>"
    message["List-Id"] = f"{one_line(article.topic_title)} <{article.topic}.{domain}>"
    message["Archived-At"] = f"<{issue_url(article, publication)}>"


def sender_of(publication: Publication) -> Address:
    """Return the publication's sender as a mailbox."""
    name, address = parseaddr(publication.sender)
    return Address(one_line(name), addr_spec=address)


def _date(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _containers(message: EmailMessage) -> Iterator[MIMEPart]:
    return (part for part in message.walk() if part.is_multipart() and isinstance(part, MIMEPart))
