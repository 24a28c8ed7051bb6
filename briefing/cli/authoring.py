"""`briefing init` and `briefing new`: publications and topics that build at once."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.cli.options import DONE, Commands, add_command, open_site, say
from briefing.errors import ContentError, did_you_mean

if TYPE_CHECKING:
    from briefing.service.new_topic import Made


SHAPES = ("article", "digest", "dashboard")


def add_init(commands: Commands) -> None:
    """Add `briefing init`."""
    summary = "make a new publication: settings, theme, a topic, sample data"
    init = commands.add_parser("init", help=summary, description=summary[:1].upper() + summary[1:])
    init.add_argument("folder", type=Path, metavar="DIR", help="a folder that is new or empty")
    init.add_argument("--name", default="", help="the publication's name (from the folder's)")
    init.set_defaults(run=_init)


def _init(options: argparse.Namespace) -> int:
    from briefing.content.making import make_publication
    from briefing.schema import SCHEMAS

    folder: Path = options.folder
    name = options.name or folder.resolve().name.replace("-", " ").replace("_", " ").title()
    schemas = {path: write().encode() for path, write in SCHEMAS.items()}
    files = make_publication(folder, name, schemas)
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
        "--source",
        action="append",
        default=[],
        metavar="WHAT",
        help="a site's or a feed's address, hf:author, gh:owner/repository, a .csv or .opml file; "
        "repeat it for more",
    )
    new.add_argument("--shape", choices=SHAPES, help="what its issue looks like (digest)")
    new.add_argument(
        "--from-article",
        type=Path,
        metavar="FILE",
        help="take structure and figures from a published article: text, Markdown or HTML",
    )
    new.add_argument(
        "--offline", "--no-collect", action="store_true", help="fetch nothing; begin with samples"
    )
    new.add_argument(
        "--allow-private",
        action="store_true",
        help="permit sources on loopback and private networks",
    )


def _new(options: argparse.Namespace) -> int:
    from briefing.service.new_topic import check_name, from_article, from_sources, make

    site = open_site(options)
    check_name(site, options.name)
    if options.from_article:
        if options.source or options.shape:
            raise ContentError(
                "an article brings its own shape and figures",
                hint="make the topic without --source and --shape, then add sources to its file",
            )
        draft, _ = from_article(
            site, options.name, options.from_article, title=options.title, lang=options.lang
        )
    else:
        _ask(options)
        draft = from_sources(
            site,
            options.name,
            options.source,
            title=options.title,
            shape=options.shape or "digest",
            lang=options.lang,
            offline=options.offline,
            allow_private=options.allow_private,
        )
    _tell(options.name, make(site, options.name, draft, offline=options.offline))
    return DONE


def _ask(options: argparse.Namespace) -> None:
    """Ask for what the arguments left open, where somebody is there to answer."""
    if sys.stdin.isatty():
        likely = options.name.replace("-", " ").capitalize()
        options.title = options.title or _answer(f"Title [{likely}]: ")
        if not options.source:
            say(
                "Sources, one a line: a site's or a feed's address, hf:author, gh:owner/repository,"
            )
            say("a .csv or .opml file. An empty line ends the list.")
            options.source = list(iter(lambda: _answer("  source: "), ""))
        while options.source and options.shape not in SHAPES:
            if options.shape:
                meant = did_you_mean(options.shape, SHAPES) or "choose one of them"
                say(f"  no shape is called {options.shape!r}: {meant}")
            options.shape = _answer(f"Shape: {', '.join(SHAPES)} [digest]: ").lower() or "digest"
    if not options.source:
        raise ContentError(
            "a topic needs a source",
            hint="name one with --source, such as --source https://example.org",
        )


def _answer(question: str) -> str:
    """Return what is typed; the end of the input answers as an empty line does."""
    try:
        return input(question).strip()
    except EOFError:
        say("")
        return ""


def _tell(name: str, made: Made) -> None:
    from briefing.output import counted, verdict

    say(f"{name}: made")
    for path in made.draft.files:
        say(f"  {path}")
    article = made.issue.article
    parts = [
        counted(len(article.sections), "section"),
        counted(len(article.diagrams), "diagram"),
        counted(len(article.directives), "directive"),
    ]
    if made.issue.article.figures and not made.draft.figures:
        parts.append(counted(len(made.issue.article.figures), "figure"))
    if made.draft.figures:
        parts.append(f"{counted(len(made.draft.figures), 'figure')} to bind to sources")
    say(f"  it builds: {', '.join(parts)}; {verdict(made.issue.findings)}")
    for remark in (*made.draft.remarks, *made.failures):
        say(f"  note: {remark.partition(chr(10))[0]}")
    if made.sample:
        say("  its data are a sample, made up for the first look")
    how = " --replay" if made.sample else ""
    steps = [
        (f"briefing build {name}{how}", "build its issue, and say where it is"),
        (f"briefing preview{how}", f"see it in the browser while you edit {_template(name)}"),
        (f"briefing lint {name}", "look its template over")
        if made.draft.figures
        else (f"briefing collect {name}", "fetch what its sources have now"),
    ]
    width = max(len(step) for step, _ in steps)
    say("next:")
    for step, what in steps:
        say(f"  {step:<{width}}   {what}")


def _template(name: str) -> str:
    return f"templates/topics/{name}.md.j2"
