"""The frame around a contestant."""

import json

import pytest
from runnel_peers import contest
from runnel_peers.contest import Answer, Contestant, Options


@pytest.fixture
def options(tmp_path):
    corpus = tmp_path / "corpus.jsonl"
    rows = [{"id": name, "text": f"text {name}", "tokens": 4} for name in ("a", "a", "b")]
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return Options(corpus, tmp_path, None, seconds=0.01, warmup=0.0, threads=2, batch=8)


def test_the_result_counts_documents_by_their_first_piece(options, capsys):
    def answer(texts):
        return [Answer("cards", "neutral", 1, 1) for _ in texts]

    contest.compete(options, Contestant("one", {"engine": "none"}, (), answer))

    result = json.loads(capsys.readouterr().out)
    assert result["tokens"] == 6 * result["documents"]
    assert result["seconds"] > 0
    assert result["settings"] == {"threads": 2, "batch": 8, "engine": "none"}
    assert result["answers"] == {
        "pieces": 3,
        "classification": {"cards": 3},
        "sentiment": {"neutral": 3},
        "entities": 3,
        "sentences": 3,
        "by_piece": [["cards", "neutral", 1, 1]] * 3,
    }


def test_what_was_chosen_stands_in_the_settings(options, capsys):
    one = Contestant("one", {"batch": 8}, (), lambda texts: [Answer("a", "b", 0, 0) for _ in texts], 2, lambda texts: {"batch": len(texts)})

    contest.compete(options, one)

    assert json.loads(capsys.readouterr().out)["settings"]["batch"] == 2


def test_the_fastest_budget_is_chosen(monkeypatch):
    clock = iter([0, 4, 10, 11, 20, 25, 30, 36])
    monkeypatch.setattr(contest.time, "perf_counter", lambda: next(clock))
    tried = []

    assert contest.fastest_budget(["a"], lambda texts, budget: tried.append(budget)) == contest.BUDGETS[1]
    assert tried == [contest.BUDGETS[0], *contest.BUDGETS]


def test_a_lost_answer_is_no_result(options):
    with pytest.raises(SystemExit, match="gave 0 answers to 3 texts"):
        contest.compete(options, Contestant("one", {}, (), lambda texts: []))
