"""Short runs without a source: which there are, that each is done once, and what the card tells of them."""

import numpy as np
import pytest
import torch

from runnel_training import encoder, holdout
from runnel_training.encoder import Encoder, Shape
from runnel_training.export import random_batch
from runnel_training.heads import SENTIMENT, load_heads
from runnel_training.model import HeadedEncoder
from runnel_training.train import load_recipe

SOURCES = {"sentiment": {"a": {"share": 0.1}, "b": {"share": 0.1}}, "salience": {"c": {"share": 0.6}}}
RECIPE = {"sources": SOURCES, "holdout": {"sentiment": ["a", "b"]}}
TINY = Shape(layers=1, width=16, heads=2, inner=16, vocabulary=30522, positions=64, epsilon=1e-12)


def test_every_source_is_left_out_once_and_one_run_has_all_heads():
    runs = holdout.planned(RECIPE)
    assert [run.name for run in runs] == [
        "sentiment: all sources", "sentiment: without a", "sentiment: without b", "all heads"
    ]
    assert [list(run.sources["sentiment"]) for run in runs] == [["a", "b"], ["b"], ["a"], ["a", "b"]]
    assert runs[0].tested == runs[-1].tested == (("sentiment", "a"), ("sentiment", "b"))
    assert runs[1].tested == (("sentiment", "a"),)


def test_the_run_of_all_heads_is_so_long_that_a_head_sees_as_much_of_its_own():
    runs = holdout.planned(RECIPE)
    assert runs[-1].length * holdout.share_of("sentiment", SOURCES) == pytest.approx(runs[0].length)


def test_a_source_that_the_head_does_not_have_is_refused():
    with pytest.raises(SystemExit, match="leaves z out of sentiment"):
        holdout.planned({**RECIPE, "holdout": {"sentiment": ["z"]}})


def test_the_recipe_names_sources_that_its_heads_learn_from():
    recipe = load_recipe()
    runs = holdout.planned(recipe)
    reduced = holdout.reduced(recipe, runs[0])
    assert reduced["sources"] == runs[0].sources and reduced["class_weights"] == {}
    assert holdout.reduced(recipe, runs[-1])["class_weights"] == recipe["class_weights"]


@pytest.fixture
def short(tmp_path, monkeypatch):
    """Runs that score one half, and the names of those that were really done."""
    done: list[str] = []

    def measured(work, run, minutes, precision, dev):
        done.append(run.name)
        scores = {}
        for head, source in run.tested:
            scores.setdefault(head, {})[source] = 0.5
        return {"minutes": minutes, "tokens": 2000, "own_tokens": {"sentiment": 2000}, "sources": ["a"], "scores": scores}

    monkeypatch.setattr(holdout, "load_recipe", lambda: RECIPE)
    monkeypatch.setattr(holdout, "measured_run", measured)
    monkeypatch.setattr(holdout, "floor_scores", lambda work, run, dev: {})
    monkeypatch.setattr(holdout, "read_prepared", lambda work, head, split: [])
    monkeypatch.setattr(torch, "set_num_threads", lambda threads: None)
    return done


def test_a_finished_run_is_not_done_again_with_the_same_options(tmp_path, short, capsys):
    holdout.holdout(tmp_path, 8.0, 1, "fp32")
    assert len(short) == 4 and "4 of 4 runs to do, 1.14 minutes each (all heads: 4.57); about 8.8 minutes in all" in capsys.readouterr().out
    holdout.holdout(tmp_path, 8.0, 1, "fp32")
    assert len(short) == 4 and "0 of 4 runs to do" in capsys.readouterr().out


def test_a_stopped_stage_goes_on_with_the_run_that_is_missing(tmp_path, short, monkeypatch):
    whole = holdout.measured_run

    def stopped(work, run, *rest):
        if run.name == "all heads":
            raise KeyboardInterrupt
        return whole(work, run, *rest)

    monkeypatch.setattr(holdout, "measured_run", stopped)
    with pytest.raises(KeyboardInterrupt):
        holdout.holdout(tmp_path, 8.0, 1, "fp32")
    monkeypatch.setattr(holdout, "measured_run", whole)
    short.clear()
    holdout.holdout(tmp_path, 8.0, 1, "fp32")
    assert short == ["all heads"]


def test_examples_are_found_again_after_the_work_folder_was_moved(tmp_path):
    examples, place = tmp_path / "prepared", tmp_path / "link"
    examples.mkdir()
    place.symlink_to(tmp_path / "where it lay before")
    holdout.link(examples, place)
    holdout.link(examples, place)
    assert place.resolve() == examples


def test_other_minutes_begin_anew(tmp_path, short, capsys):
    holdout.holdout(tmp_path, 8.0, 1, "fp32")
    holdout.holdout(tmp_path, 9.0, 1, "fp32")
    assert len(short) == 8 and "all runs begin anew" in capsys.readouterr().out


def test_a_model_in_training_is_read_as_a_graph_is(monkeypatch):
    monkeypatch.setattr(encoder, "MASK_VALUES", 1024)

    class Run:
        model = HeadedEncoder(Encoder(TINY), load_heads(), [], [])
        device = torch.device("cpu")

    feed = random_batch(1, 2, 16)
    first, second = (holdout.TorchGraph(Run()).run([SENTIMENT], feed)[0] for _ in range(2))
    assert first.shape == (2, 16, len(load_heads()[SENTIMENT].labels)) and np.array_equal(first, second)


def found() -> dict:
    without = {"scores": {"sentiment": {"a": 0.5}}, "floor": {"a": 0.4}, "tokens": 90_000, "sources": ["b"]}
    whole = {"scores": {"sentiment": {"a": 0.625, "b": 0.7}}, "floor": {"a": 0.45, "b": 0.5}, "tokens": 80_000, "sources": ["a", "b"]}
    shared = {"scores": {"sentiment": {"a": 0.6, "b": 0.72}}, "floor": {}, "tokens": 400_000, "own_tokens": {"sentiment": 80_000}}
    return {"runs": {"sentiment: all sources": whole, "sentiment: without a": without, "all heads": shared}}


def test_the_card_sets_a_source_never_seen_beside_the_same_source_seen():
    assert "| sentiment | b | a | 0.500 | 0.625 | -12.5 | 0.400 / 0.450 | 90 / 80 |" in holdout.transfer_table(found())


def test_the_card_tells_what_sharing_costs():
    lines = holdout.sharing_table(found()).splitlines()
    assert lines[2:] == ["| sentiment | a | 0.625 | 0.600 | -2.5 | 80 / 80 |", "| sentiment | b | 0.700 | 0.720 | +2.0 | 80 / 80 |"]


def test_nothing_is_told_of_runs_that_were_not_done():
    assert holdout.transfer_table({}) == holdout.sharing_table({}) == ""
