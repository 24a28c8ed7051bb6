"""`briefing templates`: the package's own templates, and how to override one."""

from __future__ import annotations

import argparse
from pathlib import Path

from briefing.cli.options import DONE, Commands, say


def add_templates(commands: Commands) -> None:
    """Add `briefing templates list|copy`."""
    summary = "list the package's templates, or copy one to override it"
    parser = commands.add_parser(
        "templates", help=summary, description=summary[:1].upper() + summary[1:]
    )
    parser.add_argument("--site", type=Path, metavar="DIR", help="the publication's folder")
    parser.set_defaults(run=_list)
    actions = parser.add_subparsers(title="actions", metavar="ACTION")
    actions.add_parser("list", help="what there is, and what this publication overrides")
    copy = actions.add_parser("copy", help="copy one into this publication's templates/")
    for action in actions.choices.values():
        action.add_argument("--site", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    copy.add_argument("name", metavar="NAME", help="such as email/footer.mjml.j2")
    copy.set_defaults(run=_copy)


def _list(options: argparse.Namespace) -> int:
    from briefing.content.overriding import list_carried
    from briefing.wiring import find_site

    carried = list_carried(find_site((options.site or Path.cwd()).resolve()))
    width = max(len(one.name) for one in carried)
    for one in carried:
        own = "  (your own, in templates/)" if one.overridden else ""
        say(f"{one.name:<{width}}  {one.purpose}{own}")
    return DONE


def _copy(options: argparse.Namespace) -> int:
    from briefing.content.overriding import TEMPLATES, copy_carried
    from briefing.wiring import find_site

    root = find_site((options.site or Path.cwd()).resolve())
    name = copy_carried(root, options.name).relative_to(root / "templates").as_posix()
    say(f"templates/{name}: made, and used in place of the package's: {TEMPLATES[name]}")
    say("delete it to have the package's again; newer versions of the package do not change yours")
    return DONE
