"""Answers that are kept while there is room, the longest unused given up first: a cache by weight, not by number."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values by key, of together at most `room`; a value that alone is heavier is made anew each time."""

    def __init__(self, room: int, weigh: Callable[[Value], int]) -> None:
        self._room, self._weigh = room, weigh
        self._held: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return what is kept under a key; else make it, outside of the lock, and keep it."""
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
                return found[0]
        value = make()
        weight = self._weigh(value)
        with self._lock:
            if key not in self._held and weight <= self._room:
                self._held[key] = (value, weight)
                self._weight += weight
            while self._weight > self._room:
                self._weight -= self._held.popitem(last=False)[1][1]
        return value
