"""The store of judgements, as it was before there were migrations."""

import sqlalchemy as sa
from alembic import op

from muster.store.guards import guard

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and its rules; a store from before there were migrations has them already."""
    if sa.inspect(op.get_bind()).has_table("judgements"):
        return
    op.create_table(
        "judgements",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("judgement_id", sa.String(32), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("place_id", sa.Text),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("supersedes", sa.String(32), sa.ForeignKey("judgements.judgement_id")),
        sa.CheckConstraint("document_id <> '' OR country <> ''", name="judgement_has_a_context"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "one_line_of_judgements",
        "judgements",
        ["name_key", "document_id", "country", sa.text("coalesce(supersedes, '')")],
        unique=True,
    )
    guard(op.get_bind(), "judgements")
