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
    }


def test_a_lost_answer_is_no_result(options):
    with pytest.raises(SystemExit, match="gave 0 answers to 3 texts"):
        contest.compete(options, Contestant("one", {}, (), lambda texts: []))
