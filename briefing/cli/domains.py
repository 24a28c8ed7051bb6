"""`briefing domains`: which receiving domains are written to more slowly, or not at all."""

from __future__ import annotations

import argparse

from briefing.cli.options import DONE, Commands, add_command, open_site, say
from briefing.errors import DataError


def add_domains(commands: Commands) -> None:
    """Add `briefing domains`."""
    domains = add_command(
        commands, "domains", _domains, "list receiving domains that refuse us, or resume one"
    )
    domains.add_argument("do", nargs="?", choices=("list", "resume"), default="list")
    domains.add_argument("domain", nargs="?", metavar="DOMAIN", help="which one to resume")


def _domains(options: argparse.Namespace) -> int:
    from briefing.service.dispatch import open_dispatch
    from briefing.wiring import utc_now

    outbox = open_dispatch(open_site(options)).outbox
    if options.do == "resume":
        if not options.domain:
            raise DataError("no domain to resume", hint="`briefing domains` lists those there are")
        if not outbox.resume_domain(options.domain.lower(), utc_now()):
            raise DataError(
                f"{options.domain!r} is not paused", hint="`briefing domains` lists those that are"
            )
        say(f"{options.domain} is written to again")
        return DONE
    states = outbox.load_domains()
    for state in states:
        how = "paused" if state.paused else f"{state.rate_per_s:g} messages a second"
        say(f"{state.domain}: {how}" + (f" ({state.note})" if state.note else ""))
    if not states:
        say("every domain is written to at full speed")
    return DONE
