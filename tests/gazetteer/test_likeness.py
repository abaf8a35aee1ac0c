"""Names spelled nearly so: the filter loses none that the exact measure would find."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from muster.gazetteer.likeness import Likenesses, signature

KEYS = st.text("abcdeiklnorstuvxyz0123", min_size=1, max_size=14)


def likenesses(names: list[str]) -> Likenesses:
    names = sorted(set(names), key=lambda name: (len(name), name))
    lengths = [len(name) for name in names]
    starts = [sum(length < n for length in lengths) for n in range(max(lengths) + 2)]
    signatures = np.array([signature(name) for name in names], dtype=np.uint64)
    return Likenesses(
        np.arange(len(names), dtype=np.uint32), signatures, starts, lambda number: names[number]
    )


@given(KEYS, st.lists(KEYS, min_size=1, max_size=30), st.sampled_from([70.0, 80.0, 90.0]))
def test_it_finds_what_a_look_at_every_name_finds(key, names, least):
    known = sorted(set(names), key=lambda name: (len(name), name))
    found = likenesses(names).nearest(key, least=least, limit=100)
    assert {known[number] for number, _ in found} == {n for n in known if fuzz.ratio(key, n) >= least}
    assert [likeness for _, likeness in found] == sorted((likeness for _, likeness in found), reverse=True)


@given(KEYS, st.integers(0, 14), st.sampled_from("aeks7"))
def test_one_letter_more_flips_at_most_one_bit(key, at, letter):
    longer = key[:at] + letter + key[at:]
    assert (signature(key) ^ signature(longer)).bit_count() <= 1


def test_the_nearest_comes_first_and_the_limit_holds():
    index = likenesses(["vladivostok", "vladikavkaz", "vladivastok", "kursk"])
    first, second = index.nearest("vladivostock", least=80, limit=2)
    assert (first[0], second[0]) == (3, 2)
    assert len(index.nearest("vladivostock", least=80, limit=1)) == 1
    assert index.nearest("xxxx", least=80, limit=5) == []
