"""Writes `recipe-numbers.json`: what the shipped pack is worth on the rows beside this file, by Python alone.

Reads the pack with onnxruntime and tokenizers, as the training recipe does, and counts with scikit-learn and seqeval, so
that `RecipeNumbersTest` can hold `models evaluate` to numbers that no line of Java made. To be run again whenever
the pack changes, from the root of the repository, in the environment of model-store/training/requirements.txt:

    python jobs/src/test/resources/io/runnel/jobs/command/models/recipe_numbers.py
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import onnxruntime
import yaml
from seqeval.metrics import f1_score as entity_f1
from seqeval.metrics import precision_score, recall_score
from sklearn.metrics import accuracy_score, f1_score
from sklearn.metrics import recall_score as label_recall
from sklearn.metrics import roc_auc_score
from tokenizers import Tokenizer

HERE = Path(__file__).parent
MODEL = "runnel-base/2"
PACK = Path("model-store/models") / MODEL
BINS = 15
OVERLAP = 32
TYPES = {"PER": "person", "CITY": "place"}
OUTSIDE = "out-of-scope"


def letter_case(surface: str) -> int:
    """0 no capital, 1 capitalised, 2 capitals only, 3 mixed: what `token_types: letter-case` feeds."""
    uppers = [i for i, c in enumerate(surface) if c.isupper() or c.istitle()]
    lowers = [i for i, c in enumerate(surface) if c.islower()]
    if not uppers:
        return 0
    if len(uppers) == 1 and (not lowers or uppers[0] < lowers[0]):
        return 1
    return 3 if lowers else 2


def softmax(logits: np.ndarray, temperature: float) -> np.ndarray:
    scaled = np.exp((logits - logits.max(axis=-1, keepdims=True)) / temperature)
    return scaled / scaled.sum(axis=-1, keepdims=True)


class Pack:
    """The graph and its tokenizer."""

    def __init__(self, folder: Path) -> None:
        self.card = yaml.safe_load((folder / "runnel.yaml").read_text(encoding="utf-8"))
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.session = onnxruntime.InferenceSession(str(folder / self.card["file"]), providers=["CPUExecutionProvider"])
        self.cased = self.card.get("token_types") == "letter-case"

    def digest(self) -> str:
        return self.card["digests"][self.card["file"]]

    def head(self, name: str) -> dict:
        return next(head for head in self.card["heads"] if head["name"] == name)

    def encode(self, passage: str) -> tuple[list[int], list[int], list[tuple[int, int]], list[int]]:
        """Ids, letter cases, offsets and words of a passage's tokens."""
        encoded = self.tokenizer.encode(passage, add_special_tokens=False)
        return encoded.ids, [letter_case(passage[a:b]) for a, b in encoded.offsets], encoded.offsets, encoded.word_ids

    def run(self, name: str, pieces: list[tuple[list[int], list[int]]]) -> np.ndarray:
        """Logits of one row: ids and letter cases of each piece; special tokens left out of the answer."""
        start, end = (self.tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]"))
        ids, types, own = [start], [0], []
        for piece, cases in pieces:
            own += range(len(ids), len(ids) + len(piece))
            ids += [*piece, end]
            types += [*cases, 0]
        if len(ids) > self.card["max_tokens"]:
            raise SystemExit(f"A row has {len(ids)} tokens; a document of several passages must fit {self.card['max_tokens']}.")
        feed = {"input_ids": [ids], "attention_mask": [[1] * len(ids)]}
        if "token_type_ids" in [each.name for each in self.session.get_inputs()]:
            feed["token_type_ids"] = [types if self.cased else [0] * len(ids)]
        arrays = {key: np.array(value, dtype=np.int64) for key, value in feed.items()}
        return self.session.run([self.head(name)["output"]], arrays)[0][0][own]

    def cuts(self, words: list[int]) -> list[tuple[int, int, int]]:
        """First token, end, and first token that counts, of the rows of one sentence that is longer than a row.

        Rows end between words, and each repeats words before the cut.
        """
        capacity = self.card["max_tokens"] - 2
        begins = [i == 0 or words[i] != words[i - 1] for i in range(len(words))]
        rows, first, own = [], 0, 0
        while len(words) - first > capacity:
            end = next(i for i in range(first + capacity, 0, -1) if begins[i])
            rows.append((first, end, own))
            first, own = next(i for i in range(end - OVERLAP, end) if begins[i]), end
        return [*rows, (first, len(words), own)]

    def probabilities(self, name: str, passages: list[str]) -> np.ndarray:
        """Of labels: in every row the mean of the tokens' logits as probabilities, over rows their mean weighted by tokens."""
        encoded = [self.encode(passage) for passage in passages]
        temperature = self.head(name)["temperature"]
        if len(encoded) > 1:
            return softmax(self.run(name, [each[:2] for each in encoded]).mean(axis=0), temperature)
        ids, cases, _, words = encoded[0]
        total = 0
        for first, end, own in self.cuts(words):
            logits = self.run(name, [(ids[first:end], cases[first:end])])[own - first :]
            total = total + softmax(logits.mean(axis=0), temperature) * len(logits)
        return total / len(ids)


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def texts(name: str) -> list[tuple[list[str], str]]:
    return [([row["text"]], row["label"]) for row in rows(name) if row["text"].strip()]


def calibration_error(right: list[bool], confidence: list[float]) -> float:
    """15 bins of equal width; a border belongs to the lower one."""
    hits, sure = np.array(right), np.array(confidence)
    which = np.clip(np.ceil(sure * BINS).astype(int) - 1, 0, BINS - 1)
    return sum(abs(hits[which == b].sum() - sure[which == b].sum()) for b in range(BINS)) / len(hits)


def labels(pack: Pack, name: str, examples: list[tuple[list[str], str]]) -> dict[str, float]:
    """Measures of a head that gives labels, of `(passages, right label)`."""
    own = pack.head(name)["labels"]
    scores = np.array([pack.probabilities(name, passages) for passages, _ in examples])
    gold = [label for _, label in examples]
    found = [own[int(best)] for best in scores.argmax(axis=1)]
    known = sorted(set(gold))
    measures = {
        "accuracy": accuracy_score(gold, found),
        "macro_f1": f1_score(gold, found, labels=known, average="macro", zero_division=0),
        "average_recall": label_recall(gold, found, labels=known, average="macro", zero_division=0),
        "ece": calibration_error([a == b for a, b in zip(gold, found)], list(scores.max(axis=1))),
    }
    if OUTSIDE in own:
        in_scope = scores[:, [label != OUTSIDE for label in own]]
        measures["auroc"] = roc_auc_score([label == OUTSIDE for label in gold], 1 - in_scope.max(axis=1))
    return measures


def entities(pack: Pack, name: str, examples: list[dict]) -> dict[str, float]:
    """Measures of a head that finds entities: the first word piece decides for a token."""
    own, gold, found = pack.head(name)["labels"], [], []
    for row in examples:
        ids, cases, offsets, _ = pack.encode(" ".join(row["tokens"]))
        logits = pack.run(name, [(ids, cases)])
        pieces = {start: place for place, (start, _) in reversed(list(enumerate(offsets)))}
        tags, position = [], 0
        for token in row["tokens"]:
            tag = own[int(logits[pieces[position]].argmax())]
            tags.append(tag if tag[2:] in TYPES.values() else "O")
            position += len(token) + 1
        found.append(tags)
        gold.append([tag if tag == "O" else tag[:2] + TYPES[tag[2:]] for tag in row["tags"]])
    return {
        "entity_f1": entity_f1(gold, found),
        "entity_precision": precision_score(gold, found),
        "entity_recall": recall_score(gold, found),
    }


def field_spans(pack: Pack, name: str, text: str) -> dict[str, tuple[int, int, float]]:
    """For each field start, end and score of its best span; the first word piece decides for a word."""
    head = pack.head(name)
    ids, cases, offsets, words = pack.encode(text)
    probabilities = softmax(pack.run(name, [(ids, cases)]), head["temperature"])
    spans: list[tuple[str, int, int, list[float]]] = []
    before = "O"
    for first in (i for i in range(len(ids)) if i == 0 or words[i] != words[i - 1]):
        tag, score = head["labels"][int(probabilities[first].argmax())], float(probabilities[first].max())
        start, end = offsets[first][0], offsets[max(i for i in range(len(ids)) if words[i] == words[first])][1]
        if tag != "O" and spans and spans[-1][0] == tag[2:]:
            gap = text[spans[-1][2] : start]
            beside = before[2:] == tag[2:] and tag[0] == "I"
            over_signs = not re.search(r"\w", gap) and (tag[0] == "I" or not re.search(r"\s", gap))
            if beside or over_signs:
                field, begin, _, scores = spans[-1]
                spans[-1] = (field, begin, end, [*scores, score])
                before = tag
                continue
        if tag != "O":
            spans.append((tag[2:], start, end, [score]))
        before = tag
    best: dict[str, tuple[int, int, float]] = {}
    for field, start, end, scores in spans:
        if field not in best or np.mean(scores) > best[field][2]:
            best[field] = (start, end, float(np.mean(scores)))
    return best


def signs(value: str) -> str:
    return re.sub(r"[\W_]+", "", value).upper()


def fields(pack: Pack, name: str, examples: list[dict]) -> dict[str, float]:
    """Measures of a head that finds fields: right if it is the words of a tagged span, wherever they stand."""
    expected = found = hits = values = said = same = 0
    right, sure = [], []
    for row in examples:
        starts, position = [], 0
        for token in row["tokens"]:
            starts.append(row["text"].index(token, position))
            position = starts[-1] + len(token)
        gold: dict[str, set[tuple[str, ...]]] = {}
        for first, tag in enumerate(row["tags"]):
            if tag[0] == "B":
                end = next((i for i in range(first + 1, len(starts)) if row["tags"][i][0] != "I"), len(starts))
                gold.setdefault(tag[2:], set()).add(tuple(row["tokens"][first:end]))
        answers = field_spans(pack, name, row["text"])
        expected += len(gold)
        for field, (start, end, score) in answers.items():
            own = tuple(token for token, place in zip(row["tokens"], starts) if start <= place < end)
            if own and (field in gold or field not in row["fields"]):
                found += 1
                right.append(own in gold.get(field, set()))
                sure.append(score)
                hits += right[-1]
        values += len(row["fields"])
        said += len(answers)
        same += sum(signs(row["text"][a:b]) == signs(row["fields"].get(field, "")) for field, (a, b, _) in answers.items())
    return {
        "entity_f1": 2 * hits / (expected + found),
        "entity_precision": hits / found,
        "entity_recall": hits / expected,
        "entity_ece": calibration_error(right, sure),
        "value_f1": 2 * same / (values + said),
    }


def main() -> None:
    pack = Pack(PACK)
    lines = [([row["text"], row["supplier"]], row["expense_group"].replace("_", "-")) for row in rows("spend-category.jsonl")]
    # `long-text.jsonl` holds sentences without an end, so that no row is cut where only the engine knows a sentence's end.
    numbers = {
        "graph": pack.digest(),
        "sentiment": labels(pack, "sentiment", texts("sentiment.jsonl")),
        "spend-category": labels(pack, "spend-category", lines),
        "long-text": labels(pack, "sentiment", texts("long-text.jsonl")),
        "assistant-intent": labels(pack, "assistant-intent", texts("assistant-intent.jsonl")),
        "entities": entities(pack, "entities", rows("entities.jsonl")),
        "invoice-fields": fields(pack, "invoice-fields", rows("invoice-fields.jsonl")),
    }
    text = json.dumps(numbers, indent=2, default=float)
    (HERE / "recipe-numbers.json").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
