"""The linear floor learns, knows its fields apart, and is not fitted again for the same rows."""

import numpy as np

from runnel_training import floors as floors_stage
from runnel_training.floors import ALL_SETS, LinearFloor, fields, head_floors
from runnel_training.heads import SPEND_CATEGORY, TEXT_CLASSIFICATION, Head

HEAD = Head("colour", TEXT_CLASSIFICATION, ("green", "never-seen", "red"))


def row(dataset: str, text: str, label: str) -> dict:
    return {"dataset": dataset, "passages": [text], "labels": {label: 1.0}}


def split(dataset: str, count: int) -> list[dict]:
    return [row(dataset, f"grass leaf number {i}", "green") for i in range(count)] + [
        row(dataset, f"blood rose number {i}", "red") for i in range(count)
    ]


def test_it_learns_words_and_never_answers_an_unseen_label():
    floor = LinearFloor(HEAD).fit(split("one", 8), split("one", 2))
    logits = floor.logits([row("one", "a leaf", "green"), row("one", "a rose", "red")])
    assert [HEAD.labels[i] for i in logits.argmax(axis=1)] == ["green", "red"]
    assert np.all(logits[:, 1] < logits[:, 0])


def test_description_and_supplier_are_fields_of_their_own():
    assert fields(SPEND_CATEGORY, {"passages": ["250L sensor", "JR3 INC"]}) == ["250L sensor", "JR3 INC"]
    assert fields(SPEND_CATEGORY, {"passages": ["250L sensor"]}) == ["250L sensor", ""]
    assert fields("ticket-queue", {"passages": ["title", "text"]}) == ["title \n text"]


def test_each_set_has_its_own_floor_and_one_of_all_sets():
    splits = {name: split("one", count) + split("two", count) for name, count in (("train", 8), ("calibration", 2), ("dev", 3))}
    found = head_floors(HEAD, splits, {}, most=0)
    assert set(found) == {"one", "two"}
    assert found["one"]["own"]["accuracy"] == found["two"][ALL_SETS]["accuracy"] == 1.0


def test_known_floors_of_the_same_rows_are_kept():
    splits = {name: split("one", count) for name, count in (("train", 8), ("calibration", 2), ("dev", 3))}
    first = head_floors(HEAD, splits, {}, most=0)
    first["one"]["own"]["accuracy"] = -1.0
    assert head_floors(HEAD, splits, first, most=0)["one"]["own"]["accuracy"] == -1.0
    splits["dev"] = splits["dev"][:-1]
    assert head_floors(HEAD, splits, first, most=0)["one"]["own"]["accuracy"] != -1.0


def test_every_strength_is_tried_and_the_best_kept_even_after_a_dip(monkeypatch):
    accuracies = {0.03: 0.4, 0.1: 0.4, 0.3: 0.2, 1.0: 0.9, 3.0: 0.8}
    monkeypatch.setattr(LinearFloor, "_accuracy", lambda self, model, matrix, rows: accuracies[model.C])
    floor = LinearFloor(HEAD).fit(split("one", 8), split("one", 2))
    assert floor.strength == 1.0


def test_without_held_rows_the_strength_is_one():
    floor = LinearFloor(HEAD).fit(split("one", 8), [])
    assert floor.strength == 1.0
    assert floor.logits([row("one", "a leaf", "green")]).argmax() == 0


def test_another_search_is_fitted_again(monkeypatch):
    splits = {name: split("one", count) for name, count in (("train", 8), ("calibration", 2), ("dev", 3))}
    first = head_floors(HEAD, splits, {}, most=0)
    first["one"]["own"]["accuracy"] = -1.0
    monkeypatch.setattr(floors_stage, "STRENGTHS", (0.1, 1.0))
    assert head_floors(HEAD, splits, first, most=0)["one"]["own"]["accuracy"] != -1.0
