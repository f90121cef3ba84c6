"""Aims stand beside what was measured; a missed one is told with what was tried."""

import dataclasses
import json

import pytest

from runnel_training.aims import MISSED, REACHED, UNKNOWN, Measured, aims_section, lines_of
from runnel_training.heads import load_heads, load_mapping

AIMS = load_mapping("aims")


def known(**changes) -> Measured:
    engine = {"banking-intent-banking77": {"head": "banking-intent", "rows": 965, "accuracy": 0.9254, "ece": 0.0143}}
    floors = {"banking-intent": {"banking77": {"own": {"accuracy": 0.9036}}}}
    return dataclasses.replace(Measured(engine, floors, {}, 24.97, False), **changes)


def line(found: Measured, first: str, second: str):
    return next(one for one in lines_of(found, AIMS) if one.cells[0] == first and one.cells[1] == second)


def test_a_line_has_floor_reference_aim_and_what_the_engine_measured():
    cells = ["banking-intent · banking77", "accuracy", "0.904", "DistilBERT cards 0.925 to 0.928", "≥ 0.925", "0.9254", REACHED]
    assert line(known(), *cells[:2]).cells == cells


def test_the_floor_of_summaries_is_the_best_plain_method_of_the_same_rows():
    plain = {name: {"rouge1": score, "rouge2": 0.0, "rouge_l": 0.0} for name, score in (("lead", 0.2), ("centroid", 0.25), ("textrank", 0.1))}
    found = {"salience-qmsum": {"head": "salience", "rouge1": 0.3, "rouge2": 0.1, "rouge_l": 0.1, "baselines": plain}}
    assert line(known(engine=found), "salience · qmsum", "ROUGE-1").cells[2] == "0.250 (centroid)"


def test_what_was_not_measured_is_neither_reached_nor_missed():
    assert line(known(), "entities · wnut17", "exact-span F1").verdict == UNKNOWN
    assert line(known(), "all heads", "int8 against fp32").verdict == UNKNOWN


def test_a_missed_aim_is_told_with_what_was_tried_for_this_pack():
    found = {"banking-intent-banking77": {"head": "banking-intent", "accuracy": 0.9192}}
    text = aims_section(known(engine=found))
    assert "| 0.9192 | **missed** |" in text and "- **banking-intent · banking77, accuracy:** More rounds" in text
    assert "The teacher only just reaches it" in aims_section(known(engine=found, shallow=True))


def test_int8_names_the_sets_that_lose_more_than_half_a_point():
    rows = {"fp32": {"rows": 9, "accuracy": 0.9, "macro_f1": 0.9, "ece_after": 0.01}, "int8": {"rows": 9, "accuracy": 0.895, "macro_f1": 0.1, "ece_after": 0.01}}
    worse = {**rows, "int8": {**rows["int8"], "accuracy": 0.893}}
    told = line(known(report={"sentiment": {"a": rows, "b": worse}}), "all heads", "int8 against fp32")
    assert told.verdict == MISSED and told.cells[5] == "1 of 2: not sentiment · b accuracy -0.70"


def test_calibration_names_the_sets_above_the_limit():
    entry = {"fp32": {}, "int8": {"accuracy": 0.9, "ece_after": 0.01}}
    report = {"banking-intent": {"banking77": {**entry, "fp32": entry["int8"]}}, "sentiment": {"a": {"fp32": entry["int8"], "int8": {"accuracy": 0.9, "ece_after": 0.04}}}}
    told = line(known(report=report), "all heads", "ECE of answers; words, sentences")
    assert told.cells[5] == "1 of 2: not sentiment · a 0.040"


def test_summaries_must_be_above_every_plain_method_on_every_set():
    plain = {method: {"rouge1": 0.2, "rouge2": 0.03, "rouge_l": 0.1} for method in ("lead", "centroid", "textrank")}
    own = {"head": "salience", "rouge1": 0.3, "rouge2": 0.03, "rouge_l": 0.2, "baselines": plain | {"textrank": {"rouge1": 0.2, "rouge2": 0.01, "rouge_l": 0.1}}}
    told = line(known(engine={"salience-qmsum": own}), "salience · every set", "ROUGE-1, -2, -L")
    assert told.verdict == MISSED and "7 of 9" in told.cells[5] and "salience-qmsum ROUGE-2 0.030 (`lead` 0.030)" in told.cells[5]


def test_a_pack_beyond_its_size_misses_the_aim():
    assert line(known(megabytes=25.01), "pack", "all files").verdict == MISSED


@pytest.mark.parametrize("aim", AIMS["heads"], ids=lambda aim: f"{aim['head']}-{aim['dataset']}-{aim['measure']}")
def test_every_aim_is_of_a_head_of_the_pack_and_says_what_was_tried(aim):
    assert aim["head"] in load_heads() and ("aim" not in aim or aim["missed"])


def test_the_aims_file_is_read_without_surprises():
    json.dumps(AIMS)
    assert all(isinstance(AIMS[key]["missed"], str) for key in ("summaries", "int8", "calibration", "spans", "pack"))
