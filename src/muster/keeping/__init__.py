"""The commands of `muster` that add: import, review, history, undo, backup and restore.

What they need is imported where it is used: a question in a terminal should not wait for it.
"""

from muster.keeping.copies import backup, restore
from muster.keeping.history import history, undo
from muster.keeping.importing import import_
from muster.keeping.reviewing import review

KEEPING = (import_, review, history, undo, backup, restore)
