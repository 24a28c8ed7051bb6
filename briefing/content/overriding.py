"""The package's own templates: what each is for, and how a publication comes to override one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from briefing.content.carried import carried_templates
from briefing.content.making import write_new
from briefing.errors import BriefingError, ContentError, ErrorList, did_you_mean

TEMPLATES: Mapping[str, str] = {
    "email/issue.mjml.j2": "an issue's mail: its order, from masthead to footer",
    "email/head.mjml.j2": "what stands in every mail's head: colours, dark mode, phones",
    "email/evidence.mjml.j2": 'sources and "How we know", under an issue',
    "email/footer.mjml.j2": "the end of an issue's mail: why you get it, how to leave, the address",
    "email/letter.mjml.j2": "the engine's own mails: confirm, welcome, changed, goodbye",
    "email/prose.css.j2": "the look of running text in mail",
    "email/h1.css.j2": "the look of a mail's headline",
    "email/h2.css.j2": "the look of a section's heading in mail",
    "email/h3.css.j2": "the look of a heading within a section in mail",
    "web/issue.html.j2": "an issue's page",
    "web/page.css.j2": "the look of an issue's page",
    "web/issue_head.html.j2": "what an archived issue's page has in its head",
    "web/issue_foot.html.j2": "what stands under an archived issue: its neighbours, subscribing",
    "web/masthead.html.j2": "the publication's name and ways, above every page",
    "web/base.html.j2": "the frame of every page but an issue's own",
    "web/site.css.j2": "the look of the public pages",
    "web/dress.css.j2": "the look of what stands around pages and archived issues alike",
    "web/icon.svg.j2": "the icon in the browser's tab",
    "web/home.html.j2": "the front page",
    "web/topic.html.j2": "a topic's page: what it is, and its issues",
    "web/issues.html.j2": "a list of issues, on several pages",
    "web/search.html.j2": "the search page and what was found",
    "web/problem.html.j2": "the page that says what went wrong",
    "web/robots.txt.j2": "what search engines may look at",
    "web/subscribing/subscribe.html.j2": "the page on which readers subscribe",
    "web/subscribing/fields.html.j2": "the fields that the forms have in common",
    "web/subscribing/lines.html.j2": "the list of topics that somebody has chosen",
    "web/subscribing/sent.html.j2": "after subscribing: look into your mailbox",
    "web/subscribing/confirm.html.j2": "where the mail's link leads: confirm",
    "web/subscribing/welcome.html.j2": "after confirming",
    "web/subscribing/preferences.html.j2": "what a subscriber gets, and when",
    "web/subscribing/unsubscribe.html.j2": "where a mail's way out leads",
    "web/subscribing/left.html.j2": "after leaving",
    "web/subscribing/erase.html.j2": "before everything about a person is erased",
    "web/subscribing/told.html.j2": "a short answer: done, or no longer possible",
    "web/subscribing/embed.html.j2": "the page that gives a form for other sites",
    "web/subscribing/snippet.html.j2": "that form",
    "web/operator/login.html.j2": "the operator's login",
    "web/operator/overview.html.j2": "the operator's overview",
    "web/operator/issue.html.j2": "an issue as the operator sees it",
    "web/operator/approve.html.j2": "where an issue is approved before it is sent",
    "web/operator/parts.html.j2": "what the operator's pages have in common",
}
"""What the package carries, and what each is for; a topic's template is each publication's own."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A template of the package: its name, what it is for, whether the publication overrides it."""

    name: str
    purpose: str
    overridden: bool


def list_carried(root: Path) -> list[Carried]:
    """Return the package's templates as a publication has them."""
    return [Carried(name, what, _has(root, name)) for name, what in TEMPLATES.items()]


def copy_carried(root: Path, name: str) -> Path:
    """Copy a template of the package into the publication, where it overrides the package's.

    Raises: ContentError where there is no such template, or the publication has it already.
    """
    name = name.removeprefix("templates/")
    if name not in TEMPLATES:
        hint = did_you_mean(name, TEMPLATES) or "`briefing templates` lists them"
        raise ContentError(f"the package carries no template {name!r}", hint=hint)
    path = f"templates/{name}"
    if (root / "templates").resolve() == carried_templates().resolve():
        raise ContentError(f"{path} is the package's own in this publication", hint="edit it")
    write_new(root, {path: (carried_templates() / name).read_bytes()})
    return root / path


@contextmanager
def owning_up(root: Path) -> Iterator[None]:
    """Say of errors in the package's own templates whose they are, and how to change one."""
    try:
        yield
    except ErrorList as error:
        for one in error.errors:
            _own_up(root, one)
        raise ErrorList(error.errors) from error
    except BriefingError as error:
        _own_up(root, error)
        raise


def _own_up(root: Path, error: BriefingError) -> None:
    folder, _, name = (error.at.path if error.at else "").partition("/")
    if folder == "templates" and name in TEMPLATES and not _has(root, name):
        own = f"this template is the package's; `briefing templates copy {name}` gives you your own"
        error.hint = f"{error.hint}; {own}" if error.hint else own


def _has(root: Path, name: str) -> bool:
    return (root / "templates" / name).is_file()
