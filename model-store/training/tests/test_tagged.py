"""Tagging heads are scored by whole spans; a field by its one best span."""

import numpy as np
import pytest

from runnel_training.heads import INVOICE_FIELDS, TOKEN_CLASSIFICATION, FIELD_EXTRACTION, Head, bio_tags
from runnel_training.tagged import Tagged, field_scores, span_scores, word_confidence

ENTITY_HEAD = Head("entities", TOKEN_CLASSIFICATION, bio_tags(["person", "place"]))
FIELD_HEAD = Head(INVOICE_FIELDS, FIELD_EXTRACTION, bio_tags(["date", "total"]))


def logits(head: Head, tags: list[str], sure: float = 5.0) -> np.ndarray:
    values = np.zeros((len(tags), len(head.labels)))
    for place, tag in enumerate(tags):
        values[place, head.labels.index(tag)] = sure
    return values


def test_a_type_that_a_set_does_not_label_is_not_scored():
    row = Tagged(["Ann", "in", "Rome"], ["B-person", "O", "O"], [], ["person"])
    scores = span_scores(ENTITY_HEAD, [row], [logits(ENTITY_HEAD, ["B-person", "O", "B-place"])])
    assert scores["f1"] == 1.0 and scores["f1_person"] == 1.0 and "f1_place" not in scores


def test_half_a_span_is_wrong():
    row = Tagged(["Ann", "Lee"], ["B-person", "I-person"], [], ["person"])
    assert span_scores(ENTITY_HEAD, [row], [logits(ENTITY_HEAD, ["B-person", "O"])])["f1"] == 0.0


def test_any_tagged_occurrence_of_a_field_is_right_and_its_value_is_compared_by_signs():
    tokens = ["1.50", "on", "02/01", "total", "RM", "1.50"]
    row = Tagged(tokens, ["B-total", "O", "B-date", "O", "O", "B-total"], [], ["date", "total"], {"total": "1 50", "date": "3/1"})
    answer = logits(FIELD_HEAD, ["O", "O", "B-date", "O", "O", "B-total"])
    scores = field_scores(FIELD_HEAD, [row], [answer])
    assert scores["f1"] == 1.0
    assert scores["value_f1"] == 0.5
    assert scores["f1_total"] == 1.0


def test_other_blanks_are_the_same_value_but_other_words():
    row = Tagged(["RM", "1.50"], ["B-total", "I-total"], [], ["total"], {"total": "RM1.50"})
    assert field_scores(FIELD_HEAD, [row], [logits(FIELD_HEAD, ["B-total", "I-total"])])["value_f1"] == 1.0
    half = Tagged(["#1.50", "1.50"], ["B-total", "O"], [], ["total"], {"total": "1.50"})
    scores = field_scores(FIELD_HEAD, [half], [logits(FIELD_HEAD, ["O", "B-total"])])
    assert scores["f1"] == 0.0 and scores["value_f1"] == 1.0


def test_a_field_that_is_told_but_not_tagged_is_not_judged_by_its_words():
    told = Tagged(["02/01", "1.50"], ["B-date", "O"], [], ["date", "total"], {"total": "1.5"})
    untold = Tagged(["02/01", "1.50"], ["B-date", "O"], [], ["date", "total"])
    answer = logits(FIELD_HEAD, ["B-date", "B-total"])
    assert field_scores(FIELD_HEAD, [told], [answer])["f1"] == 1.0
    invented = field_scores(FIELD_HEAD, [untold], [answer])
    assert invented["f1"] == pytest.approx(2 / 3) and "value_f1" not in invented


def test_a_missed_field_lowers_recall_only():
    row = Tagged(["02/01", "1.50"], ["B-date", "B-total"], [], ["date", "total"])
    scores = field_scores(FIELD_HEAD, [row], [logits(FIELD_HEAD, ["B-date", "O"])])
    assert scores["f1"] == pytest.approx(2 / 3)


def test_words_that_are_not_scored_say_nothing_about_confidence():
    row = Tagged(["@ann", "Rome"], ["O", "B-place"], [0], ["place"])
    values, right = word_confidence(ENTITY_HEAD, [row], [logits(ENTITY_HEAD, ["B-person", "B-place"])])
    assert len(values) == 1 and right.tolist() == [True]
