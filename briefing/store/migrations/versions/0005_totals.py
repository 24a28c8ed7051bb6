"""What is left of deliveries that are no longer kept; bounces know their issue by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table; give bounces the issues of their deliveries."""
    op.create_table(
        "delivery_total",
        sa.Column("issue_id", KEY, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("doubts", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=True),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"]),
        sa.PrimaryKeyConstraint("issue_id", "state", "reply"),
    )
    op.add_column("bounce", sa.Column("issue_id", KEY, nullable=True))
    op.create_index("bounce_issue", "bounce", ["issue_id"], unique=False)
    op.execute(
        "UPDATE bounce SET issue_id ="
        " (SELECT issue_id FROM delivery WHERE delivery.id = bounce.delivery_id)"
    )
