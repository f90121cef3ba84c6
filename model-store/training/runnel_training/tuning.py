"""Stage `tune`: the numbers by which salience becomes a choice of sentences, from the calibration split."""

from __future__ import annotations

import itertools
import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from .datasets import read_prepared
from .export import graph_path, open_session
from .heads import SALIENCE, SENTENCE_EMBEDDING, load_heads
from .model import load_tokenizer
from .reading import sentence_outputs
from .row_maker import RowMaker
from .summaries import SUMMARY_WORDS, Document, QuoteRule, mean_rouge

DATASET = "qmsum"
GRID = {
    "diversity": (0.1, 0.2, 0.3),  # never 0: 162 training meetings gained 0.1 by it, and a summary should not repeat itself
    "position": (0.0, 0.5, 1.0),
    "length": (-0.3, 0.0, 0.3),
    "min_words": (4, 6, 8),
}
PLAIN = QuoteRule(share_of_best=0.0)  # fills a summary up, as the written ones are; said in the rule, since it is no default
CLEAR_GAIN = 0.002  # of the mean ROUGE, before a setting is preferred to plainer ones: few documents decide


def answered_document(session, row: dict, maker: RowMaker, heads, temperature: float) -> Document:
    """A document with the graph's salience and, if the graph has them, sentence embeddings."""
    has_embedding = SENTENCE_EMBEDDING in [output.name for output in session.get_outputs()]
    names = [SALIENCE, SENTENCE_EMBEDDING] if has_embedding else [SALIENCE]
    outputs = sentence_outputs(session, names, row, maker, heads)
    sentences = [sentence for turn in row["turns"] for sentence in turn]
    if len(outputs[0]) != len(sentences):
        raise ValueError(f"{len(sentences)} sentences but {len(outputs[0])} answers: one has no token; drop it in `prepare`")
    return Document(
        sentences, row["summary"], outputs[0][:, 0], outputs[1] if has_embedding else None, temperature=temperature
    )


def best_rule(
    documents: list[Document], budget: int = SUMMARY_WORDS, grid: dict[str, tuple] | None = None
) -> tuple[QuoteRule, dict[str, float]]:
    """The rule of the grid with the best mean of ROUGE-1, -2 and -L, and its scores.

    Settings are tried from plain to elaborate, and one that comes later must be better by `CLEAR_GAIN`.
    """
    if not documents:
        raise ValueError("there is no document to tune the choice of sentences on: the calibration split is empty")
    values = grid or GRID
    rules = [replace(PLAIN, **dict(zip(values, numbers))) for numbers in itertools.product(*values.values())]
    rules.sort(key=lambda rule: sum(x != 0 for x in (rule.diversity, rule.position, rule.length)))
    best: tuple[float, QuoteRule, dict[str, float]] | None = None
    for rule in rules:
        if rule.diversity > 0 and any(document.embeddings is None for document in documents):
            continue
        scores = mean_rouge(documents, rule, budget)
        mean = float(np.mean(list(scores.values())))
        if best is None or mean > best[0] + CLEAR_GAIN:
            best = (mean, rule, scores)
    return best[1], best[2]


def tune(work: Path, threads: int) -> None:
    """Writes `<work>/summary.json`: the keys of the head `salience` in runnel.yaml."""
    heads = load_heads()
    maker = RowMaker(load_tokenizer(), heads)
    session = open_session(graph_path(work, "int8"), threads)
    path = work / "temperatures.json"
    if not path.exists():
        raise SystemExit(f"{path} is missing; run the stage `calibrate` with the same --work first.")
    temperature = json.loads(path.read_text(encoding="utf-8"))[SALIENCE]
    rows = [row for row in read_prepared(work, SALIENCE, "calibration") if row["dataset"] == DATASET]
    documents = [answered_document(session, row, maker, heads, temperature) for row in rows]
    rule, scores = best_rule(documents)
    (work / "summary.json").write_text(json.dumps(asdict(rule), indent=2) + "\n", encoding="utf-8")
    print(f"{rule} from {len(documents)} documents: " + " ".join(f"{k}={v:.3f}" for k, v in scores.items()), flush=True)
