"""Sentences and batches."""

from runnel_peers.texts import batches_by_length, batches_by_tokens, sentences


def found(text):
    return [text[start:end] for start, end in sentences(text)]


def test_a_sentence_ends_at_its_mark_and_at_a_line_break():
    assert found("It works. Does it?  Yes!\n\n  No mark here \n") == ["It works.", "Does it?", "Yes!", "No mark here"]


def test_blank_text_has_no_sentence():
    assert sentences(" \n \t") == []


def test_equal_sentences_have_their_own_places():
    assert sentences("No. No. No.") == [(0, 3), (4, 7), (8, 11)]


def test_batches_hold_neighbours_in_length():
    assert batches_by_length([30, 10, 20, 40, 50], 2) == [[1, 2], [0, 3], [4]]


def test_batches_by_tokens_begin_with_the_longest_and_keep_to_their_budget():
    assert batches_by_tokens([30, 10, 20, 40, 50], 60) == [[4], [3], [0, 2], [1]]


def test_one_text_may_be_longer_than_the_budget():
    assert batches_by_tokens([30, 90], 60) == [[1], [0]]
