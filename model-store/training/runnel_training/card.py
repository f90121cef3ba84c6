"""Stage `card`: writes the model card from what the other stages measured, and packs the model folder."""

from __future__ import annotations

import json
from pathlib import Path

import torch

from .evaluate import markdown
from .heads import TOKEN_CLASSIFICATION, load_heads, load_mapping
from .model import encoder_facts
from .pack import write_pack
from .train import checkpoint_path

TEMPLATE = Path(__file__).resolve().parent.parent / "card-template.md"


def measured(work: Path, name: str, stage: str) -> dict:
    """A JSON file that another stage wrote."""
    path = work / name
    if not path.exists():
        raise SystemExit(f"{path} is missing; run the stage `{stage}` with the same --work first.")
    return json.loads(path.read_text(encoding="utf-8"))


def source_table() -> str:
    """Data sets with licence, origin and citation."""
    lines = ["| Data set | Heads | Licence | Origin | Citation |", "| --- | --- | --- | --- | --- |"]
    for name, facts in load_mapping("sources")["datasets"].items():
        cells = [name, ", ".join(facts["heads"]), facts["licence"], facts["origin"], facts["citation"]]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def label_table(temperatures: dict[str, float]) -> str:
    """Heads with their labels and temperature."""
    lines = ["| Head | Task | Temperature | Labels |", "| --- | --- | --- | --- |"]
    for head in load_heads().values():
        labels = load_mapping("entities")["types"] if head.task == TOKEN_CLASSIFICATION else head.labels
        kind = " (as B- and I- tags, and O)" if head.task == TOKEN_CLASSIFICATION else ""
        lines.append(f"| {head.name} | {head.task} | {temperatures[head.name]} | {', '.join(labels)}{kind} |")
    return "\n".join(lines)


def headline(report: dict) -> str:
    """One line a head and data set: the number one looks at first."""
    lines = ["| Head | Dev set | Metric | fp32 | int8 | Linear floor |", "| --- | --- | --- | --- | --- | --- |"]
    for head, datasets in report.items():
        for dataset, entry in datasets.items():
            if "f1" in entry["int8"]:
                rows = [("f1", "exact-span F1", "")]
            elif "model_rouge1" in entry["int8"]:
                rows = [(f"model_{m}", m.upper(), f"LEAD {entry['int8'][f'lead_{m}']:.3f}") for m in ("rouge1", "rouge2", "rougeL")]
            else:
                floor = entry.get("floor", {})
                rows = [
                    (m, label, f"{floor[m]:.3f}" if floor else "")
                    for m, label in (("accuracy", "accuracy"), ("macro_f1", "macro-F1"))
                ]
            for metric, label, floor in rows:
                lines.append(
                    f"| {head} | {dataset} | {label} | {entry['fp32'][metric]:.3f} | {entry['int8'][metric]:.3f} | {floor} |"
                )
    return "\n".join(lines)


def write_card(work: Path, out: Path) -> None:
    """Fills card-template.md and writes the model folder."""
    report = measured(work, "report.json", "evaluate")
    temperatures = measured(work, "temperatures.json", "calibrate")
    speeds = measured(work, "speed.json", "speed")
    facts = torch.load(checkpoint_path(work), map_location="cpu", weights_only=False)["facts"]
    encoder = encoder_facts()
    values = {
        "encoder_package": f"{encoder['package']} {encoder['version']}",
        "encoder_digest": encoder["sha256"],
        "minutes": f"{facts['seconds'] / 60:.0f}",
        "cpu_minutes": f"{facts['cpu_seconds'] / 60:.0f}",
        "steps": f"{facts['steps']:,}",
        "tokens": f"{facts['tokens'] / 1e6:.1f} million",
        "refit_tokens": f"{facts.get('refit_tokens', 0):,}",
        "threads": str(facts["threads"]),
        "precision": facts["precision"],
        "queue_count": str(len(load_heads()["ticket-queue"].labels)),
        "headline": headline(report),
        "details": markdown(report).strip(),
        "labels": label_table(temperatures),
        "sources": source_table(),
        "speed": (work / "speed.md").read_text(encoding="utf-8").strip(),
        "onnxruntime": speeds["onnxruntime"],
        "same_length": f"{speeds['change_across_batches']['same_length']:.1e}",
        "other_lengths": f"{speeds['change_across_batches']['other_lengths']:.1e}",
    }
    card = TEMPLATE.read_text(encoding="utf-8")
    for name, value in values.items():
        card = card.replace("{{" + name + "}}", value)
    if "{{" in card:
        raise SystemExit(f"card-template.md asks for a value that does not exist: {card[card.index('{{'):][:40]}")
    write_pack(work, out, card)
