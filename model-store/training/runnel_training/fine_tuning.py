"""Full fine-tuning of an encoder for labels: what `./runnel models teach`, which leaves the encoder as it is, is compared with.

Every weight learns: mean of the last hidden states, dropout, one linear layer, cross-entropy (Devlin et al. 2019,
arXiv:1810.04805, with the mean in the place of the first token, as Reimers and Gurevych 2019, arXiv:1908.10084). AdamW with
a rate that rises for a tenth of the steps and then falls to zero; products in bfloat16. Nothing is chosen by the rows that it is judged on.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer, get_linear_schedule_with_warmup

POOL = 6  # batches whose texts are sorted by length together


@dataclass(frozen=True)
class Settings:
    """How it learns; a step is one batch of `batch` texts, each cut at `tokens` tokens."""

    encoder_rate: float = 2.0e-4
    head_rate: float = 2.0e-3
    decay: float = 0.01
    dropout: float = 0.1
    batch: int = 32
    tokens: int = 128
    rounds: int = 20
    fewest_steps: int = 60
    most_steps: int = 480

    def steps(self, texts: int) -> int:
        return min(self.most_steps, max(self.fewest_steps, self.rounds * texts // self.batch))


class Classifier(nn.Module):
    """An encoder and one linear layer on the mean of its tokens: logits of shape (texts, labels)."""

    def __init__(self, folder: str, labels: int, dropout: float) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder)
        self.head = nn.Linear(self.encoder.config.hidden_size, labels)
        self.dropout = nn.Dropout(dropout)

    def forward(self, tokens: dict[str, torch.Tensor]) -> torch.Tensor:
        states = self.encoder(**tokens).last_hidden_state
        weights = tokens["attention_mask"].unsqueeze(-1).to(states.dtype)
        return self.head(self.dropout((states * weights).sum(1) / weights.sum(1)))


def batches(train: Sequence[tuple[str, str]], size: int, count: int, drawn: random.Random) -> Iterator[list[tuple[str, str]]]:
    """`count` batches of texts of like length; every text has been drawn n times before one is drawn the n+1-th time."""
    waiting: list[tuple[str, str]] = []
    pool: list[list[tuple[str, str]]] = []
    for _ in range(count):
        if not pool:
            while len(waiting) < POOL * size:
                waiting += drawn.sample(list(train), len(train))
            pooled, waiting = sorted(waiting[: POOL * size], key=lambda row: len(row[0])), waiting[POOL * size :]
            pool = [pooled[start : start + size] for start in range(0, len(pooled), size)]
            drawn.shuffle(pool)
        yield pool.pop()


def predictions(
    folder: str, train: Sequence[tuple[str, str]], texts: Sequence[str], seed: int, settings: Settings | None = None
) -> list[str]:
    """The labels of `texts` by the encoder in `folder` (as transformers keeps it), tuned on `train` (text, label)."""
    settings = settings or Settings()
    torch.manual_seed(seed)
    drawn = random.Random(seed)
    labels = sorted({label for _, label in train})
    number = {label: place for place, label in enumerate(labels)}
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = Classifier(folder, len(labels), settings.dropout)

    def tokens(batch: Sequence[str]) -> dict[str, torch.Tensor]:
        read = tokenizer(list(batch), padding=True, truncation=True, max_length=settings.tokens, return_tensors="pt")
        return dict(read)

    steps = settings.steps(len(train))
    groups = [{"params": model.encoder.parameters(), "lr": settings.encoder_rate}, {"params": model.head.parameters(), "lr": settings.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=settings.decay)
    schedule = get_linear_schedule_with_warmup(optimizer, steps // 10, steps)
    model.train()
    for batch in batches(train, settings.batch, steps, drawn):
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(tokens([text for text, _ in batch]))
        loss = functional.cross_entropy(logits.float(), torch.tensor([number[label] for _, label in batch]))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    model.eval()
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    found = [""] * len(texts)
    with torch.inference_mode():
        for start in range(0, len(order), 64):
            places = order[start : start + 64]
            for place, answer in zip(places, model(tokens([texts[place] for place in places])).argmax(1).tolist()):
                found[place] = labels[answer]
    return found
