"""`briefing dkim`: the keys that sign messages, and the DNS records that let receivers check."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.cli.options import DONE, Commands, say
from briefing.errors import DeliveryError, Location

if TYPE_CHECKING:
    from briefing.delivery.dkim import DkimKey

ALGORITHMS = ("rsa", "ed25519")


def add_dkim(commands: Commands) -> None:
    """Add `briefing dkim new` and `briefing dkim show`."""
    summary = "make keys that sign messages, and print their DNS records"
    group = commands.add_parser("dkim", help=summary, description=summary.capitalize())
    actions = group.add_subparsers(title="actions", metavar="ACTION", required=True)
    new = actions.add_parser("new", help="make a key, and print its DNS record")
    _add_names(new)
    new.add_argument("--algorithm", choices=ALGORITHMS, default="rsa", help="kind of key (rsa)")
    new.set_defaults(run=_new)
    show = actions.add_parser("show", help="print the DNS record of a key that is there")
    _add_names(show)
    show.set_defaults(run=_show)


def _add_names(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("domain", metavar="DOMAIN", help="the domain that signs")
    parser.add_argument(
        "--selector", metavar="S", default="briefing", help="the key's name in DNS (briefing)"
    )
    parser.add_argument(
        "--file", type=Path, metavar="FILE", help="the key's file (var/dkim/DOMAIN.S.pem)"
    )


def _new(options: argparse.Namespace) -> int:
    from briefing.delivery.dkim import load_key, new_key

    path = _path(options)
    pem = new_key(options.algorithm)
    key = load_key(pem, domain=options.domain, selector=options.selector)
    _write_secret(path, pem)
    say(f"the private key is in {path}; its owner alone can read it\n")
    _say_record(key)
    say("\nthen name the key in briefing.toml:\n")
    say(f'[[mail.dkim]]\ndomain = "{key.domain}"\nselector = "{key.selector}"\nfile = "{path}"')
    if key.algorithm == "rsa":
        say("\nfor receivers that know Ed25519 (RFC 8463), make a second key beside it:\n")
        say(f"  briefing dkim new {key.domain} --selector {key.selector}2 --algorithm ed25519")
    return DONE


def _show(options: argparse.Namespace) -> int:
    from briefing.delivery.dkim import load_key

    path = _path(options)
    try:
        pem = path.read_bytes()
    except OSError as error:
        raise DeliveryError(
            f"the key cannot be read: {error.strerror}",
            hint=f"make one with `briefing dkim new {options.domain}`",
            at=Location(str(path)),
        ) from error
    _say_record(load_key(pem, domain=options.domain, selector=options.selector))
    return DONE


def _path(options: argparse.Namespace) -> Path:
    from briefing.delivery.dkim import check_names

    check_names(options.domain, options.selector)
    path: Path | None = options.file
    return path or Path("var") / "dkim" / f"{options.domain}.{options.selector}.pem"


def _say_record(key: DkimKey) -> None:
    from briefing.delivery.dkim import record_name, record_text, zone_line

    say("publish this TXT record in DNS:\n")
    say(f"  name   {record_name(key)}")
    say(f"  value  {record_text(key)}\n")
    say("as a line of a zone file:\n")
    say(f"  {zone_line(key)}")


def _write_secret(path: Path, content: bytes) -> None:
    """Write a file that was not there, readable by its owner alone."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(path, error) from error
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except FileExistsError as error:
        raise DeliveryError(
            "there is a key already, and messages may be signed with it",
            hint="give the new one another --selector; keep the old record in DNS for a week",
            at=Location(str(path)),
        ) from error
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> DeliveryError:
    return DeliveryError(f"the key cannot be written: {error.strerror}", at=Location(str(path)))
