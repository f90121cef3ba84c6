"""Stage `evaluate`: scores of the fp32 and the int8 graph on the dev splits, beside the linear floors and plain summaries.

Dev splits are only reported on: nothing is chosen by them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from sklearn.metrics import roc_auc_score

from .datasets import read_prepared, sample
from .export import graph_path, open_session
from .floors import floors
from .heads import OUT_OF_SCOPE, SALIENCE, SENTENCE_SALIENCE, SENTIMENT, SPEND_CATEGORY, Head, load_heads
from .metrics import answer_scores, log_softmax
from .model import load_tokenizer
from .out_of_scope import out_of_scope
from .pack import measured
from .reading import document_answers, packed_logits, word_logits
from .reliability import Reliability
from .report import finish_report, write_report
from .row_maker import RowMaker
from .salience_examples import budget_oracle
from .summaries import SUMMARY_WORDS, QuoteRule, choose, mean_scores
from .summary_baselines import baseline_scores
from .tagged import tag_scores, tagged, word_confidence
from .tuning import answered_document

PRECISIONS = ("fp32", "int8")
MEETING_ROWS = 30  # a meeting costs about as much as this many other rows
PACKED_HEADS = (SENTIMENT, SPEND_CATEGORY)
TITLE_SET, TITLE_WORDS = "gitbugs_hadoop", 25  # its references are titles, so its summaries are one or two sentences


@dataclass(frozen=True)
class Reader:
    """One graph with what is needed to read it."""

    session: onnxruntime.InferenceSession
    maker: RowMaker
    heads: dict[str, Head]
    temperatures: dict[str, float]
    rule: QuoteRule


def open_reader(work: Path, precision: str, threads: int) -> Reader:
    """The graph of one precision with temperatures and the rule of the summaries."""
    temperatures = measured(work, "temperatures.json", "calibrate")
    rule = QuoteRule(**measured(work, "summary.json", "tune"))
    heads, session = load_heads(), open_session(graph_path(work, precision), threads)
    return Reader(session, RowMaker(load_tokenizer(), heads), heads, temperatures, rule)


def by_dataset(rows: list[dict]) -> dict[str, list[dict]]:
    """Rows by data set."""
    return {d: [row for row in rows if row["dataset"] == d] for d in dict.fromkeys(row["dataset"] for row in rows)}


def classification(reader: Reader, head: Head, rows: list[dict], reliability: Reliability) -> dict:
    """Scores of one data set; for some heads also with many examples in a row, and out-of-scope detection."""
    temperature = reader.temperatures[head.name]
    answers = document_answers(reader.session, head.name, rows, reader.maker, reader.heads)
    before, after = answers.probabilities(1.0), answers.probabilities(temperature)
    result = answer_scores(after.argmax(axis=1), rows, head.labels)
    right = np.array([head.labels[p] in row["labels"] for p, row in zip(after.argmax(axis=1), rows)])
    result |= reliability.add(head.name, before.max(axis=1), after.max(axis=1), right)
    if head.name in PACKED_HEADS:
        first_only = [{**row, "passages": row["passages"][:1]} for row in rows]
        packed = packed_logits(reader.session, head.name, first_only, reader.maker, reader.heads)
        alone = document_answers(reader.session, head.name, first_only, reader.maker, reader.heads).probabilities(temperature)
        result["accuracy_first_passage"] = answer_scores(alone.argmax(axis=1), rows, head.labels)["accuracy"]
        result["accuracy_packed"] = answer_scores(packed.argmax(axis=1), rows, head.labels)["accuracy"]
    if OUT_OF_SCOPE in head.labels and 0 < sum(OUT_OF_SCOPE in row["labels"] for row in rows) < len(rows):
        result["out_of_scope"] = out_of_scope(after, answers.logits() / temperature, rows, head.labels)
    return result


def top(logits: np.ndarray) -> np.ndarray:
    """Probability of the likeliest label."""
    return np.exp(log_softmax(logits)).max(axis=1)


def tagging(reader: Reader, head: Head, rows: list[dict], reliability: Reliability) -> dict:
    """Scores of one data set of a tagging head; the calibration error is that of single words."""
    gold = [tagged(head.name, row) for row in rows]
    logits = word_logits(reader.session, rows, reader.maker, reader.heads, head.name)
    values, right = word_confidence(head, gold, logits)
    temperature = reader.temperatures[head.name]
    scores = tag_scores(head, gold, [own / temperature for own in logits])
    return scores | reliability.add(head.name, top(values), top(values / temperature), right)


def summaries(reader: Reader, rows: list[dict], reliability: Reliability) -> dict:
    """ROUGE of the engine's choice, of plain methods on the same sentences, and of the oracle that made the marks."""
    budget = TITLE_WORDS if rows[0]["dataset"] == TITLE_SET else SUMMARY_WORDS
    scores: dict[str, list[dict[str, float]]] = {}
    aucs, logits, marks = [], [], []
    for row in rows:
        temperature = reader.temperatures[SALIENCE]
        document = answered_document(reader.session, row, reader.maker, reader.heads, temperature)
        methods = {"model": document.score(choose(document, reader.rule, budget))}
        methods["model_unstemmed"] = document.score_unstemmed(choose(document, reader.rule, budget))
        methods |= baseline_scores(document, budget)
        oracle = budget_oracle(document.sentences, document.reference, budget)
        methods["oracle"] = document.score(oracle)
        for name, score in methods.items():
            scores.setdefault(name, []).append(score)
        salient = np.isin(np.arange(len(document.sentences)), oracle)
        if salient.any() and not salient.all():
            aucs.append(float(roc_auc_score(salient, document.logits)))
        logits.append(document.logits)
        marks.append(salient)
    result: dict = {"rows": len(rows), "auc": float(np.mean(aucs)), "words": budget}
    for name, all_scores in scores.items():
        result |= {f"{name}_{metric}": value for metric, value in mean_scores(all_scores).items()}
    return result | reliability.add_binary(SALIENCE, np.concatenate(logits), reader.temperatures[SALIENCE], np.concatenate(marks))


def scored(reader: Reader, head: Head, rows: list[dict], reliability: Reliability) -> dict:
    """Scores of one head on one data set."""
    if head.task == SENTENCE_SALIENCE:
        return summaries(reader, rows, reliability)
    return (tagging if head.tagging else classification)(reader, head, rows, reliability)


def evaluate(work: Path, threads: int, with_floors: bool, most: int) -> None:
    """Writes `<work>/report.json`, `report.md` and `reliability.json` when all is scored; what there is until then stands in `….part`.

    `most` caps the dev rows of a data set; 0 takes all.
    """
    readers = {precision: open_reader(work, precision, threads) for precision in PRECISIONS}
    known = floors(work) if with_floors else {}
    reliability = {precision: Reliability() for precision in PRECISIONS}
    report: dict[str, dict] = {}
    for name, head in load_heads().items():
        limit = max(1, most // MEETING_ROWS) if head.task == SENTENCE_SALIENCE else most
        dev = read_prepared(work, name, "dev")
        for dataset, rows in by_dataset(sample(dev, limit) if most else dev).items():
            entry = report.setdefault(name, {}).setdefault(dataset, {})
            for precision, reader in readers.items():
                entry[precision] = scored(reader, head, rows, reliability[precision])
            entry |= {"floor": known[name][dataset]} if dataset in known.get(name, {}) else {}
            print(name, dataset, json.dumps(entry["int8"]), flush=True)
            write_report(work, report)
    reliability["int8"].write(work)
    finish_report(work)
