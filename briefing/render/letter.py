"""A letter: one of the engine's own mails, from its words to a complete message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Literal

from briefing.model.header_text import one_line
from briefing.model.topic import Publication
from briefing.ports import MjmlEngine
from briefing.render.email import collapse, styled
from briefing.render.message import sender_of
from briefing.render.mjml_template import render_mjml
from briefing.render.places import domain_of
from briefing.render.slots import Style
from briefing.render.text import heading
from briefing.render.wrapping import wrap

TEMPLATE = "email/letter.mjml.j2"


@dataclass(frozen=True, slots=True)
class Story:
    """An issue that a letter points to; its words are in its own language, `label` is not."""

    title: str
    dek: str
    url: str
    label: str
    lang: str = "en"
    direction: Literal["ltr", "rtl"] = "ltr"


@dataclass(frozen=True, slots=True)
class LetterLink:
    """A label and where it leads."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class LetterText:
    """What a letter says, in the order in which it is read; what is empty is left out."""

    subject: str
    headline: str
    intro: str
    lang: str = "en"
    direction: Literal["ltr", "rtl"] = "ltr"
    lines: tuple[str, ...] = ()
    schedule: str = ""
    button: LetterLink | None = None
    story_intro: str = ""
    story: Story | None = None
    notes: tuple[str, ...] = ()
    reason: str = ""
    links: tuple[LetterLink, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterHead:
    """What stands on the envelope: to whom, when, and under which id."""

    to: str
    at: datetime
    id: str


def render_letter(
    text: LetterText,
    head: LetterHead,
    publication: Publication,
    *,
    templates: Sequence[Path],
    mjml: MjmlEngine,
    text_only: bool = False,
) -> bytes:
    """Return the complete message: text, and HTML besides unless it is not wanted.

    Raises: RenderError at the template's line, or an ErrorList of several.
    """
    message = EmailMessage(policy=SMTP.clone(max_line_length=78, utf8=not head.to.isascii()))
    _set_headers(message, text, head, publication)
    message.set_content(letter_plain(text, publication), cte="quoted-printable")
    if not text_only:
        html = letter_html(text, publication, templates=templates, mjml=mjml)
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        message.set_boundary(f"=letter={one_line(head.id)}=")
    message["Content-Language"] = text.lang  # content that is set takes away what stood before
    return message.as_bytes()


def letter_html(
    text: LetterText, publication: Publication, *, templates: Sequence[Path], mjml: MjmlEngine
) -> str:
    """Return the HTML edition.

    Raises: RenderError at the template's line, or an ErrorList of several.
    """
    values = {
        "letter": text,
        "publication": publication,
        "theme": styled(publication.theme),
        "lang": Style(text.lang),
        "direction": Style(text.direction),
        "start": Style("right" if text.direction == "rtl" else "left"),
    }
    source, slots = render_mjml(TEMPLATE, templates, values)
    return collapse(slots.fill(mjml.render(source)))


def letter_plain(text: LetterText, publication: Publication) -> str:
    """Return the text edition."""
    parts = [publication.name, heading(text.headline, "="), wrap(text.intro)]
    if text.lines:
        parts.append("\n".join(wrap(line, "* ", "  ") for line in text.lines))
    if text.schedule:
        parts.append(wrap(text.schedule))
    if text.button:
        parts.append(f"{text.button.label}:\n{text.button.url}")
    if text.story:
        said = [wrap(text.story_intro), "", wrap(text.story.title, "  ", "  ")]
        said += [wrap(text.story.dek, "  ", "  ")] if text.story.dek else []
        parts.append("\n".join([*said, f"  {text.story.url}"]))
    parts += [wrap(note) for note in text.notes]
    # "-- " begins a signature (RFC 3676 section 4.3): replies leave it out.
    foot = ["-- ", wrap(text.reason), *(f"{link.label}: {link.url}" for link in text.links)]
    parts.append("\n".join([*foot, wrap(publication.address)]))
    return "\n\n".join(parts) + "\n"


def _set_headers(
    message: EmailMessage, text: LetterText, head: LetterHead, publication: Publication
) -> None:
    message["Subject"] = one_line(text.subject)
    message["From"] = sender_of(publication)
    local, _, domain = head.to.rpartition("@")
    message["To"] = Address(username=local, domain=domain)
    message["Date"] = head.at.replace(microsecond=0)
    message["Message-ID"] = f"<{one_line(head.id)}@{domain_of(publication)}>"
    # So that no vacation notice answers (RFC 3834; Exchange heeds the second alone).
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
