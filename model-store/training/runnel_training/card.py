"""Stage `card`: writes the model card from what the other stages measured, and packs the model folder."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import torch

from . import report as tables
from .aims import Measured, aims_section, engine_results
from .datasets import read_prepared
from .distill import weights_digest
from .heads import FIELD_EXTRACTION, SALIENCE, TOKEN_CLASSIFICATION, load_heads, load_mapping
from .holdout import FILE as HOLDOUT
from .holdout import sharing_table, transfer_table
from .model import encoder_facts
from .pack import measured, pack_bytes, pack_name, pack_version, write_pack
from .plots import CURVE, CURVE_TABLE, PLOTS, RELIABILITY_PLOT
from .reliability import FILE as RELIABILITY
from .robustness import FILE as ROBUSTNESS
from .robustness import robustness_table
from .train import checkpoint_path

TEMPLATE = Path(__file__).resolve().parent.parent / "card-template.md"
LAYERS = 6  # of the encoder package; facts of a shallower student say their own
WATTS = 15  # of one busy core, an assumption
NOT_MEASURED = "Not measured for this pack; the command is above."
SMALLER = """**The small one of two packs:** the same heads, labels, inputs and outputs as `runnel-base`, from which it was distilled, with
{layers} layers. Take it where throughput counts more than the last points; the section on speed shows both."""
LARGER = "Where throughput counts more than the last points, `runnel-small` has the same heads on half of the layers."


def optional(work: Path, name: str) -> dict:
    """A JSON file that a stage beside the main line may have written; empty if it did not."""
    path = work / name
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def source_table() -> str:
    """Data sets with licence, origin, citation, and what one may not do with them, or must."""
    rows = []
    for name, facts in load_mapping("sources")["datasets"].items():
        share = "yes" if "BY-SA" in facts["licence"] else ""
        told = [facts[key] for key in ("terms", "origin", "citation")]
        rows.append([name, ", ".join(facts["heads"]), facts["licence"], share, *told])
    columns = ["Data set", "Heads", "Licence", "Share-alike", "What you may not do, or must", "Origin", "Citation"]
    return tables.table(columns, rows)


def label_table(temperatures: dict[str, float]) -> str:
    """Heads with their labels and temperature; of very many labels the first and the place of the rest."""
    rows = []
    for head in load_heads().values():
        labels = list(head.labels)
        if head.task == TOKEN_CLASSIFICATION:
            labels = load_mapping(head.name)["types"]
        elif head.task == FIELD_EXTRACTION:
            labels = load_mapping(head.name)["fields"]
        kind = " (as B- and I- tags, and O)" if head.tagging else ""
        told = ", ".join(labels) if len(labels) <= 30 else f"{len(labels)}, all in `runnel.yaml`: {', '.join(labels[:6])}, …"
        rows.append([head.name, head.task, str(temperatures[head.name]), told + kind])
    return tables.table(["Head", "Task", "Temperature", "Labels"], rows)


def engine_table(work: Path) -> str:
    """What `./runnel models evaluate --output json` wrote into `<work>/engine/<head>-<set>.json`."""
    labels, spans = ("accuracy", "macro_f1", "average_recall"), ("entity_f1", "value_f1")
    keys = (*labels, *spans, "rouge1", "rouge2", "rouge_l", "ece", "entity_ece", "auroc")
    rows = []
    for name, found in engine_results(work).items():
        told = ", ".join(f"{key} {found[key]:.3f}" for key in keys if isinstance(found.get(key), (int, float)))
        told += engine_scope(found["out_of_scope"]) if found.get("out_of_scope") else ""
        rows.append([found["head"], name.removeprefix(f"{found['head']}-"), f"{found['rows']:,}", told])
    return tables.table(["Head", "Dev set", "Rows", "Measures"], rows) or NOT_MEASURED


def engine_scope(found: dict) -> str:
    """What the engine measured of out-of-scope texts: without a threshold, and with the one that keeps the accuracy in scope."""
    kept = found["keeping_accuracy"]
    return (
        f"; of {found['in_scope_rows']:,} in scope accuracy {found['in_scope_accuracy']:.3f}; of {found['rows']:,} outside recall "
        f"{found['recall']:.3f}, FPR@95 {found['fpr_at_95_tpr']:.3f}, and recall {kept['recall']:.3f} where the accuracy in scope is kept at "
        f"{kept['in_scope_accuracy']:.3f}"
    )


def available_rows(work: Path) -> dict[str, dict[str, int]]:
    """How many dev rows there are of every data set of every head."""
    return {head: dict(Counter(row["dataset"] for row in read_prepared(work, head, "dev"))) for head in load_heads()}


def scored_part(report: dict[str, dict], available: dict[str, dict[str, int]]) -> dict[str, str]:
    """Which dev rows the report is of, in words, and the options of `evaluate` that score the same ones."""
    capped = tables.capped(report, available)
    most = max((rows for head, sets in capped.items() if head != SALIENCE for rows in sets.values()), default=0)
    if not capped:
        return {"scored_rows": "All dev rows of every set", "evaluate_options": ""}
    meetings = max(capped.get(SALIENCE, {}).values(), default=0)
    beside = f" ({meetings} documents of those with summaries)" if meetings else ""
    return {"scored_rows": f"At most {most} dev rows a set{beside}", "evaluate_options": f" --most {most}"}


def layers_of(work: Path) -> int:
    """How many layers the trained model of a work folder has."""
    path = checkpoint_path(work)
    if not path.exists():
        raise SystemExit(f"{path} is missing; run the stage `train` with the same --work first.")
    return torch.load(path, map_location="cpu", weights_only=False)["facts"].get("layers") or LAYERS


def plot_link(work: Path, file: str, copied: str) -> str:
    """Copies a plot beside the recipe and links it; nothing if it was not drawn."""
    drawn = work / "plots" / file
    if not drawn.exists():
        return ""
    PLOTS.mkdir(exist_ok=True)
    shutil.copyfile(drawn, PLOTS / copied)
    return f"![{drawn.stem}](../../../training/plots/{copied})"


def text_of(work: Path, name: str, otherwise: str) -> str:
    """A Markdown file that another stage wrote."""
    path = work / name
    return path.read_text(encoding="utf-8").strip() if path.exists() else otherwise


def cost(facts: dict) -> str:
    """CPU hours and energy of a training."""
    hours = facts["cpu_seconds"] / 3600
    return f"{hours:.1f} CPU hours (about {hours * WATTS:.0f} Wh at {WATTS} W a core)"


def training_story(facts: dict) -> str:
    """How long and on what the weights were trained."""
    parts = [
        f"{facts['seconds'] / 60:.0f} minutes of wall clock on {facts['threads']} threads, {cost(facts)}, "
        f"{facts['precision']}, {facts['steps']:,} steps, {facts['tokens'] / 1e6:.1f} million tokens"
    ]
    resumed = [minutes for minutes in facts.get("resumed_minutes", []) if minutes < facts["seconds"] / 60]  # a step followed
    if resumed:
        parts.append("stopped and resumed after " + " and ".join(f"{m:.0f}" for m in resumed) + " minutes (EXPERIMENTS.md says why)")
    if "adaptation" in facts:
        adapted = facts["adaptation"]
        parts.append(
            f"before that {adapted['minutes']:.0f} minutes of masked language modelling on the training texts "
            f"({adapted['tokens'] / 1e6:.1f} million tokens)"
        )
    if "teacher" in facts:
        teacher = facts["teacher"]
        both = {"cpu_seconds": facts["cpu_seconds"] + teacher["cpu_seconds"]}
        parts.append(f"with its teacher, which was trained for {teacher['seconds'] / 60:.0f} minutes, {cost(both)} in all")
    if "refit_sentences" in facts:
        parts.append(f"`salience` fitted once more on {facts['refit_sentences']:,} sentences")
    if facts.get("wide"):
        heads = " and ".join(f"`{head}`" for head in facts["wide"])
        parts.append(f"{heads} add to their logits a number for every word piece, fitted apart on the finished encoder")
    return "; ".join(parts)


def origin(saved: dict) -> str:
    """The trained encoder's digest, and of a student what it learnt from."""
    facts, own = saved["facts"], weights_digest(saved["model"])
    lines = [f"- **Trained encoder:** sha256 `{own}`", "  over its float32 weights in order of their names, before int8."]
    if "teacher" in facts:
        lines += [
            f"- **Teacher:** `runnel-base`, the version whose card names the trained encoder `{facts['teacher']['weights']}`.",
            f"  This pack began as {facts['layers']} of its layers, with its heads, and learnt from the same rows and from the teacher's last hidden",
            "  states (stage `distill`, after TinyBERT, arXiv:1909.10351). No other model took part.",
        ]
    return "\n".join(lines)


def choice(work: Path, facts: dict) -> str:
    """Which of the packs to take, for the reader of this one's card; nothing where the other one was never measured."""
    if "teacher" in facts:
        return SMALLER.format(layers=facts["layers"])
    return LARGER if (work / CURVE_TABLE).exists() else ""


def held_out_tables(work: Path, facts: dict) -> dict[str, str]:
    """Sources never seen, and the cost of sharing; measured for the large pack, whose recipe the small one shares."""
    found = optional(work, HOLDOUT)
    otherwise = "Measured for `runnel-base`, see its card: the recipe is the same." if "teacher" in facts else NOT_MEASURED
    return {"holdout": transfer_table(found) or otherwise, "sharing": sharing_table(found) or otherwise}


def values_of(work: Path, out: Path, saved: dict) -> dict[str, str]:
    """Everything the template asks for."""
    facts = saved["facts"]
    report = measured(work, "report.json", "evaluate")
    temperatures = measured(work, "temperatures.json", "calibrate")
    speeds = measured(work, "speed.json", "speed")
    summary = measured(work, "summary.json", "tune")
    encoder, layers = encoder_facts(), facts.get("layers") or LAYERS
    robust = optional(work, ROBUSTNESS)
    return {
        "name": pack_name(layers),
        "version": str(pack_version(out, layers)),
        "layers": str(layers),
        "encoder_package": f"{encoder['package']} {encoder['version']}",
        "encoder_digest": encoder["sha256"],
        "training": training_story(facts),
        **scored_part(report, available_rows(work)),
        "headline": tables.headline(report),
        "entities": tables.entity_table(report),
        "scope": tables.scope_table(report),
        "summaries": tables.summary_table(report),
        "summary_rule": ", ".join(f"`{key}` {value}" for key, value in summary.items()),
        "calibration": tables.calibration_table(report, optional(work, RELIABILITY)),
        "packed": tables.packed_table(report),
        "robustness": robustness_table(robust) if robust else NOT_MEASURED,
        **held_out_tables(work, facts),
        "engine": engine_table(work),
        "plots": plot_link(work, RELIABILITY_PLOT, f"{pack_name(layers)}-{RELIABILITY_PLOT}"),
        "curve": f"{text_of(work, CURVE_TABLE, NOT_MEASURED)}\n\n{plot_link(work, CURVE, CURVE)}".strip(),
        "choice": choice(work, facts),
        "origin": origin(saved),
        "labels": label_table(temperatures),
        "queue_count": str(len(load_heads()["ticket-queue"].labels)),
        "sources": source_table(),
        "speed": text_of(work, "speed.md", NOT_MEASURED),
        "onnxruntime": speeds["onnxruntime"],
        "same_length": f"{speeds['change_across_batches']['same_length']:.1e}",
        "other_lengths": f"{speeds['change_across_batches']['other_lengths']:.1e}",
    }


def filled(template: str, values: dict[str, str]) -> str:
    """The template with every `{{name}}` replaced; refuses one that has no value."""
    for name, value in values.items():
        template = template.replace("{{" + name + "}}", value)
    if "{{" in template:
        raise SystemExit(f"card-template.md asks for a value that does not exist: {template[template.index('{{'):][:40]}")
    return template


def write_card(work: Path, out: Path) -> None:
    """Fills card-template.md and writes the model folder."""
    saved = torch.load(checkpoint_path(work), map_location="cpu", weights_only=False)
    layers, template, values = saved["facts"].get("layers") or LAYERS, TEMPLATE.read_text(encoding="utf-8"), values_of(work, out, saved)
    report = measured(work, "report.json", "evaluate")
    known = Measured(engine_results(work), optional(work, "floors.json"), report, 0.0, "teacher" in saved["facts"])
    draft = filled(template, values | {"aims": aims_section(known)})
    known = replace(known, megabytes=pack_bytes(work, out, layers, draft) / 1e6)
    write_pack(work, out, layers, filled(template, values | {"aims": aims_section(known)}))
