"""The questions asked of claims, and the selections that they take."""

from muster.query.engine import Answer, Selected, answer
from muster.query.listing import claims_json
from muster.query.selection import Selection

__all__ = ["Answer", "Selected", "Selection", "answer", "claims_json"]
