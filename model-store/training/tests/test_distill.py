"""A student begins as every second layer of its teacher, and its card names the teacher."""

import pytest
import torch

from runnel_training import encoder
from runnel_training.card import choice, origin
from runnel_training.distill import share, start_weights, student_recipe, weights_digest
from runnel_training.encoder import Encoder, Shape
from runnel_training.heads import SENTIMENT, load_heads
from runnel_training.model import HeadedEncoder, shallow_encoder
from runnel_training.train import load_recipe

TINY = Shape(layers=4, width=16, heads=2, inner=16, vocabulary=64, positions=64, epsilon=1e-12)


@pytest.fixture(autouse=True)
def few_dropout_masks(monkeypatch):
    monkeypatch.setattr(encoder, "MASK_VALUES", 1024)


def headed(layers: Encoder) -> HeadedEncoder:
    return HeadedEncoder(layers, load_heads(), [SENTIMENT], [])


def test_the_student_has_every_second_layer_and_the_heads_of_its_teacher():
    torch.manual_seed(1)
    teacher = headed(Encoder(TINY))
    student = headed(shallow_encoder(Encoder(TINY), 2))
    student.load_state_dict(start_weights(teacher, 2))
    own, wanted = student.state_dict(), teacher.state_dict()
    for theirs, ours in ((1, 0), (3, 1)):
        name = "encoder.encoder.layer.{}.attention.output.dense.weight"
        assert torch.equal(own[name.format(ours)], wanted[name.format(theirs)])
    assert torch.equal(own[f"linear.{SENTIMENT}.weight"], wanted[f"linear.{SENTIMENT}.weight"])


def test_a_student_has_its_own_rate_and_fewer_checks():
    recipe = load_recipe()
    own = student_recipe(recipe)
    assert own["layers"] == 3 and own["encoder_learning_rate"] != recipe["encoder_learning_rate"]
    assert own["early_stopping"] == {**recipe["early_stopping"], "checks": recipe["distillation"]["checks"]}


def test_the_digest_is_that_of_the_encoder_whatever_is_fitted_above_it():
    state = {"encoder.a": torch.ones(2), "encoder.b": torch.zeros(2), "linear.sentiment.weight": torch.ones(1)}
    digest = weights_digest(state)
    assert weights_digest({**state, "linear.sentiment.weight": torch.zeros(1)}) == digest
    assert weights_digest({**state, "encoder.b": torch.ones(2)}) != digest
    assert weights_digest(dict(reversed(state.items()))) == digest


def test_the_students_folder_reads_the_teachers_files_also_those_that_come_later(tmp_path):
    teacher, work = tmp_path / "teacher", tmp_path / "student"
    teacher.mkdir(), work.mkdir()
    for _ in range(2):
        share(teacher, work, "floors.json")
    assert not (work / "floors.json").exists()
    (teacher / "floors.json").write_text("{}", encoding="utf-8")
    assert (work / "floors.json").read_text(encoding="utf-8") == "{}"


def test_both_cards_name_the_same_trained_encoder(tmp_path):
    teacher = {"model": {"encoder.a": torch.ones(2)}, "facts": {}}
    digest = weights_digest(teacher["model"])
    student = {"model": {"encoder.a": torch.zeros(2)}, "facts": {"layers": 3, "teacher": {"weights": digest}}}
    assert digest in origin(teacher) and "Teacher" not in origin(teacher)
    assert f"whose card names the trained encoder `{digest}`" in origin(student)
    assert "small one of two packs" in choice(tmp_path, student["facts"])


def test_the_large_packs_card_speaks_of_a_small_one_only_if_it_was_measured(tmp_path):
    assert choice(tmp_path, {}) == ""
    (tmp_path / "quality-speed.md").write_text("", encoding="utf-8")
    assert "`runnel-small`" in choice(tmp_path, {})
