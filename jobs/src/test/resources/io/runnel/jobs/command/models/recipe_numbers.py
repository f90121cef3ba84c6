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
MODEL = "runnel-base/3"
PACK = Path("model-store/models") / MODEL
BINS = 15
OVERLAP = 32
TYPES = {"PER": "person", "CITY": "place"}
OUTSIDE = "out-of-scope"
PLAUSIBLE, NEARLY, ROUNDING = 0.1, 0.05, 5
AMOUNT = re.compile(r"(?:.*[^0-9.,])?([0-9][0-9.,]{0,14})[.,]([0-9]{2})[^0-9]*", re.DOTALL)


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


def valid_tags(own: list[str], logits: np.ndarray) -> list[str]:
    """The best sequence in which an inside tag follows its own type, kept as the best path to each tag."""
    best = {"O": (0.0, [])}
    for row in logits:
        reached = {}
        for tag, value in zip(own, row):
            before = [b for b in best if tag[0] != "I" or b[2:] == tag[2:]]
            if before:
                score, path = max((best[b] for b in before), key=lambda found: found[0])
                reached[tag] = (score + float(value), [*path, tag])
        best = reached
    return max(best.values(), key=lambda found: found[0])[1]


def entities(pack: Pack, name: str, examples: list[dict]) -> dict[str, float]:
    """Measures of a head that finds entities: the first word piece decides for a word, and the words for the token they begin."""
    own, gold, found = pack.head(name)["labels"], [], []
    assert pack.head(name)["decoding"] == "viterbi"
    for row in examples:
        ids, cases, offsets, words = pack.encode(" ".join(row["tokens"]))
        logits = pack.run(name, [(ids, cases)])
        firsts = [i for i in range(len(ids)) if i == 0 or words[i] != words[i - 1]]
        told = {offsets[i][0]: tag for i, tag in zip(firsts, valid_tags(own, logits[firsts]))}
        tags, position = [], 0
        for token in row["tokens"]:
            tag = told[position]
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
    """For each field start and end of its answer and the score of its surest span; the first word piece decides for a word."""
    head = pack.head(name)
    ids, cases, offsets, words = pack.encode(text)
    probabilities = softmax(pack.run(name, [(ids, cases)]), head["temperature"])
    firsts = [i for i in range(len(ids)) if i == 0 or words[i] != words[i - 1]]
    places = [(offsets[a][0], offsets[b - 1][1]) for a, b in zip(firsts, [*firsts[1:], len(ids)])]
    rows = probabilities[firsts]
    likely = [int(i) for i in rows.argmax(axis=1)]
    plausible = [best or (1 + int(row[1:].argmax()) if row[1:].max() >= PLAUSIBLE else 0) for best, row in zip(likely, rows)]
    candidates = spans_of(head["labels"], likely, rows, places, text)
    further = [s for s in spans_of(head["labels"], plausible, rows, places, text) if s[0] == "total"]
    further = [s for s in further if AMOUNT.fullmatch(text[places[s[1]][0] : places[s[2] - 1][1]])]
    candidates += [s for s in further if not any(s[1] < c[2] and c[1] < s[2] for c in candidates)]
    found: dict[str, tuple[int, int, float]] = {}
    for field in {span[0] for span in candidates}:
        own = sorted(span[1:] for span in candidates if span[0] == field)
        choice, margin = own, NEARLY
        if field == "total":
            amounts = [AMOUNT.fullmatch(text[places[a][0] : places[b - 1][1]]) for a, b, _ in own]
            cents = [int(re.sub("[.,]", "", m[1] + m[2])) if m else -1 for m in amounts]
            choice = [span for span, value in zip(own, cents) if value >= max(cents) - ROUNDING] if max(cents) >= 0 else own
            margin = 0
        top = max(score for _, _, score in choice)
        first, end, _ = next(span for span in choice if span[2] >= top - margin)
        fields = [head["labels"][i][2:] for i in plausible]
        if field in ("company", "address"):
            a = first
            while not at_border(a, places, text) and fields[a - 1] == field:
                a -= 1
            first = a if at_border(a, places, text) else first
        if field == "address":
            b = end
            while not at_border(b, places, text) and fields[b] == field:
                b += 1
            end = b if at_border(b, places, text) else end
        found[field] = (places[first][0], places[end - 1][1], max(score for _, _, score in own))
    return found


def spans_of(labels: list[str], tags: list[int], rows: np.ndarray, places: list[tuple[int, int]], text: str) -> list:
    """Field, first word, end and score of the spans of these tags."""
    spans: list[tuple[str, int, int, list[float]]] = []
    for i, tag in enumerate(labels[number] for number in tags):
        if tag == "O":
            continue
        score = float(rows[i, tags[i]])
        if spans and spans[-1][0] == tag[2:]:
            gap = text[places[spans[-1][2] - 1][1] : places[i][0]]
            if not re.search(r"\w", gap) and (tag[0] == "I" or not re.search(r"\s", gap)):
                spans[-1] = (tag[2:], spans[-1][1], i + 1, [*spans[-1][3], score])
                continue
        spans.append((tag[2:], i, i + 1, [score]))
    return [(field, first, end, float(np.mean(scores))) for field, first, end, scores in spans]


def at_border(word: int, places: list[tuple[int, int]], text: str) -> bool:
    """Whether a line or the text begins or ends before this word."""
    return word in (0, len(places)) or bool(re.search(r"[\n\r]", text[places[word - 1][1] : places[word][0]]))


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
