"""Names to places: `resolve_name` says which place a text means, which it could mean, or that it does not know."""

from muster.gazetteer.names import fold_name
from muster.gazetteer.resolution import Candidate, Resolution
from muster.gazetteer.resolve import resolve_name

__all__ = ["Candidate", "Resolution", "fold_name", "resolve_name"]
