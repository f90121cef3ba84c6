"""Stage `prepare`: reads the data sets, maps their labels, writes examples and plain evaluation files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from . import classification_examples as classification
from .datasets import write_rows
from .entity_examples import entities, gold_tags
from .heads import (
    ASSISTANT_INTENT,
    BANKING_INTENT,
    CONVERSATION_DOMAIN,
    ENTITIES,
    INVOICE_FIELDS,
    SALIENCE,
    SENTIMENT,
    SPEND_CATEGORY,
    TICKET_QUEUE,
    load_heads,
    load_mapping,
)
from .receipt_examples import invoice_fields
from .salience_examples import salience

BUILDERS = {
    TICKET_QUEUE: classification.ticket_queue,
    BANKING_INTENT: classification.banking_intent,
    ASSISTANT_INTENT: classification.assistant_intent,
    SPEND_CATEGORY: classification.spend_category,
    CONVERSATION_DOMAIN: classification.conversation_domain,
    SENTIMENT: classification.sentiment,
    ENTITIES: entities,
    INVOICE_FIELDS: invoice_fields,
    SALIENCE: salience,
}


def evaluation_row(head: str, row: dict) -> dict:
    """A dev row in a form that any reader of the pack can score without this recipe."""
    if head == INVOICE_FIELDS:
        return {name: row[name] for name in ("text", "tokens", "tags", "fields")}
    if head == ENTITIES:
        mapping = load_mapping("entities")
        rules = mapping["datasets"][row["dataset"]]
        tags, ignored = gold_tags(row["tokens"], row["tags"], mapping["types"], rules)
        return {"tokens": row["tokens"], "tags": tags, "types": rules["complete"], "ignored": ignored}
    if head == SALIENCE:
        return {"passages": [" ".join(turn) for turn in row["turns"]], "summary": row["summary"]}
    best = max(row["labels"].values())
    labels = [label for label, weight in row["labels"].items() if weight == best]
    result = {"passages": row["passages"], "label": labels[0]}
    return result if len(labels) == 1 else {**result, "labels": labels}


def check_labels(head: str, labels: tuple[str, ...], rows: list[dict]) -> Counter:
    """Counts labels and refuses one that the head does not have."""
    counts = Counter(label for row in rows for label in row["labels"])
    unknown = sorted(set(counts) - set(labels))
    if unknown:
        raise SystemExit(f"{head}: labels {unknown} are not in mappings/{head}.yaml; add them there or drop the rows.")
    return counts


def prepare(data: Path, work: Path) -> None:
    """Writes `<work>/prepared/<head>.<split>.jsonl` and `<work>/eval/<head>-<dataset>.jsonl`."""
    for name, head in load_heads().items():
        splits: dict[str, list[dict]] = {"train": [], "calibration": [], "dev": []}
        for dataset in BUILDERS[name](data):
            for split, rows in dataset.items():
                splits[split] += rows
            if dataset["dev"]:
                rows = [evaluation_row(name, row) for row in dataset["dev"]]
                write_rows(work / "eval" / f"{name}-{dataset['dev'][0]['dataset']}.jsonl", rows)
        for split, rows in splits.items():
            write_rows(work / "prepared" / f"{name}.{split}.jsonl", rows)
            counts = Counter(row["dataset"] for row in rows)
            print(f"{name:20s} {split:12s} {len(rows):6d}  {dict(counts)}", flush=True)
        if "labels" in (splits["train"][0] if splits["train"] else {}):
            counts = check_labels(name, head.labels, splits["train"])
            print(f"{name:20s} labels: {dict(counts.most_common())}", flush=True)
