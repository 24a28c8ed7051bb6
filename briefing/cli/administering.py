"""`briefing admin`: who may log in to the operator's page."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from briefing.cli.options import DONE, Commands, add_command, say
from briefing.errors import ContentError

if TYPE_CHECKING:
    from briefing.ports.operating import Accounts


def add_admin(commands: Commands) -> None:
    """Add `briefing admin`."""
    admin = add_command(
        commands, "admin", _admin, "add, remove and list those who may use the operator's page"
    )
    admin.add_argument("action", choices=["add", "passwd", "list", "remove"])
    admin.add_argument("name", nargs="?", default="", metavar="NAME", help="the operator's name")


def _admin(options: argparse.Namespace) -> int:
    from briefing.store import open_database
    from briefing.store.operators import SqlAccounts
    from briefing.wiring import find_premises

    engine = open_database(find_premises(options.site, database=options.db).database_url)
    try:
        return _run(options.action, options.name.strip(), SqlAccounts(engine))
    finally:
        engine.dispose()


def _run(action: str, name: str, accounts: Accounts) -> int:
    if action == "list":
        for account in accounts.load_accounts():
            say(f"{account.name}, since {account.created_at:%Y-%m-%d}")
        return DONE
    if not name:
        raise ContentError("whose account?", hint=f"briefing admin {action} NAME")
    known = accounts.load_account(name)
    if action != "add" and known is None:
        raise ContentError(
            f"there is no operator {name!r}", hint="`briefing admin list` shows them all"
        )
    if action == "add" and known is not None:
        raise ContentError(
            f"there is an operator {name!r} already",
            hint=f"give them a new password with `briefing admin passwd {name}`",
        )
    if action == "remove":
        accounts.remove_account(name)
        say(f"{name} is no operator any more")
        return DONE
    _save(name, accounts)
    return DONE


def _save(name: str, accounts: Accounts) -> None:
    from briefing.flows.login import hash_password
    from briefing.wiring import utc_now

    accounts.save_account(name, hash_password(_password()), at=utc_now())
    say(f"{name} may log in at /operator/")


def _password() -> str:
    """Ask for a password on the terminal, or read a line of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\r\n")
