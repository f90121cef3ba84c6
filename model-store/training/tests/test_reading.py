"""Documents and words are read as the engine reads them; the graph is replaced by one that answers with token ids."""

from types import SimpleNamespace

import numpy as np
import pytest

from runnel_training import calibrate
from runnel_training.heads import ENTITIES, SALIENCE, SENTIMENT, load_heads
from runnel_training.metrics import log_softmax
from runnel_training.reading import answers_of, document_answers, word_logits
from runnel_training.row_maker import RowMaker


class TokenEcho:
    """A graph whose every logit of a token is its id divided by a thousand, times the label's number."""

    def __init__(self, heads: dict) -> None:
        self._heads = heads
        self.rows = 0

    def run(self, names: list[str], feed: dict) -> list[np.ndarray]:
        ids = feed["input_ids"][:, :, None] / 1000
        self.rows += len(ids)
        return [ids * np.arange(len(self._heads[name].labels)) for name in names]

    def get_outputs(self) -> list:
        return [SimpleNamespace(name=name) for name in self._heads]


def softmax(values) -> np.ndarray:
    return np.exp(log_softmax(np.array(values, dtype=float)))


def test_chunks_answer_with_probabilities_that_weigh_as_much_as_their_tokens():
    long, short = np.array([[4.0, 0.0]] * 3), np.array([[0.0, 2.0], [0.0, 4.0]])
    answers = answers_of([[long, short], [short]], 2)
    expected = (3 * softmax([2.0, 0.0]) + 2 * softmax([0.0, 1.5])) / 5
    assert answers.probabilities(2.0) == pytest.approx(np.stack([expected, softmax([0.0, 1.5])]))
    assert answers.logits() == pytest.approx(np.array([[12 / 5, 6 / 5], [0.0, 3.0]]))


def test_the_answer_of_chunks_is_not_that_of_their_mean_logits():
    sure, unsure = np.array([[9.0, 0.0]] * 2), np.array([[0.0, 3.0]] * 3)
    answers = answers_of([[sure, unsure]], 2)
    assert answers.logits().argmax(axis=1).tolist() == [0]
    assert answers.probabilities(1.0).argmax(axis=1).tolist() == [1]


def test_a_document_without_tokens_finds_all_labels_as_likely():
    empty, one = np.zeros((0, 2)), np.array([[1.0, 0.0]])
    assert answers_of([[], [empty], [one]], 2).probabilities(1.0)[:2] == pytest.approx(np.full((2, 2), 0.5))


def test_a_long_document_is_read_whole(tokenizer):
    heads = load_heads()
    maker, session = RowMaker(tokenizer, heads), TokenEcho(heads)
    examples = [{"passages": [text], "labels": {"neutral": 1.0}} for text in ("cat " * 300 + "mat " * 100, "mat")]
    answers = document_answers(session, SENTIMENT, examples, maker, heads)
    assert answers.starts.tolist() == [0, 2] and answers.tokens.sum() == 401
    cat, mat = (tokenizer.token_to_id(word) / 1000 for word in ("cat", "mat"))
    expected = [(300 * cat + 100 * mat) / 400, mat]
    assert document_answers(session, SENTIMENT, examples, maker, heads).logits()[:, 1] == pytest.approx(expected)


def test_a_word_without_tokens_cuts_no_context(tokenizer):
    heads = load_heads()
    session = TokenEcho(heads)
    words = ["cat", "\u200b", "mat", "\u200b"]
    (logits,) = word_logits(session, [{"tokens": words}], RowMaker(tokenizer, heads), heads, ENTITIES)
    assert session.rows == 1
    assert logits[0, 1] == pytest.approx(tokenizer.token_to_id("cat") / 1000)
    assert logits[2, 1] == pytest.approx(tokenizer.token_to_id("mat") / 1000)
    assert logits[1].argmax() == logits[3].argmax() == 0


def test_a_long_text_of_words_goes_on_in_the_next_row(tokenizer):
    heads = load_heads()
    session = TokenEcho(heads)
    words = ["cat", "\u200b"] * 300 + ["mat"]
    (logits,) = word_logits(session, [{"tokens": words}], RowMaker(tokenizer, heads), heads, ENTITIES)
    assert session.rows == 2 and len(logits) == 601
    assert logits[-1, 1] == pytest.approx(tokenizer.token_to_id("mat") / 1000)


def test_only_words_without_tokens_need_no_row(tokenizer):
    heads = load_heads()
    session = TokenEcho(heads)
    (logits,) = word_logits(session, [{"tokens": ["\u200b"]}], RowMaker(tokenizer, heads), heads, ENTITIES)
    assert session.rows == 0 and logits.argmax() == 0


def test_the_temperature_of_documents_is_that_of_their_chunks_together(tokenizer, monkeypatch):
    heads = load_heads()
    sure, against = np.array([[6.0, 0.0, 0.0]] * 9), np.array([[0.0, 0.0, 6.0]])
    answers = answers_of([[sure, against]] * 9 + [[against]], 3)
    monkeypatch.setattr(calibrate, "document_answers", lambda *given: answers)
    rows = [{"dataset": "posts", "labels": {"negative": 1.0}}] * 10
    found = calibrate.pooled_temperature(None, heads[SENTIMENT], rows, RowMaker(tokenizer, heads), heads)
    losses = {t: -np.log(answers.probabilities(t)[:, 0]).mean() for t in (found / 1.2, found, found * 1.2)}
    assert min(losses, key=losses.get) == found


def test_salience_is_calibrated_on_the_soft_marks(tokenizer, monkeypatch):
    heads = load_heads()
    monkeypatch.setattr(calibrate, "sentence_logits", lambda *given: [2.0, -2.0])
    row = {"turns": [["the cat", "a mat"]], "marks": [[1.0, 0.0]], "soft": [[0.5, 0.5]]}
    assert calibrate.salience_temperature(None, [row], RowMaker(tokenizer, heads), heads) == pytest.approx(5.0)
