"""Stage `card`: writes the model card from what the other stages measured, and packs the model folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import torch

from . import report as tables
from .heads import FIELD_EXTRACTION, TOKEN_CLASSIFICATION, load_heads, load_mapping
from .model import encoder_facts
from .pack import measured, pack_name, pack_version, write_pack
from .robustness import robustness_table
from .train import checkpoint_path

TEMPLATE = Path(__file__).resolve().parent.parent / "card-template.md"
PLOTS = TEMPLATE.parent / "plots"
LAYERS = 6  # of the encoder package; facts of a shallower student say their own
WATTS = 15  # of one busy core, an assumption
NOT_MEASURED = "Not measured for this pack; the command is above."


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


def holdout_table(found: dict[str, dict]) -> str:
    """A head on a source that it has never seen, beside a run that has seen it, equally short."""
    rows = [
        [head, source, tables.number(scores.get("held_out")), tables.number(scores.get("alone"))]
        for head, sources in found.items()
        for source, scores in sources.items()
    ]
    return tables.table(["Head", "Source left out", "Score without it", "Score with it"], rows) or NOT_MEASURED


def engine_table(work: Path) -> str:
    """What `./runnel models evaluate --output json` wrote into `<work>/engine/<head>-<set>.json`."""
    labels, spans = ("accuracy", "macro_f1", "average_recall"), ("entity_f1", "value_f1")
    keys = (*labels, *spans, "rouge1", "rouge2", "rouge_l", "ece", "entity_ece", "auroc")
    rows = []
    for path in sorted((work / "engine").glob("*.json")) if (work / "engine").is_dir() else []:
        found = json.loads(path.read_text(encoding="utf-8"))
        told = ", ".join(f"{key} {found[key]:.3f}" for key in keys if isinstance(found.get(key), (int, float)))
        rows.append([found["head"], path.stem.removeprefix(f"{found['head']}-"), f"{found['rows']:,}", told])
    return tables.table(["Head", "Dev set", "Rows", "Measures"], rows) or NOT_MEASURED


def plot_links(work: Path, name: str) -> str:
    """Copies the plots beside the recipe and links them."""
    lines = []
    for path in sorted((work / "plots").glob("*.svg")) if (work / "plots").is_dir() else []:
        PLOTS.mkdir(exist_ok=True)
        shutil.copyfile(path, PLOTS / f"{name}-{path.name}")
        lines.append(f"![{path.stem}](../../../training/plots/{name}-{path.name})")
    return "\n".join(lines)


def text_of(work: Path, name: str, otherwise: str) -> str:
    """A Markdown file that another stage wrote."""
    path = work / name
    return path.read_text(encoding="utf-8").strip() if path.exists() else otherwise


def training_story(facts: dict) -> str:
    """How long and on what the weights were trained."""
    hours = facts["cpu_seconds"] / 3600
    parts = [
        f"{facts['seconds'] / 60:.0f} minutes of wall clock, {hours:.1f} CPU hours on {facts['threads']} threads "
        f"(about {1000 * hours * WATTS / 1000:.0f} Wh at {WATTS} W a core), {facts['precision']}, {facts['steps']:,} steps, "
        f"{facts['tokens'] / 1e6:.1f} million tokens"
    ]
    if facts.get("resumed_minutes"):
        parts.append("stopped and resumed after " + " and ".join(f"{m:.0f}" for m in facts["resumed_minutes"]) + " minutes (EXPERIMENTS.md says why)")
    if "adaptation" in facts:
        adapted = facts["adaptation"]
        parts.append(
            f"before that {adapted['minutes']:.0f} minutes of masked language modelling on the training texts "
            f"({adapted['tokens'] / 1e6:.1f} million tokens)"
        )
    if "teacher" in facts:
        parts.append(f"distilled into {facts['layers']} layers from the trained runnel-base")
    if "refit_sentences" in facts:
        parts.append(f"salience fitted once more on {facts['refit_sentences']:,} sentences")
    return "; ".join(parts)


def values_of(work: Path, out: Path, facts: dict) -> dict[str, str]:
    """Everything the template asks for."""
    report = measured(work, "report.json", "evaluate")
    temperatures = measured(work, "temperatures.json", "calibrate")
    speeds = measured(work, "speed.json", "speed")
    summary = measured(work, "summary.json", "tune")
    encoder, layers = encoder_facts(), facts.get("layers") or LAYERS
    robust = optional(work, "robustness.json")
    return {
        "name": pack_name(layers),
        "version": str(pack_version(out, layers)),
        "layers": str(layers),
        "encoder_package": f"{encoder['package']} {encoder['version']}",
        "encoder_digest": encoder["sha256"],
        "training": training_story(facts),
        "headline": tables.headline(report),
        "entities": tables.entity_table(report),
        "scope": tables.scope_table(report),
        "summaries": tables.summary_table(report),
        "summary_rule": ", ".join(f"`{key}` {value}" for key, value in summary.items()),
        "calibration": tables.calibration_table(report),
        "packed": tables.packed_table(report),
        "robustness": robustness_table(robust) if robust else NOT_MEASURED,
        "holdout": holdout_table(optional(work, "holdout.json")),
        "engine": engine_table(work),
        "plots": plot_links(work, pack_name(layers)),
        "curve": text_of(work, "quality-speed.md", "See the card of runnel-base."),
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
    facts = torch.load(checkpoint_path(work), map_location="cpu", weights_only=False)["facts"]
    card = filled(TEMPLATE.read_text(encoding="utf-8"), values_of(work, out, facts))
    write_pack(work, out, facts.get("layers") or LAYERS, card)
