"""A head that no longer gains rests, once, also over a stop."""

import json

import pytest

from runnel_training.heads import SENTIMENT, load_heads
from runnel_training.held_out import HeldOut
from runnel_training.row_maker import RowMaker

RECIPE = {
    "sources": {SENTIMENT: {}},
    "early_stopping": {"checks": 12, "rows": 5, "least_gain": 0.005, "patience": 2, "rest": 0.3, "also_taught": {}},
}


class Rests:
    """Remembers which heads were told to rest."""

    def __init__(self) -> None:
        self.told: list[tuple[str, float]] = []

    def rest(self, head: str, factor: float) -> None:
        self.told.append((head, factor))


@pytest.fixture
def held_out(tmp_path, tokenizer, monkeypatch):
    """Checks whose losses are those given, one after the other."""
    (tmp_path / "prepared").mkdir()
    row = {"dataset": "one", "passages": ["great day"], "labels": {"positive": 1.0}}
    (tmp_path / "prepared" / f"{SENTIMENT}.calibration.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")

    def made(*losses: float) -> HeldOut:
        heads, left = load_heads(), iter(losses)
        monkeypatch.setattr(HeldOut, "losses", lambda self, model: {SENTIMENT: next(left)})
        return HeldOut(tmp_path, RowMaker(tokenizer, heads), heads, RECIPE)

    return made


def test_a_head_that_misses_its_best_too_often_rests_once(held_out):
    run, sampler, facts = held_out(1.0, 1.1, 1.2, 1.3, 0.5, 0.6, 0.7), Rests(), {"steps": 10}
    for _ in range(3):
        run.check(None, sampler, facts)
    assert sampler.told == [(SENTIMENT, 0.3)] and facts["rested"] == {SENTIMENT: 10}
    for _ in range(4):
        run.check(None, sampler, facts)
    assert len(sampler.told) == 1


def test_a_resumed_run_remembers_the_best_loss_and_how_often_it_was_missed(held_out):
    facts = {"steps": 10}
    first, second = Rests(), Rests()
    stopped = held_out(1.0, 1.1)
    stopped.check(None, first, facts)
    stopped.check(None, first, facts)
    resumed = held_out(1.05)
    resumed.rest_again(second, facts)
    assert first.told == second.told == []
    resumed.check(None, second, facts)
    assert second.told == [(SENTIMENT, 0.3)]


def test_a_resumed_run_rests_what_rested(held_out):
    sampler, facts = Rests(), {"steps": 20, "rested": {SENTIMENT: 10}}
    resumed = held_out(1.0, 1.1, 1.2)
    resumed.rest_again(sampler, facts)
    for _ in range(3):
        resumed.check(None, sampler, facts)
    assert sampler.told == [(SENTIMENT, 0.3)]
