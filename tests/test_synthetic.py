"""The made-up data sets of the bench: sound by our own rules, and the same each time."""

import sys
from pathlib import Path

from muster.check import load_checked

sys.path.append(str(Path(__file__).parents[1] / "scripts"))

import synthetic


def test_a_made_up_set_passes_every_check(tmp_path):
    dataset = load_checked(synthetic.make(tmp_path, 400))
    assert len(dataset.claims) == 400
    assert len({claim.originator_id for claim in dataset.claims}) <= 40


def test_equal_arguments_give_equal_files_and_another_seed_gives_others(tmp_path):
    one, two, other = (
        synthetic.make(tmp_path / name, 60, seed=seed)
        for name, seed in (("one", 7), ("two", 7), ("other", 8))
    )
    assert [file.read_bytes() for file in sorted(one.iterdir())] == [
        file.read_bytes() for file in sorted(two.iterdir())
    ]
    assert (one / "claims.csv").read_bytes() != (other / "claims.csv").read_bytes()


def test_an_echo_says_the_same_of_the_same_place_and_days(tmp_path):
    dataset = load_checked(synthetic.make(tmp_path, 400))
    echoed = [claims for claims in dataset.claims_of.values() if len(claims) > 1]
    assert echoed
    for claims in echoed:
        said = {(c.place_id, c.kind, c.event_start, c.event_end, c.count_best) for c in claims}
        assert len(said) == 1


def test_no_event_comes_after_the_document_that_tells_of_it(tmp_path):
    dataset = load_checked(synthetic.make(tmp_path, 400))
    for claim in dataset.claims:
        published = dataset.documents[claim.document_id].published_at.latest
        assert claim.event_end is not None
        assert published is not None
        assert claim.event_end <= published
