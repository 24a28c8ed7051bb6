"""`briefing doctor`: whether all is fit to send, and what to do about it."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from ipaddress import ip_address
from typing import TYPE_CHECKING

from briefing.cli.options import (
    CHECK_FAILED,
    DONE,
    Commands,
    add_command,
    add_json_option,
    say,
)

if TYPE_CHECKING:
    from briefing.doctor import Examination

MARKS = {"error": "✗", "warning": "!", "notice": "·"}


def add_doctor(commands: Commands) -> None:
    """Add `briefing doctor`."""
    doctor = add_command(
        commands, "doctor", _doctor, "check names, mail server, machine and settings"
    )
    doctor.add_argument(
        "--address",
        action="append",
        default=[],
        metavar="IP",
        type=_ip,
        help="an address from which mail leaves (as often as there are)",
    )
    doctor.add_argument("--dns", metavar="IP", help="the name server to ask")
    doctor.add_argument(
        "--time-server", default="pool.ntp.org", metavar="HOST", help="whom to ask for the time"
    )
    add_json_option(doctor)


def _ip(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no IP address") from None


def _doctor(options: argparse.Namespace) -> int:
    from briefing.doctor import Patient, examine
    from briefing.doctor.names import make_resolver
    from briefing.wiring import find_premises, utc_now

    site = find_premises(options.site, database=options.db)
    patient = Patient(
        root=site.root,
        publication=site.publication,
        settings=site.settings,
        database_url=site.database_url,
        resolver=make_resolver(options.dns),
        now=utc_now(),
        addresses=tuple(options.address),
        time_server=(options.time_server, 123),
    )
    made: list[Examination] = []
    for examination in examine(patient):
        made.append(examination)
        if not options.json:
            _tell(examination)
    if options.json:
        records = [
            {**asdict(one), "findings": [found.record() for found in one.findings]} for one in made
        ]
        say(json.dumps(records, ensure_ascii=False, indent=2))
    errors = sum(found.severity == "error" for one in made for found in one.findings)
    if not options.json:
        say(f"{errors} to mend before sending" if errors else "fit to send")
    return CHECK_FAILED if errors else DONE


def _tell(examination: Examination) -> None:
    worst = min((list(MARKS).index(found.severity) for found in examination.findings), default=None)
    mark = "✓" if worst is None else list(MARKS.values())[worst]
    say(f"{mark} {examination.name}: {examination.said}")
    for found in examination.findings:
        say(f"    {found.severity}: {found.message}")
        if found.hint:
            say(f"      hint: {found.hint}")
