"""What the archive is searched by: FTS5 on SQLite, a weighted tsvector on PostgreSQL.

No model of tables can say these, so that they stand here alone; `store/search.py` asks them.
"""

from pathlib import Path

from alembic import op

revision = "0003"
# While 0002 is unreleased it is made anew from the tables, and is away at that moment.
down_revision = "0002" if any(Path(__file__).parent.glob("0002_*.py")) else "0001"


def upgrade() -> None:
    """Create the index."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE archive_search USING fts5("
            "title, dek, body, tokenize='porter unicode61 remove_diacritics 2')"
        )
        return
    op.execute(
        "CREATE TABLE archive_search ("
        "issue_id BIGINT PRIMARY KEY REFERENCES issue(id), language REGCONFIG NOT NULL, "
        "body TEXT NOT NULL, words TSVECTOR NOT NULL)"
    )
    op.execute("CREATE INDEX archive_search_words ON archive_search USING GIN (words)")
