"""Writes entity-golden.tsv: random tags and what the Hugging Face token-classification pipeline makes of them.

Run with transformers and numpy installed: python make_entity_golden.py
Each line: aggregation, logits per token ("token logits; token logits"), words as token counts, expected entities as
group:firstToken:endToken:score.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from transformers.pipelines.token_classification import AggregationStrategy, TokenClassificationPipeline

LABELS = ["O", "B-person", "I-person", "B-place", "I-place"]
CASES = 120


class Words:
    """Stands for the tokenizer: only how words are written depends on it."""

    def convert_tokens_to_string(self, tokens):
        return " ".join(tokens)


class Config:
    id2label = dict(enumerate(LABELS))


class Model:
    config = Config()


def pipeline() -> TokenClassificationPipeline:
    made = TokenClassificationPipeline.__new__(TokenClassificationPipeline)
    made.tokenizer = Words()
    made.model = Model()
    return made


def case(random: np.random.Generator, strategy: AggregationStrategy) -> str:
    words = random.integers(1, 4, size=random.integers(1, 9))
    logits = np.round(random.normal(0, 2, (int(words.sum()), len(LABELS))), 3).astype(np.float32)
    exp = np.exp(logits - logits.max(-1, keepdims=True))
    scores = exp / exp.sum(-1, keepdims=True)
    tokens = []
    for count in words:
        for piece in range(count):
            place = len(tokens)
            tokens.append(
                {
                    "word": "w", "scores": scores[place], "start": place, "end": place + 1,
                    "index": place, "is_subword": piece > 0,
                }
            )
    entities = [e for e in pipeline().aggregate(tokens, strategy) if e["entity_group"] != "O"]
    found = " ".join(f"{e['entity_group']}:{e['start']}:{e['end']}:{float(e['score']):.6f}" for e in entities)
    rows = ";".join(" ".join(f"{value:g}" for value in row) for row in logits)
    return "\t".join([strategy.name, rows, " ".join(map(str, words)), found or "-"])


def main() -> None:
    random = np.random.default_rng(42)
    strategies = [AggregationStrategy.FIRST, AggregationStrategy.MAX, AggregationStrategy.AVERAGE]
    lines = [case(random, strategies[i % 3]) for i in range(CASES)]
    target = Path(__file__).resolve().parent / "entity-golden.tsv"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
