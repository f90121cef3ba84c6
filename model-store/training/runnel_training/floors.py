"""Stage `floors`: the score an encoder must beat clearly, from a tuned linear model on word and character n-grams.

Every data set has a floor of its own, trained on that set's train rows, and every head of several sets one that is
trained on all of them. The strength of the regularisation is chosen on the calibration split; dev is only reported on.
"""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from .datasets import read_prepared, sample
from .heads import OUT_OF_SCOPE, SENTIMENT_TASK, SPEND_CATEGORY, TEXT_CLASSIFICATION, Head, load_heads
from .metrics import answer_scores, log_softmax, top_label
from .out_of_scope import out_of_scope

STRENGTHS = (0.03, 0.1, 0.3, 1.0, 3.0)
UNTUNED = 1.0  # the strength where no row is held out to choose it by
FIELDS = {SPEND_CATEGORY: 2}  # description and supplier are features of their own
FEATURES = 200_000  # most character n-grams of one field
ALL_SETS = "all sets"


def fields(head: str, row: dict) -> list[str]:
    """The texts of an example that have features of their own; most heads have one, all passages together."""
    count = FIELDS.get(head, 1)
    passages = row["passages"]
    return [*(passages[: count - 1] + [""] * (count - 1 - len(passages))), " \n ".join(passages[count - 1 :])]


class LinearFloor:
    """A linear SVM on tf-idf of words (1 to 2) and of characters within words (2 to 5)."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._vectorizers: list[list[TfidfVectorizer]] = []
        self._model: LinearSVC | None = None
        self.strength = 0.0

    def fit(self, train: list[dict], held: list[dict]) -> "LinearFloor":
        """Fits every strength on `train` and keeps the one that is right most often on `held`, the least of equals.

        Without held rows the strength is 1.
        """
        texts = [fields(self._head.name, row) for row in train]
        for column in zip(*texts):
            words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\b\w+\b")
            pieces = TfidfVectorizer(
                analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, max_features=FEATURES
            )
            kept = [v for v in (words, pieces) if _fits(v, column)]
            self._vectorizers.append(kept)
        matrix, labels = self._matrix(train), np.array([top_label(row) for row in train])
        shown, best = self._matrix(held) if held else None, -1.0
        for strength in STRENGTHS if held else (UNTUNED,):
            model = LinearSVC(C=strength, random_state=0).fit(matrix, labels)
            score = self._accuracy(model, shown, held) if held else 0.0
            if score > best:
                best, self.strength, self._model = score, strength, model
        return self

    def _accuracy(self, model: LinearSVC, matrix, rows: list[dict]) -> float:
        return answer_scores(self._ordered(model, matrix).argmax(axis=1), rows, self._head.labels)["accuracy"]

    def _matrix(self, rows: list[dict]):
        columns = zip(*(fields(self._head.name, row) for row in rows))
        return hstack(
            [vectorizer.transform(column) for column, own in zip(columns, self._vectorizers) for vectorizer in own]
        ).tocsr()

    def logits(self, rows: list[dict]) -> np.ndarray:
        """Decision values in the order of the head's labels; a label that never occurred in train gets a very low one."""
        return self._ordered(self._model, self._matrix(rows))

    def _ordered(self, model: LinearSVC, matrix) -> np.ndarray:
        values = model.decision_function(matrix)
        if values.ndim == 1:
            values = np.stack([-values, values], axis=1)
        result = np.full((len(values), len(self._head.labels)), -30.0)
        for column, label in enumerate(model.classes_):
            result[:, self._head.labels.index(label)] = values[:, column]
        return result


def _fits(vectorizer: TfidfVectorizer, texts: tuple[str, ...]) -> bool:
    """Learns the vocabulary; False when the texts hold none (a field that is empty throughout)."""
    try:
        vectorizer.fit(texts)
    except ValueError:  # scikit-learn's way to say "empty vocabulary"
        return False
    return True


def measured(floor: LinearFloor, head: Head, rows: list[dict]) -> dict:
    """Scores on dev rows; for a head that knows out-of-scope its detection too."""
    logits = floor.logits(rows)
    result = {**answer_scores(logits.argmax(axis=1), rows, head.labels), "strength": floor.strength}
    if OUT_OF_SCOPE in head.labels and any(OUT_OF_SCOPE in row["labels"] for row in rows):
        result["out_of_scope"] = out_of_scope(np.exp(log_softmax(logits)), logits, rows, head.labels)
    return result


def fingerprint(splits: dict[str, list[dict]]) -> str:
    """Changes when any row changes, or what is searched over it."""
    seen = [splits, STRENGTHS, FEATURES]
    return f"{zlib.crc32(json.dumps(seen, sort_keys=True).encode('utf-8')):08x}"


def head_floors(head: Head, splits: dict[str, list[dict]], known: dict, most: int) -> dict:
    """`{data set: {"fingerprint", "own": scores, "all sets": scores}}`; what `known` holds of the same rows is kept."""
    mark = f"{fingerprint(splits)}-{most}"
    datasets = list(dict.fromkeys(row["dataset"] for row in splits["dev"]))
    if all(known.get(dataset, {}).get("fingerprint") == mark for dataset in datasets):
        return {dataset: known[dataset] for dataset in datasets}
    sets = {d: {s: [r for r in rows if r["dataset"] == d] for s, rows in splits.items()} for d in datasets}
    train = splits["train"] if not most else sample(splits["train"], most)
    found: dict = {dataset: {"fingerprint": mark} for dataset in datasets}
    for dataset, own in sets.items():
        floor = LinearFloor(head).fit([r for r in train if r["dataset"] == dataset], own["calibration"])
        found[dataset]["own"] = measured(floor, head, own["dev"])
        print(head.name, dataset, "floor", found[dataset]["own"], flush=True)
    if len({row["dataset"] for row in train}) > 1:
        floor = LinearFloor(head).fit(train, splits["calibration"])
        for dataset, own in sets.items():
            found[dataset][ALL_SETS] = measured(floor, head, own["dev"])
            print(head.name, dataset, "floor of all sets", found[dataset][ALL_SETS], flush=True)
    return found


def floors(work: Path, most: int = 0) -> dict[str, dict]:
    """Writes and returns `<work>/floors.json`, again after every head; heads whose rows did not change are not fitted again.

    `most` caps the train rows of a data set; 0 takes all.
    """
    path = work / "floors.json"
    found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for name, head in load_heads().items():
        if head.task in (TEXT_CLASSIFICATION, SENTIMENT_TASK):
            splits = {split: read_prepared(work, name, split) for split in ("train", "calibration", "dev")}
            found[name] = head_floors(head, splits, found.get(name, {}), most)
            part = path.with_suffix(".part")
            part.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
            os.replace(part, path)
    return found
