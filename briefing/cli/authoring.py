"""`briefing init` and `briefing new`: publications and topics that build at once."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.cli.options import DONE, Commands, add_command, open_site, say

if TYPE_CHECKING:
    from briefing.service.new_topic import Made


def add_init(commands: Commands) -> None:
    """Add `briefing init`."""
    summary = "make a new publication: settings, theme, a topic, sample data"
    init = commands.add_parser("init", help=summary, description=summary[:1].upper() + summary[1:])
    init.add_argument("folder", type=Path, metavar="DIR", help="a folder that is new or empty")
    init.add_argument("--name", default="", help="the publication's name (from the folder's)")
    init.set_defaults(run=_init)


def _init(options: argparse.Namespace) -> int:
    from briefing.content.making import make_publication

    folder: Path = options.folder
    name = options.name or folder.resolve().name.replace("-", " ").replace("_", " ").title()
    files = make_publication(folder, name)
    say(f"{folder}: made {name!r} in {len(files)} files; README.md says what each is for")
    say("next:")
    go = "" if folder.resolve() == Path.cwd() else f"cd {folder} && "
    say(f"  {go}briefing build --replay      build its first issue from the sample data")
    say("  briefing new my-topic         make a topic of your own")
    return DONE


def add_new(commands: Commands) -> None:
    """Add `briefing new`."""
    new = add_command(commands, "new", _new, "make a new topic that builds at once")
    new.add_argument("name", metavar="NAME", help="small letters, digits and hyphens")
    new.add_argument("--title", default="", help="what readers see")
    new.add_argument("--lang", default="en", metavar="TAG", help="the issue's language (en)")
    new.add_argument(
        "--from-article",
        required=True,
        type=Path,
        metavar="FILE",
        help="a published article: text, Markdown or HTML",
    )


def _new(options: argparse.Namespace) -> int:
    from briefing.service.new_topic import from_article, make

    site = open_site(options)
    draft, _ = from_article(
        site, options.name, options.from_article, title=options.title, lang=options.lang
    )
    made = make(site, options.name, draft)
    _tell(options.name, made)
    return DONE


def _tell(name: str, made: Made) -> None:
    from briefing.output import verdict

    say(f"{name}: made")
    for path in made.draft.files:
        say(f"  {path}")
    article = made.issue.article
    parts = [
        f"{len(article.sections)} sections",
        f"{len(article.diagrams)} diagrams",
        f"{len(article.directives)} directives",
    ]
    if made.draft.figures:
        parts.append(f"{len(made.draft.figures)} figures to bind to sources")
    say(f"  it builds: {', '.join(parts)}; {verdict(made.issue.findings)}")
    for remark in made.draft.remarks:
        say(f"  note: {remark}")
    say("next:")
    say(f"  briefing build {name}      build its issue, and say where it is")
    say(f"  briefing preview      see it in the browser while you edit {_template(name)}")


def _template(name: str) -> str:
    return f"templates/topics/{name}.md.j2"
