"""Rows have the layout the engine uses, and their groups hold no special token."""

import random

from runnel_training.entity_variation import varied
from runnel_training.encoder import letter_case
from runnel_training.heads import MAX_TOKENS, load_heads
from runnel_training.noise import learn_letters, recased
from runnel_training.prepare import evaluation_row
from runnel_training.receipt_examples import repeated
from runnel_training.row_maker import RowMaker
from runnel_training.rows import CLS, NO_GROUP, SEP, Row


def test_passages_are_closed_by_separators_and_pooled_together(tokenizer):
    maker = RowMaker(tokenizer, load_heads())
    (row,) = maker.chunks("sentiment", {"passages": ["the cat", "a mat"], "labels": {"neutral": 1.0}})
    assert [row.ids[i] for i in (0, 3, 6)] == [CLS, SEP, SEP]
    question = row.questions["sentiment"]
    assert question.groups == [NO_GROUP, 0, 0, NO_GROUP, 0, 0, NO_GROUP]
    assert question.targets == [[0.0, 1.0, 0.0]]


def test_a_long_document_becomes_several_rows_and_loses_no_token(tokenizer):
    maker = RowMaker(tokenizer, load_heads())
    rows = maker.chunks("sentiment", {"passages": ["cat " * 700], "labels": {"neutral": 1.0}})
    assert all(len(row.ids) <= MAX_TOKENS for row in rows)
    assert sum(group != NO_GROUP for row in rows for group in row.questions["sentiment"].groups) == 700


def test_packed_examples_keep_their_own_targets(tokenizer):
    maker, row = RowMaker(tokenizer, load_heads()), Row()
    for text, label in (("great day", "positive"), ("awful day", "negative")):
        assert maker.add_example(row, "sentiment", {"passages": [text], "labels": {label: 1.0}}, 64)
    assert row.questions["sentiment"].groups == [NO_GROUP, 0, 0, NO_GROUP, 1, 1, NO_GROUP]
    assert row.questions["sentiment"].targets == [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]


def test_a_full_row_takes_no_more(tokenizer):
    maker, row = RowMaker(tokenizer, load_heads()), Row()
    example = {"passages": ["the cat sat on a mat"], "labels": {"neutral": 1.0}}
    assert maker.add_example(row, "sentiment", example, 10)
    assert not maker.add_example(row, "sentiment", example, 10)


def test_later_pieces_of_a_word_are_inside(tokenizer):
    maker, row = RowMaker(tokenizer, load_heads()), Row()
    example = {"dataset": "earnings21_ner", "tokens": ["paid", "mats"], "tags": ["O", "B-MONEY"]}
    assert maker.add_entities(row, example, 64)
    labels = load_heads()["entities"].labels
    masks = maker.allowed["entities"].masks
    groups = row.questions["entities"].groups
    allowed = [[labels[i] for i, yes in enumerate(masks[g]) if yes] for g in groups if g != NO_GROUP]
    assert allowed == [["O"], ["B-money"], ["I-money"]]


def test_sentences_of_a_turn_share_a_passage(tokenizer):
    maker = RowMaker(tokenizer, load_heads())
    (row,) = maker.salience_rows({"turns": [["the cat", "sat"], ["a mat"]], "marks": [[0.0, 1.0], [0.0]]})
    assert row.questions["salience"].groups == [NO_GROUP, 0, 0, 1, NO_GROUP, 2, 2, NO_GROUP]
    assert row.questions["salience"].targets == [[0.0], [1.0], [0.0]]


def test_varied_sentences_keep_tokens_and_tags_together():
    example = {"dataset": "earnings21_ner", "tokens": ["paid", "$5", "million"], "tags": ["O", "B-MONEY", "I-MONEY"]}
    for seed in range(30):
        made = varied(example, random.Random(seed))
        assert len(made["tokens"]) == len(made["tags"])
        assert made["tags"][:2] == ["O", "B-MONEY"] and set(made["tags"][2:]) <= {"I-MONEY"}


def test_one_text_answers_several_heads(tokenizer):
    maker = RowMaker(tokenizer, load_heads())
    example = {"dataset": "banking77", "passages": ["paid £ 30"], "labels": {"cards": 1.0}, "also": {"banking-intent": {"age-limit": 1.0}}}
    (row,) = maker.chunks("ticket-queue", example)
    assert set(row.questions) == {"ticket-queue", "banking-intent"}
    assert row.questions["banking-intent"].groups == row.questions["ticket-queue"].groups


def test_spans_of_a_dialogue_become_entity_targets_and_the_rest_is_not_claimed(tokenizer):
    maker = RowMaker(tokenizer, load_heads())
    example = {"dataset": "sgd_dialogues", "passages": ["paid in london"], "labels": {"banks": 1.0}, "spans": [[["city", 8, 14]]]}
    (row,) = maker.chunks("conversation-domain", example, with_entities=True)
    labels = load_heads()["entities"].labels
    masks = maker.allowed["entities"].masks
    targets = [[labels[i] for i, yes in enumerate(masks[g]) if yes] for g in row.questions["entities"].groups if g != NO_GROUP]
    assert targets == [["O"], ["O"], ["B-place"]]


def test_texts_without_gold_weigh_less(tokenizer):
    maker = RowMaker(tokenizer, load_heads(), words_only_weight=0.2)
    maker.chunks("ticket-queue", {"dataset": "banking77", "passages": ["the cat"], "labels": {"cards": 1.0}}, with_entities=True)
    assert set(maker.allowed["entities"].weights) == {0.2}


def test_letter_case_of_surfaces():
    surfaces = ["london", "London", "ACME", "iPhone", "McDonald", "I", "A1", "30", "ÉCOLE", "É", "ß", "💳", ""]
    assert [letter_case(s) for s in surfaces] == [0, 1, 2, 3, 3, 1, 1, 0, 2, 1, 0, 0, 0]


def test_letter_case_goes_with_each_token(tokenizer):
    maker = RowMaker(tokenizer, load_heads())
    (row,) = maker.chunks("sentiment", {"passages": ["Acme LTD paid £ 30"], "labels": {"neutral": 1.0}})
    assert row.types == [0, 1, 2, 0, 0, 0, 0]
    words, _ = maker.texts.words(["Acme", "LTD", "paid"])
    assert words.types == [1, 2, 0]


def test_a_row_in_capitals_marks_letters_only(tokenizer):
    learn_letters(tokenizer)
    ids = [CLS, *tokenizer.encode("cat 30", add_special_tokens=False).ids, SEP]
    assert recased([0] * 4, ids, {"lower": 0.0, "upper": 1.0}, random.Random(1)) == [0, 2, 0, 0]


def test_every_occurrence_of_a_total_is_tagged():
    tokens = ["total", "9.00", "cash", "9.00", "paid"]
    assert repeated(tokens, ["O", "B-total", "O", "O", "O"]) == ["O", "B-total", "O", "B-total", "O"]


def test_a_receipt_can_be_scored_by_its_words_and_by_what_it_tells():
    made = {"text": "total\n9.00", "tokens": ["total", "9.00"], "tags": ["O", "B-total"], "fields": {"total": "9.00"}}
    assert evaluation_row("invoice-fields", {**made, "dataset": "sroie", "source_tags": ["O", "B-TOTAL"]}) == made
