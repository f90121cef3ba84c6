"""Scores of the tagging heads: exact spans of entities, and the fields of a receipt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from seqeval.metrics import f1_score, precision_score, recall_score

from .decoding import likeliest_tags
from .entity_examples import gold_tags
from .field_reading import field_answers
from .heads import ENTITIES, Head, load_mapping
from .metrics import f1, restricted
from .receipt_tags import lines_of, signs, spans_of


@dataclass(frozen=True)
class Tagged:
    """Words with their right tags.

    `types` are those that count, `values` the fields' texts that a data set tells, `lines` the line of every word, if known.
    """

    tokens: list[str]
    tags: list[str]
    ignored: list[int]
    types: list[str]
    values: dict[str, str] = field(default_factory=dict)
    lines: list[int] | None = None


def tagged(head: str, row: dict) -> Tagged:
    """A prepared row with tags as they are scored."""
    if head != ENTITIES:
        types = load_mapping(head)["fields"]
        return Tagged(row["tokens"], row["tags"], [], types, row["fields"], lines_of(row["tokens"], row["text"]))
    mapping = load_mapping(ENTITIES)
    rules = mapping["datasets"][row["dataset"]]
    tags, ignored = gold_tags(row["tokens"], row["tags"], mapping["types"], rules)
    return Tagged(row["tokens"], tags, ignored, rules["complete"])


def span_scores(head: Head, rows: list[Tagged], logits: list[np.ndarray]) -> dict[str, float]:
    """Exact-span F1 over the types the data set labels everywhere, in all and for each of them."""
    types = rows[0].types
    gold = [row.tags for row in rows]
    answers = [likeliest_tags(head.labels, values) for values in logits]
    predicted = [restricted(answer, types, row.ignored) for answer, row in zip(answers, rows)]
    result = {"rows": len(rows), "f1": float(f1_score(gold, predicted))}
    result["precision"] = float(precision_score(gold, predicted))
    result["recall"] = float(recall_score(gold, predicted))
    for entity_type in types:
        own_gold, own = ([restricted(tags, [entity_type], []) for tags in side] for side in (gold, predicted))
        if any(tag != "O" for tags in own_gold for tag in tags):
            result[f"f1_{entity_type}"] = float(f1_score(own_gold, own))
    return result


def field_scores(head: Head, rows: list[Tagged], logits: list[np.ndarray]) -> dict[str, float]:
    """F1 of the one answer for each field, as the engine's `models evaluate` counts it (FieldScores; keep them alike).

    The logits are divided by the temperature.

    `f1`: its words are exactly those of a tagged occurrence; a field whose value is told but not tagged is not judged.
    `value_f1`: its letters and digits are those of the value that the data set tells, which is harder, since printed
    text and told value differ in some receipts.
    """
    counts = {"f1": Counter(), "value_f1": Counter()}
    fields: dict[str, Counter] = {}
    for row, values in zip(rows, logits):
        answers = {name: text for name, (text, _) in field_answers(values, head.labels, row.tokens, row.lines).items()}
        printed: dict[str, set[str]] = {}
        for name, first, end in spans_of(row.tags):
            printed.setdefault(name, set()).add(" ".join(row.tokens[first:end]))
        judged = {name: text for name, text in answers.items() if name in printed or name not in row.values}
        counts["f1"].update(matches(judged, printed))
        if row.values:
            told = {name: {signs(value)} for name, value in row.values.items()}
            counts["value_f1"].update(matches({name: signs(text) for name, text in answers.items()}, told))
        for name in row.types:
            own = ({k: v for k, v in side.items() if k == name} for side in (judged, printed))
            fields.setdefault(name, Counter()).update(matches(*own))
    result = {"rows": len(rows)} | {kind: f1_of(count) for kind, count in counts.items() if count["wanted"]}
    return result | {f"f1_{name}": f1_of(count) for name, count in fields.items() if count["wanted"]}


def matches(answers: dict[str, str], right: dict[str, set[str]]) -> Counter:
    """How many fields were answered, wanted, and right."""
    hits = sum(answers[name] in values for name, values in right.items() if name in answers)
    return Counter(answered=len(answers), wanted=len(right), hits=hits)


def f1_of(count: Counter) -> float:
    """F1 of such counts."""
    return f1(count["hits"], count["answered"], count["wanted"])


def tag_scores(head: Head, rows: list[Tagged], logits: list[np.ndarray]) -> dict[str, float]:
    """Scores of entities by spans, of fields by the one answer for each; logits are divided by the temperature."""
    return span_scores(head, rows, logits) if head.name == ENTITIES else field_scores(head, rows, logits)


def word_confidence(head: Head, rows: list[Tagged], logits: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Logits of all words that are scored, and whether the top tag of each is right or of a type that does not count."""
    values, right = [], []
    for row, own in zip(rows, logits):
        answer = restricted([head.labels[i] for i in own.argmax(axis=1)], row.types, [])
        for i, (tag, gold) in enumerate(zip(answer, row.tags)):
            if i not in row.ignored:
                values.append(own[i])
                right.append(tag == gold)
    return np.array(values), np.array(right)
