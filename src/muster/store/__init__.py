"""What people add, kept for ever: judgements on names, imported rows, claims. Nothing is ever changed or deleted."""

from muster.store.apply import Judged, apply_judgement
from muster.store.backup import back_up, restore
from muster.store.judgements import NONE_OF_THEM, Context, Judgement
from muster.store.ledger import Import, Ledger, Revision, State, new_import
from muster.store.location import default_location
from muster.store.store import Store

__all__ = [
    "NONE_OF_THEM",
    "Context",
    "Import",
    "Judged",
    "Judgement",
    "Ledger",
    "Revision",
    "State",
    "Store",
    "apply_judgement",
    "back_up",
    "default_location",
    "new_import",
    "restore",
]
