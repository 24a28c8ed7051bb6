"""Look a database over without changing anything in it but its schema's version."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from briefing.errors import StoreError
from briefing.store.open import open_database
from briefing.store.writing import writing


@dataclass(frozen=True, slots=True)
class Seen:
    """A database: the product and version, our schema's version, and damage found, if any."""

    version: str
    schema: str
    damage: str = ""


def examine_database(address: str) -> Seen:
    """Return what a database looks like.

    Raises: StoreError where it cannot be opened, migrated, read or written.
    """
    engine = open_database(address)
    try:
        with writing(engine):
            pass  # a SQLite file that another program keeps locked can still be read
        with engine.connect() as connection:
            schema = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            if engine.dialect.name != "sqlite":
                version = connection.execute(text("SHOW server_version")).scalar()
                return Seen(f"PostgreSQL {version}", str(schema))
            version = connection.execute(text("SELECT sqlite_version()")).scalar()
            said = connection.execute(text("PRAGMA quick_check(1)")).scalar()
            return Seen(f"SQLite {version}", str(schema), "" if said == "ok" else str(said))
    except SQLAlchemyError as error:
        raise StoreError(
            f"the database cannot be read: {getattr(error, 'orig', None) or error}",
            hint="check the disk and the file, and restore a backup if it is damaged",
        ) from error
    finally:
        engine.dispose()


def ask_database(engine: Engine) -> None:
    """Ask an open database for an answer, whichever.

    Raises: StoreError where it gives none.
    """
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        # The driver's own words may name the address and its user: readers of /readyz need neither.
        raise StoreError(f"the database does not answer ({type(error).__name__})") from error
