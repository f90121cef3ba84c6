"""The six heads of the pack, in the order in which the pack lists them.

Every head is one linear layer on each token's last hidden state. A reader takes the mean of the token logits over the
span it asks about; because the layer is linear this equals the layer applied to the mean of the hidden states.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

MAPPINGS = Path(__file__).resolve().parent.parent / "mappings"
MAX_TOKENS = 256

TEXT_CLASSIFICATION = "text-classification"
SENTIMENT = "sentiment"
TOKEN_CLASSIFICATION = "token-classification"
SENTENCE_SALIENCE = "sentence-salience"


@dataclass(frozen=True)
class Head:
    """One task: its name is also the name of the graph output."""

    name: str
    task: str
    labels: tuple[str, ...]

    @property
    def pooled(self) -> bool:
        """Whether one answer belongs to a span of tokens and not to a single token."""
        return self.task != TOKEN_CLASSIFICATION


def load_mapping(name: str) -> dict:
    """Reads `mappings/<name>.yaml`."""
    path = MAPPINGS / f"{name}.yaml"
    if not path.exists():
        raise SystemExit(f"No mapping file {path}; restore it from the repository.")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def bio_tags(types: list[str]) -> tuple[str, ...]:
    """`O`, then `B-` and `I-` of every type in the given order."""
    tags = ["O"]
    for entity_type in types:
        tags += [f"B-{entity_type}", f"I-{entity_type}"]
    return tuple(tags)


def load_heads() -> dict[str, Head]:
    """All heads by name, in pack order; labels come from the mapping files."""
    heads = [
        Head("ticket-queue", TEXT_CLASSIFICATION, tuple(load_mapping("ticket-queue")["labels"])),
        Head("spend-category", TEXT_CLASSIFICATION, tuple(load_mapping("spend-category")["labels"])),
        Head("conversation-domain", TEXT_CLASSIFICATION, tuple(load_mapping("conversation-domain")["labels"])),
        Head("sentiment", SENTIMENT, tuple(load_mapping("sentiment")["labels"])),
        Head("entities", TOKEN_CLASSIFICATION, bio_tags(load_mapping("entities")["types"])),
        Head("salience", SENTENCE_SALIENCE, ("salient",)),
    ]
    return {head.name: head for head in heads}
