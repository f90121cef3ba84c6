"""A stage that was stopped leaves nothing that looks whole, and a training that was finished stays as it is."""

import json
from types import SimpleNamespace

import pytest

from runnel_training import engine, evaluate, robustness, train
from runnel_training.robustness import KINDS
from runnel_training.train import Training


def stopped_at_the_second(value):
    """Gives the value once, and is stopped then."""
    seen = []

    def scored(*_):
        if seen:
            raise KeyboardInterrupt
        seen.append(1)
        return value

    return scored


@pytest.fixture
def two_rows(monkeypatch):
    for stage in (evaluate, robustness):
        monkeypatch.setattr(stage, "read_prepared", lambda work, head, split: [{"dataset": "a"}, {"dataset": "b"}])
        monkeypatch.setattr(stage, "open_reader", lambda work, precision, threads: None)


def test_a_stopped_evaluation_leaves_the_whole_report_of_before(tmp_path, monkeypatch, two_rows):
    (tmp_path / "report.json").write_text("whole", encoding="utf-8")
    monkeypatch.setattr(evaluate, "PRECISIONS", ("fp32", "int8"))
    scores = iter([{"rows": 1, "accuracy": 1.0, "ece_before": 0.1, "ece_after": 0.1}] * 2)
    monkeypatch.setattr(evaluate, "scored", lambda *_: next(scores))
    with pytest.raises(StopIteration):
        evaluate.evaluate(tmp_path, 1, False, 0)
    assert (tmp_path / "report.json").read_text(encoding="utf-8") == "whole" and not (tmp_path / "reliability.json").exists()
    assert json.loads((tmp_path / "report.json.part").read_text(encoding="utf-8"))


def test_a_stopped_robustness_stage_leaves_no_table(tmp_path, monkeypatch, two_rows):
    entry = {"metric": "accuracy", **{kind: 0.5 for kind in KINDS}}
    monkeypatch.setattr(robustness, "measures", stopped_at_the_second(entry))
    with pytest.raises(KeyboardInterrupt):
        robustness.robustness(tmp_path, 1)
    assert not (tmp_path / "robustness.json").exists() and (tmp_path / "robustness.json.part").exists()


def finished(facts: dict) -> Training:
    """A resumed training of one minute, without a model."""
    run = object.__new__(Training)
    run.work, run.minutes, run.recipe, run.facts = None, 1.0, {}, facts
    run.resumed_at = facts["seconds"] / 60
    run.model = SimpleNamespace(train=lambda: None)
    run.optimizers = []
    run.sampler = SimpleNamespace(batches=lambda: iter([["row"]]), epochs=dict)
    run.held_out = SimpleNamespace(moments=lambda used: [])
    return run


def test_a_finished_training_that_is_resumed_is_neither_saved_nor_told_as_resumed(monkeypatch, capsys):
    saved = []
    monkeypatch.setattr(train, "save", lambda *_: saved.append(1))
    run = finished({"seconds": 60.0, "cpu_seconds": 0.0, "tokens": 0, "steps": 5})
    run.run()
    assert not saved and "resumed_minutes" not in run.facts and "nothing to do" in capsys.readouterr().out


def test_a_training_that_goes_on_is_told_as_resumed(monkeypatch):
    monkeypatch.setattr(train, "save", lambda *_: None)
    monkeypatch.setattr(Training, "step", lambda run, rows, used: run.facts.__setitem__("steps", 6) or {})
    run = finished({"seconds": 30.0, "cpu_seconds": 0.0, "tokens": 0, "steps": 5})
    run.run()
    assert run.facts["resumed_minutes"] == [0.5]


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A work folder with two evaluation files, and an engine that writes down how it was called."""
    calls = []
    (tmp_path / "eval").mkdir()
    for name in ("salience-gitbugs_hadoop", "sentiment-senti4sd"):
        (tmp_path / "eval" / f"{name}.jsonl").write_text("{}\n", encoding="utf-8")
    monkeypatch.setattr(engine, "write_pack", lambda work, out, layers, card: out.mkdir(parents=True, exist_ok=True))
    monkeypatch.setattr(engine, "answered", lambda call: calls.append(call) or {"rows": 1, "seconds": 0.5})
    return tmp_path, calls


def test_every_evaluation_file_goes_through_the_engine_with_its_head_and_options(checkout):
    work, calls = checkout
    engine.engine(work, work / "models" / "runnel-base" / "3", 6)
    assert sorted(path.name for path in (work / "engine").iterdir()) == ["salience-gitbugs_hadoop.json", "sentiment-senti4sd.json"]
    assert [call[call.index("--head") + 1] for call in calls] == ["salience", "sentiment"]
    assert ["--summary-words" in call for call in calls] == [True, False] and all("runnel-base/3" in call for call in calls)


def test_a_stopped_engine_stage_leaves_the_results_of_before(checkout, monkeypatch):
    work, _ = checkout
    (work / "engine").mkdir()
    (work / "engine" / "old.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(engine, "answered", stopped_at_the_second({"rows": 1, "seconds": 0.5}))
    with pytest.raises(KeyboardInterrupt):
        engine.engine(work, work / "models" / "runnel-base" / "3", 6)
    assert [path.name for path in (work / "engine").iterdir()] == ["old.json"]


def test_a_failing_call_says_what_the_engine_said():
    with pytest.raises(SystemExit, match="ended with 3: no such head"):
        engine.answered(["sh", "-c", "echo no such head >&2; exit 3"])


def test_an_evaluation_file_of_no_head_is_refused():
    with pytest.raises(SystemExit, match="is for no head of the pack"):
        engine.head_of("weather-london")
