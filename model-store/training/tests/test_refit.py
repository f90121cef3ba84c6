"""Texts without gold teach only what is sure."""

from runnel_training.heads import load_heads
from runnel_training.rows import NO_GROUP, WORDS_ONLY, Row, RowMaker


def test_a_plain_word_is_outside_and_a_name_may_be_anything(tokenizer):
    maker, row = RowMaker(tokenizer, load_heads()), Row("entities")
    maker.add_entities(row, {"dataset": WORDS_ONLY, "tokens": ["paid", "Acme"], "tags": ["O", "O"]}, 64)
    labels = load_heads()["entities"].labels
    plain, name = (
        {labels[i] for i, yes in enumerate(maker.allowed.masks[g]) if yes} for g in row.groups if g != NO_GROUP
    )
    assert plain == {"O"}
    assert {"O", "B-person", "B-organisation", "B-product"} <= name and "B-money" not in name
