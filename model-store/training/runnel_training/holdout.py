"""Stage `holdout`: how well a head does on a source that it has never seen, and what sharing the encoder costs.

For each of the heads named in recipe.yaml a short run learns from all its sources but one and is scored on the dev rows
of the one left out; one more run has all its sources and no other head. All runs are equally short, so their numbers
compare with one another, not with the shipped pack's.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from seqeval.metrics import f1_score

from .datasets import read_prepared, sample
from .entity_examples import gold_tags
from .heads import ENTITIES, load_mapping
from .metrics import answer_scores, restricted
from .model import collate
from .rows import NO_GROUP
from .sampling import cut_by_tokens
from .train import Training, load_recipe

ROWS = 800


def token_logits(run: Training, head: str, rows: list) -> list[np.ndarray]:
    """Token logits of each row by the torch model, in the order given."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
    result: list[np.ndarray] = [np.empty(0)] * len(rows)
    start = 0
    for batch_rows in cut_by_tokens([rows[i] for i in order], 4096):
        with torch.no_grad():
            batch = collate(batch_rows, run.heads).to(run.device)
            logits = run.model.answer(head, run.model.hidden(batch)).cpu().numpy()
        for place, row in enumerate(batch_rows):
            result[order[start + place]] = logits[place, : len(row.ids)]
        start += len(batch_rows)
    return result


def score(run: Training, head: str, rows: list[dict]) -> float:
    """Exact-span F1 for entities, else mean recall over the labels."""
    run.model.eval()
    labels = run.heads[head].labels
    if head != ENTITIES:
        made = [run.maker.chunks(head, {**row, "also": {}})[0] for row in rows]
        logits = token_logits(run, head, made)
        means = [x[np.array(row.questions[head].groups) != NO_GROUP].mean(axis=0) for x, row in zip(logits, made)]
        return answer_scores(np.stack(means).argmax(axis=1), rows, labels)["average_recall"]
    mapping = load_mapping(ENTITIES)
    rules = mapping["datasets"][rows[0]["dataset"]]
    made, starts = zip(*(run.maker.word_row(row["tokens"], head) for row in rows))
    gold, predicted = [], []
    for row, places, logits in zip(rows, starts, token_logits(run, head, list(made))):
        tags, ignored = gold_tags(row["tokens"], row["tags"], mapping["types"], rules)
        answer = ["O" if place is None else labels[logits[place].argmax()] for place in places]
        gold.append(tags)
        predicted.append(restricted(answer, rules["complete"], ignored))
    return float(f1_score(gold, predicted))


def short_run(work: Path, minutes: float, precision: str, recipe: dict, head: str, sources: dict) -> Training:
    """A run with one head's sources only; it leaves no checkpoint of the main run behind."""
    folder = work / "holdout"
    folder.mkdir(exist_ok=True)
    if not (folder / "prepared").exists():
        (folder / "prepared").symlink_to((work / "prepared").resolve())
    quiet = {**recipe["early_stopping"], "checks": 1}
    run = Training(folder, minutes, precision, False, {**recipe, "sources": {head: sources}, "early_stopping": quiet})
    run.run()
    return run


def holdout(work: Path, minutes: float, threads: int, precision: str) -> None:
    """Writes `<work>/holdout.json`: {head: {source: {"held_out": score, "alone": score}}}."""
    torch.set_num_threads(threads)
    recipe = load_recipe()
    found: dict[str, dict[str, dict[str, float]]] = {}
    for head in recipe["holdout"]:
        sources = recipe["sources"][head]
        dev = {name: sample([r for r in read_prepared(work, head, "dev") if r["dataset"] == name], ROWS) for name in sources}
        alone = short_run(work, minutes, precision, recipe, head, sources)
        found[head] = {name: {"alone": score(alone, head, rows)} for name, rows in dev.items()}
        for left_out in sources:
            rest = {name: options for name, options in sources.items() if name != left_out}
            run = short_run(work, minutes, precision, recipe, head, rest)
            found[head][left_out]["held_out"] = score(run, head, dev[left_out])
            print(head, left_out, found[head][left_out], flush=True)
            (work / "holdout.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
