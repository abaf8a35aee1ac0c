"""Imports, their items, and the revisions of each item."""

import sqlalchemy as sa
from alembic import op

from muster.store.guards import guard

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables; none of their rows is ever changed or deleted."""
    op.create_table(
        "imports",
        sa.Column("import_id", sa.String(32), primary_key=True),
        sa.Column("series", sa.Text, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_table(
        "items",
        sa.Column("item_id", sa.String(40), primary_key=True),
        sa.Column("claim_id", sa.Text, nullable=False),
        sa.Column("series", sa.Text, nullable=False),
        sa.Column("import_id", sa.String(32), sa.ForeignKey("imports.import_id"), nullable=False),
    )
    op.create_index("items_by_claim", "items", ["claim_id"])
    op.create_index("items_by_series", "items", ["series"])
    op.create_table(
        "revisions",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("item_id", sa.String(40), sa.ForeignKey("items.item_id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("action", sa.String(12), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("proposed", sa.Text),
        sa.Column("import_id", sa.String(32), sa.ForeignKey("imports.import_id")),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("one_line_of_revisions", "revisions", ["item_id", "number"], unique=True)
    op.create_index("revisions_by_import", "revisions", ["import_id"])
    for table in ("imports", "items", "revisions"):
        guard(op.get_bind(), table)
