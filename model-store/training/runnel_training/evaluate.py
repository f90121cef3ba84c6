"""Stage `evaluate`: scores of the fp32 and the int8 graph on the dev splits, and the linear floor.

Dev splits are only reported on: nothing is chosen by them.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from seqeval.metrics import f1_score, precision_score, recall_score
from sklearn.metrics import roc_auc_score

from .calibrate import sample
from .datasets import read_prepared
from .entity_examples import gold_tags
from .export import graph_path, open_session
from .floors import floor_predictions, top_label
from .heads import SENTENCE_SALIENCE, TOKEN_CLASSIFICATION, Head, load_heads, load_mapping
from .metrics import accuracy_and_macro_f1, calibration_error, log_softmax, restricted, rouge
from .model import encoder_folder
from .reading import document_logits, packed_logits, sentence_logits, word_logits
from .rows import RowMaker
from .salience_examples import greedy_oracle

PRECISIONS = ("fp32", "int8")
SUMMARY_WORDS = 110
MEETING_ROWS = 30  # a meeting costs about as much as this many other rows
PACKED_HEADS = ("sentiment", "spend-category")


def by_dataset(rows: list[dict]) -> dict[str, list[dict]]:
    """Rows by data set."""
    return {d: [row for row in rows if row["dataset"] == d] for d in dict.fromkeys(row["dataset"] for row in rows)}


def scores_of(predicted: np.ndarray, rows: list[dict], labels: tuple[str, ...]) -> dict[str, float]:
    """Accuracy (right if the label is one of the document's) and macro-F1 (documents with one label)."""
    right = [labels[p] in row["labels"] for p, row in zip(predicted, rows)]
    single = [i for i, row in enumerate(rows) if len(row["labels"]) == 1]
    gold = np.array([labels.index(top_label(rows[i])) for i in single])
    _, macro = accuracy_and_macro_f1(gold, predicted[single])
    return {"rows": len(rows), "accuracy": float(np.mean(right)), "macro_f1": macro}


def classification(session, head: Head, rows: list[dict], maker, heads, temperature: float) -> dict[str, float]:
    """Scores of one data set with one graph; ECE before and after the temperature."""
    logits = document_logits(session, head.name, rows, maker, heads)
    result = scores_of(logits.argmax(axis=1), rows, head.labels)
    right = np.array([head.labels[p] in row["labels"] for p, row in zip(logits.argmax(axis=1), rows)])
    result["ece_before"] = calibration_error(np.exp(log_softmax(logits)), right)
    result["ece_after"] = calibration_error(np.exp(log_softmax(logits / temperature)), right)
    if head.name in PACKED_HEADS:
        first_only = [{**row, "passages": row["passages"][:1]} for row in rows]
        packed = packed_logits(session, head.name, first_only, maker, heads)
        alone = document_logits(session, head.name, first_only, maker, heads)
        result["accuracy_first_passage"] = scores_of(alone.argmax(axis=1), rows, head.labels)["accuracy"]
        result["accuracy_packed"] = scores_of(packed.argmax(axis=1), rows, head.labels)["accuracy"]
    return result


def entity_scores(session, head: Head, rows: list[dict], maker, heads) -> dict[str, float]:
    """Exact-span scores over the types the data set labels everywhere."""
    mapping = load_mapping("entities")
    rules = mapping["datasets"][rows[0]["dataset"]]
    gold, predicted = [], []
    for row, logits in zip(rows, word_logits(session, rows, maker, heads)):
        tags, ignored = gold_tags(row["tokens"], row["tags"], mapping["types"], rules)
        answer = [head.labels[i] for i in logits.argmax(axis=1)]
        gold.append(tags)
        predicted.append(restricted(answer, rules["complete"], ignored))
    result = {"rows": len(rows), "f1": float(f1_score(gold, predicted))}
    result["precision"] = float(precision_score(gold, predicted))
    result["recall"] = float(recall_score(gold, predicted))
    for entity_type in rules["complete"]:
        own_gold, own = ([restricted(tags, [entity_type], []) for tags in side] for side in (gold, predicted))
        if any(tag != "O" for tags in own_gold for tag in tags):
            result[f"f1_{entity_type}"] = float(f1_score(own_gold, own))
    return result


def extract(sentences: list[str], order: list[int], words: int) -> str:
    """The first sentences of `order` that fit into the words, in document order."""
    chosen, used = [], 0
    for index in order:
        length = len(sentences[index].split())
        if used + length <= words:
            chosen.append(index)
            used += length
    return " ".join(sentences[i] for i in sorted(chosen))


def salience_scores(session, rows: list[dict], maker, heads) -> dict[str, float]:
    """ROUGE of extractive summaries of about 110 words; the same for the beginning and for the oracle."""
    totals: dict[str, list[float]] = {}
    for row in rows:
        sentences = [s for turn in row["turns"] for s in turn]
        marks = [mark > 0 for turn in row["marks"] for mark in turn]
        answered = sentence_logits(session, row, maker, heads)
        if len(answered) != len(sentences):
            raise ValueError("a sentence without tokens; filter it in `prepare`")
        ranked = sorted(range(len(sentences)), key=lambda i: -answered[i])
        orders = {"model": ranked, "lead": list(range(len(sentences)))}
        orders["oracle"] = greedy_oracle(sentences, row["summary"], 12)
        for name, order in orders.items():
            for metric, value in rouge(extract(sentences, order, SUMMARY_WORDS), row["summary"]).items():
                totals.setdefault(f"{name}_{metric}", []).append(value)
        if any(marks) and not all(marks):
            totals.setdefault("auc", []).append(float(roc_auc_score(marks, answered)))
    return {"rows": len(rows), **{name: float(np.mean(values)) for name, values in totals.items()}}


def evaluate(work: Path, threads: int, with_floors: bool, most: int) -> None:
    """Writes `<work>/report.json` and `<work>/report.md`, again after every data set; `most` 0 takes all dev rows."""
    path = work / "temperatures.json"
    if not path.exists():
        raise SystemExit(f"{path} is missing; run the stage `calibrate` with the same --work first.")
    temperatures = json.loads(path.read_text(encoding="utf-8"))
    heads = load_heads()
    maker = RowMaker(encoder_folder() / "tokenizer.json", heads)
    sessions = {precision: open_session(graph_path(work, precision), threads) for precision in PRECISIONS}
    report: dict[str, dict] = {}
    for name, head in heads.items():
        limit = max(1, most // MEETING_ROWS) if head.task == SENTENCE_SALIENCE else most
        dev = read_prepared(work, name, "dev")
        for dataset, rows in by_dataset(sample(dev, limit) if most else dev).items():
            if name == "salience" and dataset != "qmsum":
                continue
            entry = report.setdefault(name, {}).setdefault(dataset, {})
            for precision, session in sessions.items():
                if head.task == TOKEN_CLASSIFICATION:
                    entry[precision] = entity_scores(session, head, rows, maker, heads)
                elif head.task == SENTENCE_SALIENCE:
                    entry[precision] = salience_scores(session, rows, maker, heads)
                else:
                    entry[precision] = classification(session, head, rows, maker, heads, temperatures[name])
            print(name, dataset, json.dumps(entry), flush=True)
            write_report(work, report)
    for name, head in heads.items():
        if with_floors and head.task not in (TOKEN_CLASSIFICATION, SENTENCE_SALIENCE):
            dev = sample(read_prepared(work, name, "dev"), most) if most else read_prepared(work, name, "dev")
            labels = floor_predictions(work, name, dev)
            for dataset in report[name]:
                chosen = [i for i, row in enumerate(dev) if row["dataset"] == dataset]
                predicted = np.array([head.labels.index(labels[i]) for i in chosen])
                report[name][dataset]["floor"] = scores_of(predicted, [dev[i] for i in chosen], head.labels)
                print(name, dataset, "floor", report[name][dataset]["floor"], flush=True)
            write_report(work, report)


def write_report(work: Path, report: dict[str, dict]) -> None:
    """The report as JSON and as tables."""
    (work / "report.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    (work / "report.md").write_text(markdown(report), encoding="utf-8")


def markdown(report: dict[str, dict]) -> str:
    """The report as tables."""
    lines = ["| Head | Dev set | Rows | Metric | fp32 | int8 | Linear floor |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for head, datasets in report.items():
        for dataset, entry in datasets.items():
            for metric, value in entry["int8"].items():
                if metric == "rows":
                    continue
                floor = entry.get("floor", {}).get(metric)
                lines.append(
                    f"| {head} | {dataset} | {entry['int8']['rows']} | {metric} | {entry['fp32'][metric]:.3f} "
                    f"| {value:.3f} | {'' if floor is None else format(floor, '.3f')} |"
                )
    return "\n".join(lines) + "\n"
