"""Card, reliability and plots are made from measured numbers only."""

import json
import re

import numpy as np
import pytest

from runnel_training import card, plots, robustness
from runnel_training.card import training_story
from runnel_training.heads import SALIENCE, load_heads, load_mapping
from runnel_training.pack import pack_version
from runnel_training.reliability import Reliability
from runnel_training.report import calibration_table, headline, scope_table
from runnel_training.robustness import robustness_table
from runnel_training.transformations import TRANSFORMATIONS


def test_a_placeholder_without_a_value_is_refused():
    assert card.filled("{{a}} and {{b}}", {"a": "1", "b": "2"}) == "1 and 2"
    with pytest.raises(SystemExit, match="does not exist"):
        card.filled("{{a}} and {{b}}", {"a": "1"})


def test_every_placeholder_of_the_template_is_a_name():
    names = re.findall(r"\{\{(.*?)\}\}", card.TEMPLATE.read_text(encoding="utf-8"))
    assert names and all(re.fullmatch("[a-z_]+", name) for name in names)


def test_share_alike_sources_are_marked():
    lines = [line for line in card.source_table().splitlines() if "BY-SA 4.0 |" in line]
    assert lines and all("| yes |" in line for line in lines)


def test_what_one_may_not_do_with_a_data_set_is_said_alike_in_card_and_guide():
    guide = (card.TEMPLATE.parents[2] / "docs" / "training.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in guide.splitlines() if line.startswith("| ")]
    terms = {cells[0]: cells[3] for cells in rows if len(cells) == 5}
    sources = load_mapping("sources")["datasets"]
    assert sources.keys() - terms.keys() == {"helpdesk_phrases"}
    for name, facts in sources.items():
        assert facts["terms"] == terms.get(name, facts["terms"])
        assert f"| {facts['terms']} |" in card.source_table()


def test_the_engine_table_has_the_measures_of_spans(tmp_path):
    (tmp_path / "engine").mkdir()
    found = {"head": "invoice-fields", "rows": 1200, "entity_f1": 0.5, "value_f1": 0.25, "entity_ece": 0.125, "ece": None}
    (tmp_path / "engine" / "invoice-fields-sroie.json").write_text(json.dumps(found), encoding="utf-8")
    line = "| invoice-fields | sroie | 1,200 | entity_f1 0.500, value_f1 0.250, entity_ece 0.125 |"
    assert line in card.engine_table(tmp_path)


def test_the_engine_table_tells_how_texts_out_of_scope_are_found(tmp_path):
    (tmp_path / "engine").mkdir()
    kept = {"threshold": 0.4, "in_scope_accuracy": 0.95, "recall": 0.73}
    scope = {"rows": 100, "in_scope_rows": 2995, "recall": 0.48, "in_scope_accuracy": 0.957, "fpr_at_95_tpr": 0.138, "keeping_accuracy": kept}
    found = {"head": "assistant-intent", "rows": 3095, "accuracy": 0.941, "out_of_scope": scope}
    (tmp_path / "engine" / "assistant-intent-clinc150.json").write_text(json.dumps(found), encoding="utf-8")
    told = "of 2,995 in scope accuracy 0.957; of 100 outside recall 0.480, FPR@95 0.138, and recall 0.730 where the accuracy in scope is kept at 0.950"
    assert told in card.engine_table(tmp_path)


def test_the_card_tells_which_rows_the_report_is_of():
    report = {"sentiment": {"a": {"int8": {"rows": 500}}, "b": {"int8": {"rows": 304}}}, "salience": {"m": {"int8": {"rows": 16}}}}
    told = card.scored_part(report, {"sentiment": {"a": 1427, "b": 304}, "salience": {"m": 35}})
    assert told == {"scored_rows": "At most 500 dev rows a set (16 documents of those with summaries)", "evaluate_options": " --most 500"}
    whole = card.scored_part(report, {"sentiment": {"a": 500, "b": 304}, "salience": {"m": 16}})
    assert whole == {"scored_rows": "All dev rows of every set", "evaluate_options": ""}


def test_a_floor_of_other_rows_than_the_head_says_so():
    entry = {"fp32": {"accuracy": 0.9}, "int8": {"rows": 500, "accuracy": 0.9}, "floor": {"own": {"rows": 965, "accuracy": 0.8}}}
    assert "| 0.800 (965 rows) |" in headline({"banking-intent": {"banking77": entry}})
    entry["int8"]["rows"] = 965
    assert "| 0.800 |" in headline({"banking-intent": {"banking77": entry}})


def test_the_scope_table_says_of_how_many_rows_it_is():
    scores = {"energy": {"auroc": 0.9, "fpr95": 0.1, "recall": 0.5, "in_scope_accuracy": 0.95}}
    found = {"out_of_scope": {"rows": 500, "outside": 17, "scores": scores}}
    lines = scope_table({"assistant-intent": {"clinc150": {"int8": found, "fp32": found}}}).splitlines()
    assert lines[2].startswith("| assistant-intent | clinc150 | 500, 17 outside | int8 |")


def test_a_training_is_told_as_resumed_only_if_a_step_followed():
    facts = {"cpu_seconds": 3600, "seconds": 3600, "threads": 2, "precision": "bf16", "steps": 9, "tokens": 1e6}
    assert "resumed" not in training_story({**facts, "resumed_minutes": [60.0]})
    assert "resumed after 30 minutes" in training_story({**facts, "resumed_minutes": [30.0, 60.0]})


def test_the_training_tells_of_everything_that_refit_fits():
    facts = {"cpu_seconds": 3600, "seconds": 3600, "threads": 2, "precision": "bf16", "steps": 9, "tokens": 1e6}
    told = training_story({**facts, "refit_sentences": 7, "wide": ["spend-category", "banking-intent"]})
    assert "`salience` fitted once more on 7 sentences; `spend-category` and `banking-intent` add" in told


def test_the_calibration_table_says_what_is_counted():
    both = {"ece_before": 0.2, "ece_after": 0.1}
    report = {"a": {"x": {"int8": {**both, "accuracy": 1.0}}, "y": {"int8": {**both, "f1": 1.0}}, "z": {"int8": {**both, "auc": 1.0}}}}
    lines = calibration_table(report).splitlines()[2:]
    assert [line.split(" | ")[2] for line in lines] == ["ECE", "ECE (words)", "ECE (sentences)"]


def test_the_calibration_table_has_a_head_s_data_sets_together_where_it_has_several():
    entry = {"int8": {"ece_before": 0.2, "ece_after": 0.1, "accuracy": 1.0}}
    bins = {"a": {"ece_before": 0.15, "ece_after": 0.05}, "b": {"ece_before": 0.2, "ece_after": 0.1}}
    lines = calibration_table({"a": {"x": entry, "y": entry}, "b": {"z": entry}}, bins).splitlines()[2:]
    assert len(lines) == 4 and lines[2] == "| a | **all** | ECE | 0.150 | 0.050 |"


def test_the_cost_of_a_student_includes_its_teacher_s():
    facts = {"cpu_seconds": 3600, "seconds": 1800, "threads": 2, "precision": "bf16", "steps": 9, "tokens": 1e6}
    told = training_story({**facts, "teacher": {"cpu_seconds": 7200, "seconds": 3960, "tokens": 1e7}})
    assert "1.0 CPU hours (about 15 Wh" in told and "its teacher, which was trained for 66 minutes, 3.0 CPU hours" in told


def test_the_version_is_that_of_the_folder(tmp_path):
    assert pack_version(tmp_path / "runnel-base" / "12", 6) == 12
    for folder, layers in (("runnel-base/3", 3), ("runnel-base/new", 6), ("runnel-base/0", 6), ("2", 6)):
        with pytest.raises(SystemExit, match="--out .* expected one like models/runnel-"):
            pack_version(tmp_path / folder, layers)


def test_plots_without_reliability_name_the_stage_that_is_missing(tmp_path):
    with pytest.raises(SystemExit, match="run the stage `evaluate`"):
        plots.plots(tmp_path)


def test_the_robustness_table_tells_the_change_in_points():
    entry = {"rows": 3, "metric": "accuracy", "clean": 0.9, **{name: 0.85 for name in TRANSFORMATIONS}}
    assert robustness_table({"sentiment": {"tweets": entry}}).count("85.0 (-5.0)") == len(TRANSFORMATIONS)


def test_reliability_pools_the_data_sets_of_a_head(tmp_path):
    seen = Reliability()
    before, right = np.full(10, 0.95), np.array([True] * 5 + [False] * 5)
    first = seen.add("sentiment", before, np.full(10, 0.5), right)
    seen.add("sentiment", before, np.full(10, 0.5), right)
    assert first["ece_before"] == pytest.approx(0.45) and first["ece_after"] == pytest.approx(0.0)
    seen.write(tmp_path)
    found = json.loads((tmp_path / "reliability.json").read_text(encoding="utf-8"))
    assert found["sentiment"]["before"] == [[pytest.approx(0.95), 0.5, 20]]


def test_plots_are_small_and_the_same_for_the_same_numbers(tmp_path):
    bins = {"before": [[0.5, 0.4, 9], [0.9, 0.8, 50]], "after": [[0.5, 0.5, 9]], "ece_before": 0.1, "ece_after": 0.0}
    scores = (("a", 0.9, 4000), ("b", 0.8, 9000))
    heads = [{"sentiment": q, "entities": q - 0.1, "salience": 0.2} for _, q, _ in scores]
    points = [
        {"name": n, "heads": own, "groups": plots.group_means(own), "speed": s, "megabytes": 20} for own, (n, _, s) in zip(heads, scores)
    ]
    for name in ("one", "two"):
        plots.reliability_plot({"sentiment": bins, "entities": bins}, tmp_path / name / "reliability.svg")
        plots.quality_speed_plot(points, tmp_path / name / "curve.svg")
    for file in ("reliability.svg", "curve.svg"):
        first, second = ((tmp_path / name / file).read_bytes() for name in ("one", "two"))
        assert first == second and len(first) < 60_000


def test_label_heads_tagging_heads_and_summaries_have_means_of_their_own():
    means = plots.group_means({"sentiment": 0.75, "ticket-queue": 0.25, "entities": 0.5, "salience": 0.125})
    assert means == {plots.LABELS: 0.5, plots.TAGS: 0.5, plots.SUMMARIES: 0.125}


def test_the_meetings_of_the_robustness_table_are_few(tmp_path, monkeypatch):
    rows = [{"dataset": name} for name in ("qmsum", "gitbugs_hadoop") for _ in range(50)]
    monkeypatch.setattr(robustness, "read_prepared", lambda work, head, split: rows)
    found = robustness.rows_of(tmp_path, load_heads()[SALIENCE], 300)
    assert {name: len(own) for name, own in found.items()} == {"qmsum": robustness.MEETINGS}


def measured_pack(work, accuracy: float, rows: int = 10) -> None:
    scores = {"rows": rows, "accuracy": accuracy}
    rouge = {"rows": 2, "model_rouge1": 0.3, "model_rouge2": 0.1, "model_rougeL": 0.2}
    report = {"sentiment": {"tweets": {p: scores for p in ("fp32", "int8")}}, "salience": {"m": {p: rouge for p in ("fp32", "int8")}}}
    (work / "onnx").mkdir(parents=True)
    for precision in ("fp32", "int8"):
        (work / "onnx" / f"model_{precision}.onnx").write_bytes(b"x" * 1000)
    speed = {precision: {"1": {plots.SPEED_SHAPE: int(1000 / accuracy)}} for precision in ("fp32", "int8")}
    (work / "report.json").write_text(json.dumps(report), encoding="utf-8")
    (work / "speed.json").write_text(json.dumps(speed), encoding="utf-8")
    (work / "reliability.json").write_text("{}", encoding="utf-8")


def test_both_cards_link_one_curve_and_each_its_own_reliability(tmp_path, monkeypatch):
    monkeypatch.setattr(card, "PLOTS", tmp_path / "shown")
    (tmp_path / "plots").mkdir()
    assert card.plot_link(tmp_path, plots.CURVE, plots.CURVE) == ""
    (tmp_path / "plots" / plots.CURVE).write_text("<svg/>", encoding="utf-8")
    assert card.plot_link(tmp_path, plots.CURVE, plots.CURVE) == "![quality-speed](../../../training/plots/quality-speed.svg)"
    assert (tmp_path / "shown" / plots.CURVE).exists()


def test_both_packs_and_the_guide_get_one_curve_of_three_points(tmp_path, monkeypatch):
    monkeypatch.setattr(plots, "reliability_plot", lambda bins, path: None)
    base, small, guide = tmp_path / "base", tmp_path / "small", tmp_path / "guide.md"
    measured_pack(base, 0.9)
    measured_pack(small, 0.8)
    guide.write_text(f"before\n{plots.BEGIN}\nwhat stood here\n{plots.END}\nafter\n", encoding="utf-8")
    plots.plots(base, small, guide)
    table = (base / plots.CURVE_TABLE).read_text(encoding="utf-8")
    assert [line.split(" | ")[0] for line in table.splitlines()[2:5]] == ["| runnel-base fp32", "| runnel-base int8", "| runnel-small int8"]
    assert "| sentiment | 90.0 | 90.0 | 80.0 |" in table and "| salience | 20.0 | 20.0 | 20.0 |" in table
    assert (small / plots.CURVE_TABLE).read_text(encoding="utf-8") == table and (small / "plots" / plots.CURVE).exists()
    told = guide.read_text(encoding="utf-8")
    assert told.startswith("before\n") and told.endswith("after\n") and table.strip() in told and "stood" not in told


def test_packs_that_were_scored_on_different_rows_are_not_compared(tmp_path, monkeypatch):
    monkeypatch.setattr(plots, "reliability_plot", lambda bins, path: None)
    measured_pack(tmp_path / "base", 0.9)
    measured_pack(tmp_path / "small", 0.8, rows=20)
    with pytest.raises(SystemExit, match="different rows"):
        plots.plots(tmp_path / "base", tmp_path / "small")


def test_a_guide_without_a_place_for_the_table_is_left_alone(tmp_path):
    guide = tmp_path / "guide.md"
    guide.write_text("nothing", encoding="utf-8")
    with pytest.raises(SystemExit, match="has no place"):
        plots.put_into(guide, "table")
    assert guide.read_text(encoding="utf-8") == "nothing"
