"""The choice of sentences follows the engine's rule, and the plain methods do what their papers say."""

from dataclasses import replace

import numpy as np
import pytest

from runnel_training.report import summary_table
from runnel_training.summaries import Document, QuoteRule, choose
from runnel_training.summary_baselines import baseline_scores, centroid, textrank, within
from runnel_training.tuning import PLAIN, best_rule

SENTENCES = [
    "the budget is twelve euros",
    "twelve euros is the budget",
    "the case will be made of rubber",
    "yes",
    "we meet again on monday morning",
]


def document(logits, embeddings=None, **options) -> Document:
    return Document(SENTENCES, "The budget is twelve euros and the case is rubber.", np.array(logits), embeddings, **options)


def test_the_best_sentences_come_until_the_words_are_used():
    assert choose(document([3, -9, 2, 1, 0]), replace(PLAIN, min_words=1), budget=13) == [0, 2, 3]


def test_the_first_sentence_is_chosen_however_long_it_is():
    assert choose(document([0, 0, 5, 0, 0]), QuoteRule(), budget=2) == [2]


def test_a_sentence_that_shares_most_words_with_a_chosen_one_is_passed_over():
    assert choose(document([3, 2, 1, -9, 0]), replace(PLAIN, min_words=1), budget=12) == [0, 2]


def test_short_sentences_count_only_where_there_is_no_longer_one():
    assert choose(document([0, 0, 0, 9, 1]), QuoteRule(min_words=4), budget=6) == [4]
    short = Document(["yes", "no thanks"], "no", np.array([0.0, 1.0]))
    assert choose(short, QuoteRule(min_words=4), budget=2) == [1]


def test_diversity_prefers_what_is_unlike_the_chosen():
    embeddings = np.array([[1, 0], [0, 1], [1, 0.01], [0, 1], [0, 1]], dtype=float)
    logits = [3, -9, 2.9, -9, 2.0]
    assert choose(document(logits, embeddings), QuoteRule(), budget=12) == [0, 2]
    assert choose(document(logits, embeddings), replace(PLAIN, diversity=0.5), budget=12) == [0, 4]


def test_position_prefers_early_sentences():
    assert choose(document([0.0, -9, 0.2, -9, -9]), replace(PLAIN, position=1.0), budget=7) == [0]


def test_what_is_far_below_the_best_is_left_out():
    assert choose(document([4, -9, -4, -9, 3]), QuoteRule(share_of_best=0.5), budget=50) == [0, 4]
    assert choose(document([4, -9, -4, -9, 3]), QuoteRule(), budget=50) == [0, 4]
    assert choose(document([4, -9, -4, -9, 3]), PLAIN, budget=50) == [0, 2, 4]


def test_an_ideograph_is_a_word():
    found = Document(["二〇二四年 ok", "\U00020000\U0003134f", "plain words"], "", np.zeros(3))
    assert found.words.tolist() == [6, 2, 2]


def test_tuning_keeps_the_plain_rule_when_nothing_gains():
    rule, scores = best_rule([document([3, -9, 2, -9, -9])], budget=12, grid={"diversity": (0.0,), "position": (0.0, 1.0)})
    assert rule.position == 0.0 and rule.share_of_best == 0.0
    assert scores["rouge1"] > 0.7


def test_tuning_without_documents_says_so():
    with pytest.raises(ValueError, match="calibration split is empty"):
        best_rule([])


def test_textrank_and_centroid_prefer_what_the_others_say_too():
    texts = ["the budget is twelve euros today", "the budget is ten euros today", "budget euros today", "rain falls outside"]
    assert textrank(texts).argmin() == 3
    assert centroid(texts).argmin() == 3


def test_plain_methods_choose_among_sentences_without_a_word():
    wordless = Document(["?!", "...", "- a"], "no words", np.zeros(3))
    scores = baseline_scores(wordless, 12)
    assert scores["textrank"] == scores["centroid"] == scores["lead"]


def test_an_extract_keeps_the_word_limit():
    assert within(document([0] * 5), range(5), 6) == [0, 3]


def test_every_plain_method_gives_numbers_that_the_report_shows():
    values = baseline_scores(document([0] * 5), 12)
    entry = {"words": 12} | {f"{name}_{metric}": v for name, scores in values.items() for metric, v in scores.items()}
    text = summary_table({"salience": {"set": {"int8": entry}}})
    assert all(f"| {name} |" in text for name in values)
