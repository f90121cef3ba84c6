"""The heads of the pack, in the order in which the pack lists them.

Every head is one linear layer on each token's last hidden state; tagging heads have a small adapter of their own
before it. A reader takes the mean of the token logits over the span it asks about.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

MAPPINGS = Path(__file__).resolve().parent.parent / "mappings"
MAX_TOKENS = 256

TEXT_CLASSIFICATION = "text-classification"
SENTIMENT_TASK = "sentiment"
TOKEN_CLASSIFICATION = "token-classification"
FIELD_EXTRACTION = "field-extraction"
SENTENCE_SALIENCE = "sentence-salience"

TICKET_QUEUE, BANKING_INTENT, ASSISTANT_INTENT = "ticket-queue", "banking-intent", "assistant-intent"
SPEND_CATEGORY, CONVERSATION_DOMAIN, SENTIMENT = "spend-category", "conversation-domain", "sentiment"
ENTITIES, INVOICE_FIELDS, SALIENCE = "entities", "invoice-fields", "salience"
SENTENCE_EMBEDDING = "sentence-embedding"  # no trained head: principal components of sentence means, see `embedding`
EMBEDDING_SIZE = 64
OUT_OF_SCOPE = "out-of-scope"


@dataclass(frozen=True)
class Head:
    """One task: its name is also the name of the graph output."""

    name: str
    task: str
    labels: tuple[str, ...]

    @property
    def tagging(self) -> bool:
        """Whether every token has an answer of its own, and not a span."""
        return self.task in (TOKEN_CLASSIFICATION, FIELD_EXTRACTION)


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


def labels_of(name: str) -> tuple[str, ...]:
    """Labels of a classifying head, from its mapping file."""
    return tuple(load_mapping(name)["labels"])


def load_heads() -> dict[str, Head]:
    """All trained heads by name, in pack order; labels come from the mapping files."""
    heads = [
        Head(TICKET_QUEUE, TEXT_CLASSIFICATION, labels_of(TICKET_QUEUE)),
        Head(BANKING_INTENT, TEXT_CLASSIFICATION, labels_of(BANKING_INTENT)),
        Head(ASSISTANT_INTENT, TEXT_CLASSIFICATION, labels_of(ASSISTANT_INTENT)),
        Head(SPEND_CATEGORY, TEXT_CLASSIFICATION, labels_of(SPEND_CATEGORY)),
        Head(CONVERSATION_DOMAIN, TEXT_CLASSIFICATION, labels_of(CONVERSATION_DOMAIN)),
        Head(SENTIMENT, SENTIMENT_TASK, labels_of(SENTIMENT)),
        Head(ENTITIES, TOKEN_CLASSIFICATION, bio_tags(load_mapping(ENTITIES)["types"])),
        Head(INVOICE_FIELDS, FIELD_EXTRACTION, bio_tags(load_mapping(INVOICE_FIELDS)["fields"])),
        Head(SALIENCE, SENTENCE_SALIENCE, ("salient",)),
    ]
    return {head.name: head for head in heads}
