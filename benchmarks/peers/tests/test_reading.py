"""From logits to answers."""

import numpy as np
from runnel_peers.reading import best_sentences, entity_spans, softmax


def test_probabilities_sum_to_one_even_for_large_logits():
    assert np.allclose(softmax(np.array([[1000.0, 1000.0], [0.0, np.log(3.0)]])), [[0.5, 0.5], [0.25, 0.75]])


def test_the_first_piece_of_a_word_decides_and_the_others_lengthen_it():
    tags = ["O", "B-person", "O", "I-person", "B-place", "O"]
    words = [None, 0, 0, 1, 2, None]
    offsets = [(0, 0), (0, 3), (3, 5), (6, 9), (10, 14), (0, 0)]
    assert entity_spans(tags, words, offsets) == [("person", 0, 9), ("place", 10, 14)]


def test_an_inside_tag_of_another_type_begins_an_entity():
    assert entity_spans(["I-date", "I-time"], [0, 1], [(0, 2), (3, 5)]) == [("date", 0, 2), ("time", 3, 5)]


def test_summary_sentences_stand_in_the_order_of_the_text():
    offsets = [(0, 0), (0, 1), (2, 3), (4, 5), (6, 7), (0, 0)]
    scores = np.array([9.0, 0.4, 0.1, 0.9, 0.8, 9.0])
    spans = [(0, 1), (2, 3), (4, 5), (6, 7)]
    assert best_sentences(scores, offsets, spans) == [(0, 1), (4, 5), (6, 7)]
