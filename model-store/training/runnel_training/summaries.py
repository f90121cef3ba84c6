"""Extractive summaries: the engine's choice of whole sentences.

`choose` mirrors the engine's `QuoteChoice` and `QuoteRule` (operators/inference, model-store); keep them alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from .metrics import plain_words, rouge_of_words, rouge_words

SUMMARY_WORDS = 110
MOST_CANDIDATES = 500
SAME_WORDS = 0.75
IDEOGRAPH = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# As the engine counts words: what starts with a letter or a digit; an ideograph is a word.
WORD = re.compile(rf"[{IDEOGRAPH}]|[^\W_{IDEOGRAPH}][^\s{IDEOGRAPH}]*")


@dataclass(frozen=True)
class QuoteRule:
    """How salience becomes a choice of whole sentences; the same keys stand at the head `salience` in runnel.yaml.

    The defaults are the engine's, for a pack that says nothing.
    """

    diversity: float = 0.0
    position: float = 0.0
    length: float = 0.0
    min_words: int = 4
    share_of_best: float = 0.5


@dataclass
class Document:
    """Sentences in order, their salience logits as the graph gives them, and their embeddings (None: no diversity)."""

    sentences: list[str]
    reference: str
    logits: np.ndarray
    embeddings: np.ndarray | None = None
    temperature: float = 1.0

    def __post_init__(self) -> None:
        self.logits = np.asarray(self.logits, dtype=np.float64)
        found = [WORD.findall(sentence.lower()) for sentence in self.sentences]
        self.words = np.array([len(words) for words in found])
        self.different = [frozenset(words) for words in found]
        self.stems = [rouge_words(sentence) for sentence in self.sentences]
        self.reference_stems = rouge_words(self.reference)
        if self.embeddings is not None:
            length = np.linalg.norm(self.embeddings, axis=1, keepdims=True)
            self.embeddings = self.embeddings / np.maximum(length, 1e-12)

    def repeats(self, index: int, chosen: list[int]) -> bool:
        """Whether a chosen sentence has most of this one's different words, or the other way round."""
        own = self.different[index]
        return any(
            len(own & other) >= SAME_WORDS * min(len(own), len(other)) for other in (self.different[i] for i in chosen)
        )

    def score(self, chosen: list[int]) -> dict[str, float]:
        """ROUGE of the chosen sentences in document order."""
        return rouge_of_words([stem for i in sorted(chosen) for stem in self.stems[i]], self.reference_stems)

    def score_unstemmed(self, chosen: list[int]) -> dict[str, float]:
        """The same without stemming, as some papers count it."""
        text = " ".join(self.sentences[i] for i in sorted(chosen))
        return rouge_of_words(plain_words(text), plain_words(self.reference))


def relevance(document: Document, rule: QuoteRule) -> np.ndarray:
    """Logit, place and length of each sentence as one number, rescaled so that the least is 0 and the greatest 1."""
    count = len(document.sentences)
    telling = document.logits + rule.position * (1 - np.arange(count) / count)
    telling = telling + rule.length * np.log(np.maximum(1, document.words))
    span = telling.max() - telling.min()
    return (telling - telling.min()) / span if span > 0 else np.ones(count)


def candidates(document: Document, rule: QuoteRule, values: np.ndarray) -> np.ndarray:
    """Indexes, best first, of the sentences that are long enough (all where none is) and not far below the best one."""
    proper = np.flatnonzero(document.words >= max(1, rule.min_words))
    allowed = proper if len(proper) else np.arange(len(document.words))
    probability = 1 / (1 + np.exp(-document.logits / document.temperature))
    allowed = allowed[probability[allowed] >= rule.share_of_best * probability[allowed].max()]
    return allowed[np.argsort(-values[allowed], kind="stable")][:MOST_CANDIDATES]


def choose(document: Document, rule: QuoteRule, budget: int = SUMMARY_WORDS) -> list[int]:
    """The chosen sentences in document order, by maximal marginal relevance; the first one however long it is."""
    if not document.sentences:
        return []
    values = relevance(document, rule)
    left = candidates(document, rule, values)
    nearest = np.zeros(len(left))
    chosen: list[int] = []
    used = 0
    while len(left):
        margin = (1 - rule.diversity) * values[left] - rule.diversity * nearest
        place = int(np.lexsort((left, -margin))[0])
        best = int(left[place])
        left, nearest = np.delete(left, place), np.delete(nearest, place)
        if chosen and (used + document.words[best] > budget or document.repeats(best, chosen)):
            continue
        if rule.diversity > 0 and document.embeddings is not None and len(left):
            cosines = document.embeddings[left] @ document.embeddings[best]
            nearest = np.maximum(nearest, cosines) if chosen else cosines
        chosen.append(best)
        used += int(document.words[best])
    return sorted(chosen)


def mean_rouge(documents: list[Document], rule: QuoteRule, budget: int = SUMMARY_WORDS) -> dict[str, float]:
    """ROUGE-1, -2 and -L of the choices, each a mean over documents."""
    return mean_scores([document.score(choose(document, rule, budget)) for document in documents])


def mean_scores(scores: list[dict[str, float]]) -> dict[str, float]:
    """The mean of every number."""
    return {name: float(np.mean([score[name] for score in scores])) for name in scores[0]}
