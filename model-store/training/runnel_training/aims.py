"""The aims of the packs beside what the engine measured: reached, missed, and what it would take.

The aims stand in mappings/aims.yaml. Numbers come from `WORK/engine`, but for the comparison of int8 with fp32, which the
stage `evaluate` made, and for the calibration error of sentences, which the engine does not tell.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from .heads import load_mapping
from .report import entries, main_metrics, number, table

REACHED, MISSED, UNKNOWN, APART = "reached", "**missed**", "not measured", "reported apart"
ROUGE = {"rouge1": "ROUGE-1", "rouge2": "ROUGE-2", "rouge_l": "ROUGE-L"}
SLACK = 1e-9  # of numbers that are equal but for their last bit
COLUMNS = ["Head · data", "Measure", "Floor", "Reference", "Aim", "Measured", ""]


@dataclass(frozen=True)
class Measured:
    """What is known of a pack: JSON of the engine by `<head>-<set>`, the report, and the pack's size."""

    engine: dict[str, dict]
    floors: dict[str, dict]
    report: dict[str, dict]
    megabytes: float
    shallow: bool


@dataclass(frozen=True)
class Line:
    """One line of the table, and what is said under it if the aim is missed."""

    cells: list[str]
    verdict: str
    missed: str

    @property
    def title(self) -> str:
        """What the line is about."""
        return ", ".join(cell for cell in self.cells[:2] if cell)


def engine_results(work: Path) -> dict[str, dict]:
    """What the stage `engine` wrote, by `<head>-<set>`; nothing if it did not run."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((work / "engine").glob("*.json"))}


def at(values: dict, place: str):
    """The value at a dotted place; nothing if it is not there."""
    for key in place.split("."):
        values = values.get(key) if isinstance(values, dict) else None
    return values


def verdict(holds: bool) -> str:
    """The last cell of a line."""
    return REACHED if holds else MISSED


def of_head(aim: dict, known: Measured) -> Line:
    """A number of one head on one data set against its floor and its aim."""
    value = at(known.engine.get(f"{aim['head']}-{aim['dataset']}", {}), aim["measure"])
    name = aim.get("name") or {"accuracy": "accuracy", "entity_f1": "exact-span F1"}[aim["measure"]]
    wanted = aim.get("aim")
    judged = APART if wanted is None else UNKNOWN if value is None else verdict(value >= wanted - SLACK)
    told = f"≥ {wanted:g}" if wanted is not None else ""
    cells = [f"{aim['head']} · {aim['dataset']}", name, floor_of(aim, known), aim["reference"], told, "" if value is None else f"{value:.4f}", judged]
    return Line(cells, judged, missed_text(aim, known))


def floor_of(aim: dict, known: Measured) -> str:
    """The linear model of the data set alone; of summaries the best plain method, as the engine measured it on the same rows."""
    plain = at(known.engine.get(f"{aim['head']}-{aim['dataset']}", {}), "baselines")
    if plain:
        best = max(plain, key=lambda method: plain[method][aim["measure"]])
        return f"{plain[best][aim['measure']]:.3f} ({best})"
    return number(at(known.floors, f"{aim['head']}.{aim['dataset']}.own.{aim['floor']}")) if "floor" in aim else ""


def missed_text(aim: dict, known: Measured) -> str:
    """What was tried, for this kind of pack."""
    return aim.get("missed_small", aim.get("missed", "")) if known.shallow else aim.get("missed", "")


def judged_list(title: list[str], aim: str, values: dict[str, str], failing: list[str], missed: str) -> Line:
    """A line about many data sets: which of them fail."""
    if not values:
        return Line([*title, "", "", aim, "", UNKNOWN], UNKNOWN, missed)
    told = f"{len(values) - len(failing)} of {len(values)}" + (": not " + ", ".join(values[name] for name in failing) if failing else "")
    return Line([*title, "", "", aim, told, verdict(not failing)], verdict(not failing), missed)


def of_summaries(aim: dict, known: Measured) -> Line:
    """The model's summaries against the plain methods, on every set with references."""
    values, failing = {}, []
    for name, found in known.engine.items():
        for method in aim["above"] if found["head"] == "salience" else ():
            for key, rouge in ROUGE.items():
                own, plain = found[key], found["baselines"][method][key]
                values[f"{name} {method} {key}"] = f"{name} {rouge} {own:.3f} (`{method}` {plain:.3f})"
                failing += [f"{name} {method} {key}"] if own <= plain else []
    return judged_list(["salience · every set", "ROUGE-1, -2, -L"], f"above {', '.join(aim['above'])}", values, failing, missed_text(aim, known))


def of_int8(aim: dict, known: Measured) -> Line:
    """What int8 loses against fp32: accuracy, F1 or ROUGE of every data set."""
    values, failing = {}, []
    for head, dataset, entry in entries(known.report):
        for key, name in main_metrics(entry):
            if key in ("macro_f1", "average_recall"):
                continue
            change = entry["int8"][key] - entry["fp32"][key]
            values[f"{head} {dataset} {key}"] = f"{head} · {dataset} {name} {100 * change:+.2f}"
            failing += [f"{head} {dataset} {key}"] if change < -aim["loss"] - SLACK else []
    return judged_list(["all heads", "int8 against fp32"], f"at most {100 * aim['loss']:.1f} points below", values, failing, missed_text(aim, known))


def of_errors(title: str, aim: dict, errors: dict[str, float], known: Measured) -> Line:
    """Which data sets have too large a calibration error."""
    values = {name: f"{name} {error:.3f}" for name, error in errors.items()}
    failing = [name for name, error in errors.items() if error > aim["error"] + SLACK]
    return judged_list(["all heads", title], f"≤ {aim['error']}", values, failing, missed_text(aim, known))


def answer_errors(known: Measured) -> dict[str, float]:
    """Calibration error of answers as the engine gives it, and of words and sentences as the recipe does."""
    found = {}
    for head, dataset, entry in entries(known.report):
        engine = known.engine.get(f"{head}-{dataset}", {}).get("ece")
        found[f"{head} · {dataset}"] = entry["int8"]["ece_after"] if engine is None else engine
    return found


def span_errors(known: Measured) -> dict[str, float]:
    """Calibration error of found entities and fields, as the engine gives it."""
    found = known.engine.items()
    return {name.replace(f"{own['head']}-", f"{own['head']} · "): own["entity_ece"] for name, own in found if own.get("entity_ece") is not None}


def lines_of(known: Measured, aims: dict) -> list[Line]:
    """All lines of the table in order."""
    size, most = known.megabytes, aims["pack"]["megabytes"]
    fits = verdict(size <= most)
    return [
        *(of_head(aim, known) for aim in aims["heads"]),
        of_summaries(aims["summaries"], known),
        of_int8(aims["int8"], known),
        of_errors("ECE of answers; words, sentences", aims["calibration"], answer_errors(known), known),
        of_errors("ECE of found entities and fields", aims["spans"], span_errors(known), known),
        Line(["pack", "all files", "", "", f"≤ {most} MB", f"{size:.2f} MB", fits], fits, missed_text(aims["pack"], known)),
    ]


def aims_section(known: Measured) -> str:
    """The table of aims, and under it a sentence for each one that is missed."""
    lines = lines_of(known, load_mapping("aims"))
    missed = [f"- **{line.title}:** {line.missed}" for line in lines if line.verdict == MISSED]
    reached, judged = ([line for line in lines if line.verdict in kinds] for kinds in ((REACHED,), (REACHED, MISSED)))
    parts = [table(COLUMNS, [line.cells for line in lines]), f"Reached: {len(reached)} of {len(judged)}."]
    return "\n\n".join([*parts, *(["What was tried for the missed ones, and what it would take:", "\n".join(missed)] if missed else [])])
