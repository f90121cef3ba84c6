"""The report of `evaluate` as JSON and as tables; the card takes its tables from here."""

from __future__ import annotations

import json
import os
from pathlib import Path

METHODS = ("lead", "lead-3", "random", "textrank", "centroid", "model", "model_unstemmed", "oracle")
METRICS = ("rouge1", "rouge2", "rougeL")
NAMES = {"accuracy": "accuracy", "macro_f1": "macro-F1", "average_recall": "average recall"}


def part_of(path: Path) -> Path:
    """Where a file grows until it is whole."""
    return path.with_name(f"{path.name}.part")


def finish(*paths: Path) -> None:
    """Moves files that have grown whole to their place; a stopped stage never gets here."""
    for path in paths:
        os.replace(part_of(path), path)


def write_report(work: Path, report: dict[str, dict]) -> None:
    """Writes what there is so far beside `<work>/report.json` and `report.md`; `finish_report` moves it there."""
    part_of(work / "report.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    parts = [headline(report), entity_table(report), scope_table(report), summary_table(report), calibration_table(report)]
    part_of(work / "report.md").write_text("\n\n".join(part for part in parts if part) + "\n", encoding="utf-8")


def finish_report(work: Path) -> None:
    """The report is whole."""
    finish(work / "report.json", work / "report.md")


def capped(report: dict[str, dict], available: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """Which data sets were scored on fewer dev rows than are `available`, and on how many."""
    found: dict[str, dict[str, int]] = {}
    for head, dataset, entry in entries(report):
        rows = entry["int8"]["rows"]
        if rows < available[head][dataset]:
            found.setdefault(head, {})[dataset] = rows
    return found


def table(columns: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; nothing if it has no rows."""
    if not rows:
        return ""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def number(value: float | None) -> str:
    """Three decimals, or nothing."""
    return "" if value is None else f"{value:.3f}"


def entries(report: dict[str, dict]):
    """Head, data set and entry, one after the other."""
    for head, datasets in report.items():
        for dataset, entry in datasets.items():
            yield head, dataset, entry


def main_metrics(entry: dict) -> list[tuple[str, str]]:
    """Key and name of the numbers that one looks at first."""
    found = entry["int8"]
    if "model_rouge1" in found:
        return [(f"model_{metric}", metric.upper()) for metric in METRICS]
    if "value_f1" in found:
        return [("f1", "field F1 (printed)"), ("value_f1", "field F1 (told value)")]
    if "f1" in found:
        return [("f1", "exact-span F1")]
    return [(key, name) for key, name in NAMES.items() if key in found]


def floor_of(entry: dict, metric: str) -> str:
    """The linear floor trained on the data set alone, and on all sets of the head; or the best plain summary.

    The number of the floor's rows stands beside it if the head was scored on others.
    """
    if metric.startswith("model_"):
        name = metric.removeprefix("model_")
        best = max(METHODS[:5], key=lambda method: entry["int8"][f"{method}_{name}"])
        return f"{entry['int8'][f'{best}_{name}']:.3f} ({best})"
    floor = entry.get("floor", {})
    values = [number(floor[kind].get(metric)) for kind in ("own", "all sets") if kind in floor]
    told = " / ".join(value for value in values if value)
    rows = floor.get("own", {}).get("rows")
    return f"{told} ({rows:,} rows)" if told and rows not in (None, entry["int8"]["rows"]) else told


def headline(report: dict[str, dict]) -> str:
    """Every head and data set with the numbers that one looks at first."""
    rows = [
        [
            head,
            dataset,
            f"{entry['int8']['rows']:,}",
            name,
            number(entry["fp32"].get(key)),
            number(entry["int8"].get(key)),
            floor_of(entry, key),
        ]
        for head, dataset, entry in entries(report)
        for key, name in main_metrics(entry)
    ]
    return table(["Head", "Dev set", "Rows", "Metric", "fp32", "int8", "Floor"], rows)


def entity_table(report: dict[str, dict]) -> str:
    """F1 of every type, int8."""
    rows = []
    for head, dataset, entry in entries(report):
        found = entry["int8"]
        types = {key.removeprefix("f1_"): value for key, value in found.items() if key.startswith("f1_")}
        if types:
            rows.append([head, dataset, ", ".join(f"{name} {value:.2f}" for name, value in types.items())])
    return table(["Head", "Dev set", "F1 of each type, int8"], rows)


def scope_table(report: dict[str, dict]) -> str:
    """Detection of texts that no label fits, for each score and for the linear floor."""
    rows = []
    for head, dataset, entry in entries(report):
        own = entry.get("floor", {}).get("own", {})
        for name, found in (("int8", entry["int8"]), ("fp32", entry["fp32"]), ("floor", own)):
            scope = found.get("out_of_scope", {})
            for score, values in scope.get("scores", {}).items():
                cells = [number(values[key]) for key in ("auroc", "fpr95", "recall", "in_scope_accuracy")]
                rows.append([head, dataset, f"{scope['rows']:,}, {scope['outside']:,} outside", name, score, *cells])
    columns = ["Head", "Dev set", "Rows", "Model", "Score", "AUROC", "FPR@95", "Out-of-scope recall", "In-scope accuracy kept"]
    return table(columns, rows)


def summary_table(report: dict[str, dict]) -> str:
    """ROUGE of the model and of all plain methods, times 100."""
    rows = []
    for _, dataset, entry in entries(report):
        for method in METHODS:
            values = [entry["int8"].get(f"{method}_{metric}") for metric in METRICS]
            if None not in values:
                rows.append([dataset, str(entry["int8"]["words"]), method, *(f"{100 * value:.1f}" for value in values)])
    return table(["Dev set", "Words", "Method", "ROUGE-1", "ROUGE-2", "ROUGE-L"], rows)


def error_name(entry: dict) -> str:
    """What the calibration error of an entry counts: answers, or words of a tagging head, or sentences."""
    found = entry["int8"]
    return "ECE (words)" if "f1" in found else "ECE (sentences)" if "auc" in found else "ECE"


def calibration_table(report: dict[str, dict], bins: dict[str, dict] | None = None) -> str:
    """Expected calibration error of every head and data set, int8; given the bins, also of a head's data sets together."""
    rows = []
    for head, datasets in report.items():
        known = {dataset: entry for dataset, entry in datasets.items() if "ece_after" in entry["int8"]}
        for dataset, entry in known.items():
            rows.append([head, dataset, error_name(entry), number(entry["int8"]["ece_before"]), number(entry["int8"]["ece_after"])])
        together = (bins or {}).get(head)
        if together and len(known) > 1:
            name = error_name(next(iter(known.values())))
            rows.append([head, "**all**", name, number(together["ece_before"]), number(together["ece_after"])])
    return table(["Head", "Dev set", "Measure", "Before", "After the temperature"], rows)


def packed_table(report: dict[str, dict]) -> str:
    """What it costs that many unrelated examples share a row, int8."""
    rows = [
        [head, dataset, number(entry["int8"]["accuracy_first_passage"]), number(entry["int8"]["accuracy_packed"])]
        for head, dataset, entry in entries(report)
        if "accuracy_packed" in entry["int8"]
    ]
    return table(["Head", "Dev set", "Accuracy, first passage alone", "packed with others"], rows)
