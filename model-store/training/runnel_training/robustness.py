"""Stage `robustness`: the int8 scores on dev rows that were damaged in five ways, and what each way costs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Callable

import numpy as np

from .datasets import read_prepared, sample
from .evaluate import MEETING_ROWS, Reader, by_dataset, open_reader
from .heads import SALIENCE, Head, load_heads
from .metrics import answer_scores
from .reading import document_answers, word_logits
from .report import table
from .summaries import choose
from .tagged import Tagged, tag_scores, tagged
from .transformations import TRANSFORMATIONS, transformed_tags, transformed_text
from .tuning import DATASET, answered_document

FILE = "robustness.json"
CLEAN = "clean"


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
        gold = [Tagged(*parts, types=row.types, values=row.values) for parts, row in zip(moved, gold)]
    examples = [{"tokens": row.tokens} for row in gold]
    logits = word_logits(reader.session, examples, reader.maker, reader.heads, head.name)
    return tag_scores(head, gold, logits)["f1"]


def of_summaries(reader: Reader, head: Head, rows: list[dict], name: str) -> float:
    """Mean of ROUGE-1, -2 and -L of the sentences that are chosen by their transformed text, scored by their clean text."""
    values = []
    for row in rows:
        clean = answered_document(reader.session, row, reader.maker, reader.heads, reader.temperatures[head.name])
        seen = clean
        if name != CLEAN:
            turns = [[transformed_text(sentence, name) for sentence in turn] for turn in row["turns"]]
            damaged = {**row, "turns": turns}
            seen = answered_document(reader.session, damaged, reader.maker, reader.heads, reader.temperatures[head.name])
        values.append(np.mean(list(clean.score(choose(seen, reader.rule)).values())))
    return float(np.mean(values))


def measure_of(head: Head) -> tuple[str, Callable[[Reader, Head, list[dict], str], float]]:
    """What is measured for a head, and by which function."""
    if head.name == SALIENCE:
        return "mean ROUGE", of_summaries
    return ("F1", of_tags) if head.tagging else ("accuracy", of_texts)


def robustness(work: Path, threads: int, most: int = 300) -> None:
    """Writes `<work>/robustness.json` and `robustness.md` from at most so many dev rows of a data set."""
    reader = open_reader(work, "int8", threads)
    found: dict[str, dict] = {}
    for name, head in load_heads().items():
        limit = max(1, most // MEETING_ROWS) if name == SALIENCE else most
        for dataset, rows in by_dataset(sample(read_prepared(work, name, "dev"), limit)).items():
            if name == SALIENCE and dataset != DATASET:
                continue
            metric, measure = measure_of(head)
            scores = {kind: measure(reader, head, rows, kind) for kind in (CLEAN, *TRANSFORMATIONS)}
            found.setdefault(name, {})[dataset] = {"rows": len(rows), "metric": metric, **scores}
            print(name, dataset, " ".join(f"{kind}={value:.3f}" for kind, value in scores.items()), flush=True)
            (work / FILE).write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
            (work / "robustness.md").write_text(robustness_table(found) + "\n", encoding="utf-8")


def robustness_table(found: dict[str, dict]) -> str:
    """Score and difference to the clean text, in points."""
    rows = []
    for head, datasets in found.items():
        for dataset, entry in datasets.items():
            clean = entry[CLEAN]
            cells = [f"{100 * entry[kind]:.1f} ({100 * (entry[kind] - clean):+.1f})" for kind in TRANSFORMATIONS]
            rows.append([head, dataset, str(entry["rows"]), entry["metric"], f"{100 * clean:.1f}", *cells])
    return table(["Head", "Dev set", "Rows", "Metric", CLEAN, *TRANSFORMATIONS], rows)
