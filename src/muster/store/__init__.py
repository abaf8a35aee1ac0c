"""What people add, kept for ever: judgements on names. Rows are added and superseded, never changed and never deleted."""

from muster.store.apply import Judged, apply_judgement
from muster.store.judgements import NONE_OF_THEM, Context, Judgement
from muster.store.location import default_location
from muster.store.store import Store

__all__ = [
    "NONE_OF_THEM",
    "Context",
    "Judged",
    "Judgement",
    "Store",
    "apply_judgement",
    "default_location",
]
