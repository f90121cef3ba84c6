"""Stage `robustness`: the int8 scores on dev rows that were damaged in five ways, and what each way costs."""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np

from .datasets import read_prepared, sample
from .evaluate import Reader, by_dataset, open_reader
from .heads import SALIENCE, Head, load_heads
from .metrics import answer_scores
from .reading import document_answers, word_logits
from .report import finish, part_of, table
from .summaries import Document, choose
from .tagged import Tagged, tag_scores, tagged
from .transformations import TRANSFORMATIONS, transformed_tags, transformed_text
from .tuning import DATASET, answered_document

FILE, TABLE = "robustness.json", "robustness.md"
CLEAN = "clean"
KINDS = (CLEAN, *TRANSFORMATIONS)
MEETINGS = 6  # a meeting has 8,000 words and is read once for every transformation


def of_texts(reader: Reader, head: Head, rows: list[dict], name: str) -> float:
    """Accuracy on transformed passages."""
    if name != CLEAN:
        rows = [{**row, "passages": [transformed_text(p, name) for p in row["passages"]]} for row in rows]
    answers = document_answers(reader.session, head.name, rows, reader.maker, reader.heads)
    found = answers.probabilities(reader.temperatures[head.name]).argmax(axis=1)
    return answer_scores(found, rows, head.labels)["accuracy"]


def of_tags(reader: Reader, head: Head, rows: list[dict], name: str) -> float:
    """Exact-span F1 on transformed words, their tags carried along; a field is compared with its transformed words."""
    gold = [tagged(head.name, row) for row in rows]
    if name != CLEAN:
        moved = [transformed_tags(row.tokens, row.tags, row.ignored, name) for row in gold]
        gold = [
            Tagged(*parts, types=row.types, values=row.values, lines=row.lines if len(parts[0]) == len(row.tokens) else None)
            for parts, row in zip(moved, gold)
        ]
    examples = [{"tokens": row.tokens} for row in gold]
    logits = word_logits(reader.session, examples, reader.maker, reader.heads, head.name)
    return tag_scores(head, gold, [own / reader.temperatures[head.name] for own in logits])["f1"]


def of_summaries(reader: Reader, head: Head, rows: list[dict]) -> dict[str, float]:
    """Mean of ROUGE-1, -2 and -L of the sentences that are chosen by their transformed text, scored by their clean text."""
    values: dict[str, list[float]] = {}
    for row in rows:
        clean = answered(reader, head, row)
        for name in KINDS:
            seen = clean
            if name != CLEAN:
                turns = [[transformed_text(s, name).strip() or s for s in turn] for turn in row["turns"]]
                seen = answered(reader, head, {**row, "turns": turns})
            values.setdefault(name, []).append(float(np.mean(list(clean.score(choose(seen, reader.rule)).values()))))
    return {name: float(np.mean(own)) for name, own in values.items()}


def answered(reader: Reader, head: Head, row: dict) -> Document:
    """A document with the graph's answers."""
    return answered_document(reader.session, row, reader.maker, reader.heads, reader.temperatures[head.name])


def measures(reader: Reader, head: Head, rows: list[dict]) -> dict:
    """What is measured for a head, and the score of clean and of transformed rows."""
    if head.name == SALIENCE:
        return {"metric": "mean ROUGE", **of_summaries(reader, head, rows)}
    of_rows = of_tags if head.tagging else of_texts
    return {"metric": "F1" if head.tagging else "accuracy", **{name: of_rows(reader, head, rows, name) for name in KINDS}}


def rows_of(work: Path, head: Head, most: int) -> dict[str, list[dict]]:
    """At most so many dev rows of every data set; of meetings, which are long, only a few, and no other summaries."""
    dev = read_prepared(work, head.name, "dev")
    if head.name == SALIENCE:
        return {DATASET: sample([row for row in dev if row["dataset"] == DATASET], MEETINGS)}
    return by_dataset(sample(dev, most))


def robustness(work: Path, threads: int, most: int = 300) -> None:
    """Writes `<work>/robustness.json` and `robustness.md`, when all is scored; what there is until then stands in `….part`."""
    json_path, table_path = work / FILE, work / TABLE
    reader = open_reader(work, "int8", threads)
    found: dict[str, dict] = {}
    for name, head in load_heads().items():
        for dataset, rows in rows_of(work, head, most).items():
            began = time.monotonic()
            entry = {"rows": len(rows), **measures(reader, head, rows)}
            found.setdefault(name, {})[dataset] = entry
            told = " ".join(f"{kind}={entry[kind]:.3f}" for kind in KINDS)
            print(f"{name} {dataset} {len(rows)} rows, {time.monotonic() - began:.0f} s: {told}", flush=True)
            part_of(json_path).write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
            part_of(table_path).write_text(robustness_table(found) + "\n", encoding="utf-8")
    finish(json_path, table_path)


def robustness_table(found: dict[str, dict]) -> str:
    """Score and difference to the clean text, in points."""
    rows = []
    for head, datasets in found.items():
        for dataset, entry in datasets.items():
            clean = entry[CLEAN]
            cells = [f"{100 * entry[kind]:.1f} ({100 * (entry[kind] - clean):+.1f})" for kind in TRANSFORMATIONS]
            rows.append([head, dataset, str(entry["rows"]), entry["metric"], f"{100 * clean:.1f}", *cells])
    return table(["Head", "Dev set", "Rows", "Metric", CLEAN, *TRANSFORMATIONS], rows)
