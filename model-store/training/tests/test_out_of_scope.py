"""Out-of-scope measures on cases one can do in the head."""

import numpy as np
import pytest

from runnel_training.heads import OUT_OF_SCOPE
from runnel_training.metrics import log_softmax
from runnel_training.out_of_scope import false_alarms_at, out_of_scope, recall_at_kept_accuracy

LABELS = ("a", "b", OUT_OF_SCOPE)


def rows(*labels: str) -> list[dict]:
    return [{"labels": {label: 1.0}} for label in labels]


def test_texts_that_are_told_apart_give_one():
    logits = np.array([[9.0, 0, 0], [0, 9.0, 0], [0, 0, 9.0]])
    found = out_of_scope(np.exp(log_softmax(logits)), logits, rows("a", "b", OUT_OF_SCOPE), LABELS)
    assert found["in_scope_accuracy"] == 1.0
    assert found["recall_of_the_label"] == 1.0
    assert found["scores"]["p(out-of-scope)"] == {"auroc": 1.0, "fpr95": 0.0, "recall": 1.0, "in_scope_accuracy": 1.0}


def test_a_wrong_answer_uses_up_the_kept_accuracy():
    strange = np.array([0.1, 0.2, 0.3, 0.4, 0.9, 0.35])
    outside = np.array([False, False, False, False, True, True])
    right = np.array([True, True, True, True, False, False])
    assert recall_at_kept_accuracy(strange, right, outside, kept=0.75) == (1.0, 0.75)
    assert recall_at_kept_accuracy(strange, right, outside, kept=1.0) == (0.5, 1.0)


def test_where_even_no_flag_keeps_too_little_the_recall_is_zero():
    strange, outside = np.array([0.1, 0.9]), np.array([False, True])
    assert recall_at_kept_accuracy(strange, np.array([False, False]), outside)[0] == 0.0


def test_false_alarms_are_those_at_the_threshold_that_finds_enough():
    strange = np.array([0.1, 0.5, 0.6, 0.4, 0.9])
    outside = np.array([False, False, False, True, True])
    assert false_alarms_at(strange, outside) == pytest.approx(2 / 3)


def test_rows_of_one_kind_only_are_refused():
    with pytest.raises(ValueError, match="inside and outside"):
        out_of_scope(np.zeros((1, 3)), np.zeros((1, 3)), rows("a"), LABELS)


def test_answers_are_those_of_the_probabilities_and_the_energy_that_of_the_logits():
    probabilities = np.array([[0.6, 0.1, 0.3], [0.1, 0.2, 0.7]])
    logits = np.array([[0.0, 0.0, 9.0], [4.0, 4.0, 0.0]])  # by these both answers and the order would be others
    found = out_of_scope(probabilities, logits, rows("a", OUT_OF_SCOPE), LABELS)
    assert found["in_scope_accuracy"] == 1.0 and found["recall_of_the_label"] == 1.0
    assert found["scores"]["p(out-of-scope)"]["auroc"] == 1.0
    assert found["scores"]["energy"]["auroc"] == 0.0
