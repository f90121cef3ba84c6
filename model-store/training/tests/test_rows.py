"""Rows have the layout the engine uses, and their groups hold no special token."""

import random

from runnel_training.entity_variation import varied
from runnel_training.heads import MAX_TOKENS, load_heads
from runnel_training.rows import CLS, NO_GROUP, SEP, Row, RowMaker


def test_passages_are_closed_by_separators_and_pooled_together(tokenizer):
    maker = RowMaker(tokenizer, load_heads())
    (row,) = maker.chunks("sentiment", {"passages": ["the cat", "a mat"], "labels": {"neutral": 1.0}})
    assert [row.ids[i] for i in (0, 3, 6)] == [CLS, SEP, SEP]
    assert row.groups == [NO_GROUP, 0, 0, NO_GROUP, 0, 0, NO_GROUP]
    assert row.targets == [[0.0, 1.0, 0.0]]


def test_a_long_document_becomes_several_rows_and_loses_no_token(tokenizer):
    maker = RowMaker(tokenizer, load_heads())
    rows = maker.chunks("sentiment", {"passages": ["cat " * 700], "labels": {"neutral": 1.0}})
    assert all(len(row.ids) <= MAX_TOKENS for row in rows)
    assert sum(group != NO_GROUP for row in rows for group in row.groups) == 700


def test_packed_examples_keep_their_own_targets(tokenizer):
    maker, row = RowMaker(tokenizer, load_heads()), Row("sentiment")
    for text, label in (("great day", "positive"), ("awful day", "negative")):
        assert maker.add_example(row, {"passages": [text], "labels": {label: 1.0}}, 64)
    assert row.groups == [NO_GROUP, 0, 0, NO_GROUP, 1, 1, NO_GROUP]
    assert row.targets == [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]


def test_a_full_row_takes_no_more(tokenizer):
    maker, row = RowMaker(tokenizer, load_heads()), Row("sentiment")
    example = {"passages": ["the cat sat on a mat"], "labels": {"neutral": 1.0}}
    assert maker.add_example(row, example, 10)
    assert not maker.add_example(row, example, 10)


def test_later_pieces_of_a_word_are_inside(tokenizer):
    maker, row = RowMaker(tokenizer, load_heads()), Row("entities")
    example = {"dataset": "earnings21_ner", "tokens": ["paid", "mats"], "tags": ["O", "B-MONEY"]}
    assert maker.add_entities(row, example, 64)
    labels = load_heads()["entities"].labels
    allowed = [[labels[i] for i, yes in enumerate(maker.allowed.masks[g]) if yes] for g in row.groups if g != NO_GROUP]
    assert allowed == [["O"], ["B-money"], ["I-money"]]


def test_sentences_of_a_turn_share_a_passage(tokenizer):
    maker = RowMaker(tokenizer, load_heads())
    (row,) = maker.salience_rows({"turns": [["the cat", "sat"], ["a mat"]], "marks": [[0.0, 1.0], [0.0]]})
    assert row.groups == [NO_GROUP, 0, 0, 1, NO_GROUP, 2, 2, NO_GROUP]
    assert row.targets == [[0.0], [1.0], [0.0]]


def test_varied_sentences_keep_tokens_and_tags_together():
    example = {"dataset": "earnings21_ner", "tokens": ["paid", "$5", "million"], "tags": ["O", "B-MONEY", "I-MONEY"]}
    for seed in range(30):
        made = varied(example, random.Random(seed))
        assert len(made["tokens"]) == len(made["tags"])
        assert made["tags"][:2] == ["O", "B-MONEY"] and set(made["tags"][2:]) <= {"I-MONEY"}
