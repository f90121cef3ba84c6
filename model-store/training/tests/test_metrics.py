"""Metric code against cases one can do in the head."""

import numpy as np
import pytest

from runnel_training.evaluate import extract
from runnel_training.metrics import accuracy_and_macro_f1, best_temperature, calibration_error, log_softmax, rouge
from runnel_training.salience_examples import greedy_oracle, sentences


def test_rouge_of_equal_and_of_disjoint_texts():
    assert rouge("the cat sat", "The cat sat.") == {"rouge1": 1.0, "rouge2": 1.0, "rougeL": 1.0}
    assert rouge("a b", "c d") == {"rouge1": 0.0, "rouge2": 0.0, "rougeL": 0.0}


def test_rouge_l_counts_order():
    assert rouge("b a", "a b")["rouge1"] == 1.0
    assert rouge("b a", "a b")["rougeL"] == 0.5


def test_macro_f1_weighs_rare_labels_as_much_as_frequent_ones():
    accuracy, macro = accuracy_and_macro_f1(np.array([0, 0, 0, 1]), np.array([0, 0, 0, 0]))
    assert accuracy == 0.75
    assert macro == pytest.approx((6 / 7 + 0) / 2)


def test_calibration_error_of_honest_and_of_boastful_answers():
    probabilities = np.array([[0.75, 0.25]] * 4)
    assert calibration_error(probabilities, np.array([1, 1, 1, 0])) == pytest.approx(0)
    assert calibration_error(probabilities, np.array([0, 0, 0, 0])) == pytest.approx(0.75)


def test_the_temperature_of_too_large_logits_is_above_one():
    logits = np.array([[4.0, 0.0], [4.0, 0.0], [4.0, 0.0], [4.0, 0.0]])
    gold = np.array([0, 0, 0, 1])
    assert best_temperature(lambda t: -log_softmax(logits / t)[np.arange(4), gold].mean()) > 2


def test_the_oracle_picks_the_sentence_that_covers_the_reference():
    candidates = ["We talked about football for an hour.", "The budget for the remote control is twelve euros."]
    assert greedy_oracle(candidates, "They set a budget of twelve euros for the remote control.", 2) == [1]


def test_an_extract_keeps_document_order_and_the_word_limit():
    assert extract(["a b", "c d", "e f"], [2, 0, 1], 4) == "a b e f"


def test_sentences_end_at_marks_and_line_breaks():
    assert sentences("One. Two?\nThree") == ["One.", "Two?", "Three"]
