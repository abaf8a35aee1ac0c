"""Rows taken in as one import, and how the items stand."""

from __future__ import annotations

from muster.store import Store, new_import


def entry(series="file:a"):
    return new_import(
        series=series, file_format="csv", file_name="a.csv", sha256="0" * 64, document="{}", who="Ada"
    )


def take(store: Store, rows: dict[str, object], series="file:a"):
    """Take rows in as one import; return its id, what each row was, and how many were withdrawn."""
    one = entry(series)
    with store.ledger.importing(one) as writer:
        outcome = writer.add([(key, key, {"summary": value}) for key, value in rows.items()])
        return one.import_id, outcome, writer.withdraw_missing()


def states(store: Store):
    return {
        row.item_id: (str(row.state), row.content["summary"], row.number) for row in store.ledger.current()
    }
