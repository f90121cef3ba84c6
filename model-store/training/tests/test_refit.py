"""The salience head is fitted again, and a checkpoint is replaced whole or not at all."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from runnel_training import refit as stage
from runnel_training.heads import SALIENCE
from runnel_training.model import any_of_loss
from runnel_training.train import checkpoint_path


@pytest.fixture
def work(tmp_path, tokenizer, monkeypatch):
    """A work folder with a checkpoint whose sentences are salient where their first number is large."""
    chance = np.random.default_rng(1)
    states = chance.normal(size=(200, 4))
    marks = np.where(states[:, 0] > 1, 0.75, 0.0)
    monkeypatch.setattr(stage, "load_model", lambda work: (SimpleNamespace(encoder=SimpleNamespace(), wide={}), {}))
    monkeypatch.setattr(stage, "load_tokenizer", lambda: tokenizer)
    monkeypatch.setattr(stage, "read_prepared", lambda *given: [])
    monkeypatch.setattr(stage, "features", lambda *given: (states, marks))
    linear = {f"linear.{SALIENCE}.weight": torch.zeros(1, 4), f"linear.{SALIENCE}.bias": torch.zeros(1)}
    torch.save({"model": linear, "facts": {"steps": 5}}, checkpoint_path(tmp_path))
    return tmp_path


def test_the_head_learns_the_soft_marks(work):
    stage.refit(work, 1, "fp32")
    saved = torch.load(checkpoint_path(work), weights_only=False)
    weight = saved["model"][f"linear.{SALIENCE}.weight"][0].abs()
    assert weight.argmax() == 0 and weight[0] > 0.5
    assert saved["facts"] == {"steps": 5, "refit_sentences": 200}
    assert [path.name for path in work.iterdir()] == ["checkpoint.pt"]


def test_a_stop_while_writing_leaves_the_checkpoint_as_it_was(work, monkeypatch):
    def stopped(content, path):
        path.write_bytes(b"half")
        raise OSError("disk full")

    before = checkpoint_path(work).read_bytes()
    monkeypatch.setattr(stage.torch, "save", stopped)
    with pytest.raises(OSError, match="disk full"):
        stage.refit(work, 1, "fp32")
    assert checkpoint_path(work).read_bytes() == before


def test_any_right_label_satisfies_a_document_of_several():
    logits = torch.tensor([[9.0, 0.0, -9.0]])
    assert any_of_loss(logits, torch.tensor([[0.5, 0.0, 0.5]]), None) < 0.01
    assert any_of_loss(logits, torch.tensor([[0.0, 0.5, 0.5]]), None) > 8


def test_one_right_label_is_plain_cross_entropy():
    logits, targets = torch.randn(6, 3), torch.eye(3).repeat(2, 1)
    weights = torch.tensor([1.0, 2.0, 3.0])
    expected = torch.nn.functional.cross_entropy(logits, targets.argmax(dim=1), weight=weights)
    assert torch.isclose(any_of_loss(logits, targets, weights), expected)

