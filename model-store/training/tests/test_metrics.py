"""Metric code against cases one can do in the head."""

import numpy as np
import pytest

from rouge_score.rouge_scorer import RougeScorer

from runnel_training.metrics import (
    accuracy_and_macro_f1,
    answer_scores,
    average_recall,
    bin_of,
    best_temperature,
    calibration_error,
    calibration_error_of,
    log_softmax,
    rouge,
)
from runnel_training.salience_examples import budget_oracle, sentences


def test_rouge_of_equal_and_of_disjoint_texts():
    assert rouge("the cat sat", "The cat sat.") == {"rouge1": 1.0, "rouge2": 1.0, "rougeL": 1.0}
    assert rouge("a b", "c d") == {"rouge1": 0.0, "rouge2": 0.0, "rougeL": 0.0}


def test_rouge_l_counts_order():
    assert rouge("b a", "a b")["rouge1"] == 1.0
    assert rouge("b a", "a b")["rougeL"] == 0.5


def test_rouge_is_that_of_the_library_with_its_stemmer():
    left = "The meetings were discussed; they're planning 3 new remote-controls, and users liked the designs."
    right = "Meeting members discuss a plan for three remote controls that the user likes. The design was new, they said."
    expected = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True).score(right, left)
    assert rouge(left, right) == pytest.approx({name: score.fmeasure for name, score in expected.items()})


def test_average_recall_counts_every_label_of_gold_once():
    assert average_recall(np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1])) == pytest.approx((2 / 3 + 1) / 2)


def test_a_row_with_two_labels_is_right_with_either():
    rows = [{"labels": {"a": 0.5, "b": 0.5}}, {"labels": {"a": 1.0}}]
    scores = answer_scores(np.array([1, 1]), rows, ("a", "b"))
    assert scores["accuracy"] == 0.5 and scores["average_recall"] == 0.0


def test_macro_f1_weighs_rare_labels_as_much_as_frequent_ones():
    accuracy, macro = accuracy_and_macro_f1(np.array([0, 0, 0, 1]), np.array([0, 0, 0, 0]))
    assert accuracy == 0.75
    assert macro == pytest.approx((6 / 7 + 0) / 2)


def test_calibration_error_of_honest_and_of_boastful_answers():
    probabilities = np.array([[0.75, 0.25]] * 4)
    assert calibration_error(probabilities, np.array([1, 1, 1, 0])) == pytest.approx(0)
    assert calibration_error(probabilities, np.array([0, 0, 0, 0])) == pytest.approx(0.75)


def test_a_confidence_on_a_border_belongs_to_the_lower_bin():
    assert bin_of(np.array([0.0, 0.2, 0.21, 0.6, 1.0])).tolist() == [0, 2, 3, 8, 14]


def test_the_calibration_error_is_that_of_the_engine():
    confidence = np.array([0.33, 0.34, 0.5, 0.58, 0.61, 0.71, 0.83, 0.92, 0.97, 1])  # of the engine's CalibrationTest
    right = np.array([0, 1, 1, 0, 1, 1, 0, 1, 1, 1], dtype=bool)
    assert calibration_error_of(confidence, right) == pytest.approx(0.369)


def test_the_temperature_of_too_large_logits_is_above_one():
    logits = np.array([[4.0, 0.0], [4.0, 0.0], [4.0, 0.0], [4.0, 0.0]])
    gold = np.array([0, 0, 0, 1])
    assert best_temperature(lambda t: -log_softmax(logits / t)[np.arange(4), gold].mean()) > 2


def test_the_oracle_picks_the_sentence_that_covers_the_reference():
    candidates = ["We talked about football for an hour.", "The budget for the remote control is twelve euros."]
    assert budget_oracle(candidates, "They set a budget of twelve euros for the remote control.", 12) == [1]


def test_sentences_end_at_marks_and_line_breaks():
    assert sentences("One. Two?\nThree") == ["One.", "Two?", "Three"]
