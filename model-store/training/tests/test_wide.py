"""The word-piece table of a wide head tells what only letters tell."""

import numpy as np
import pytest
import torch

from runnel_training.datasets import set_weights, write_rows
from runnel_training.encoder import Encoder, Shape
from runnel_training.heads import SPEND_CATEGORY, load_heads
from runnel_training.model import HeadedEncoder
from runnel_training.row_maker import RowMaker
from runnel_training.wide import fit_table, piece_shares

SHAPE = Shape(layers=1, width=8, heads=1, inner=8, vocabulary=30522, positions=512, epsilon=1e-12)


def order(supplier: str, label: str, dataset: str = "orders") -> dict:
    return {"dataset": dataset, "passages": ["the cat sat", supplier], "labels": {label: 1.0}}


@pytest.fixture
def maker(tokenizer) -> RowMaker:
    return RowMaker(tokenizer, load_heads())


def test_a_known_supplier_decides(maker, tmp_path):
    suppliers = {"acme": "lab-medical", "london": "professional-services", "paid": "utilities"}
    rows = [order(supplier, label) for supplier, label in suppliers.items()] * 20
    for split in ("train", "calibration"):
        write_rows(tmp_path / "prepared" / f"{SPEND_CATEGORY}.{split}.jsonl", rows)
    model = HeadedEncoder(Encoder(SHAPE), load_heads(), [], [SPEND_CATEGORY])
    fit_table(tmp_path, model, maker, SPEND_CATEGORY)
    labels = model.heads[SPEND_CATEGORY].labels
    for supplier, label in suppliers.items():
        ids = torch.tensor(maker.texts.text(f"the mat {supplier}").ids)
        assert labels[int(model.wide[SPEND_CATEGORY](ids).mean(dim=0).argmax())] == label
    unseen = torch.tensor(maker.texts.text("day").ids)
    assert not model.wide[SPEND_CATEGORY](unseen).any()


def test_shares_of_a_document_add_up_to_one(maker):
    shares = piece_shares(maker, [order("acme ltd", "lab-medical"), {"passages": ["day day"]}], 30522)
    assert np.allclose(shares.sum(axis=1), 1)
    assert shares[1].max() == 1


def test_every_data_set_weighs_the_same():
    weights = set_weights([order("a", "x", "large")] * 9 + [order("b", "x", "small")])
    assert np.isclose(weights[:9].sum(), weights[9]) and np.isclose(weights.mean(), 1)
