"""What people add, kept for ever: judgements on names, imported rows, claims. Nothing is ever changed or deleted."""

from muster.store.apply import Judged, apply_judgement
from muster.store.backup import back_up, restore
from muster.store.importing import new_import
from muster.store.judgements import NONE_OF_THEM, Context, Judgement, check_reason
from muster.store.ledger import Ledger, Watch
from muster.store.location import default_location
from muster.store.revisions import Import, Revision, State, accepted, rejected
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
    "Watch",
    "accepted",
    "apply_judgement",
    "back_up",
    "check_reason",
    "default_location",
    "new_import",
    "rejected",
    "restore",
]
