"""Stage `adapt`: masked language modelling on the texts of the data sets, before any head is trained.

The encoder package was tuned for sentence similarity, which makes its token states poor at telling what a single word
is; and it never saw the letter case, which is new here. Whole words are masked (15 %; of these 80 % become [MASK], 10 %
a random token, 10 % stay), as in Devlin et al. (2019), arXiv:1810.04805. The vocabulary is kept. Only training splits
and unlabelled texts are read, never dev.
"""

from __future__ import annotations

import json
import random
import re
import time
from pathlib import Path
from typing import Iterator

import torch
from torch import nn
from torch.nn import functional

from .datasets import read_rows
from .encoder import Encoder
from .encoder import Arithmetic
from .model import base_encoder, best_device, learning_rate, load_tokenizer, precision_of
from .rows import CLS, SEP, Texts

MASK_TOKEN = 103
MASKED = 0.15
ROW_TOKENS = 128
BATCH_ROWS = 16
FIRST_WORD_ID, LAST_WORD_ID = 1996, 29611


class MaskedWords(nn.Module):
    """Predicts token ids from hidden states; the word embeddings are the output matrix, as in BERT."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.transform = nn.Linear(encoder.shape.width, encoder.shape.width)
        self.norm = nn.LayerNorm(encoder.shape.width)
        self.bias = nn.Parameter(torch.zeros(encoder.shape.vocabulary))

    def loss(self, ids: torch.Tensor, types: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
        """Mean cross-entropy over the masked places (wanted >= 0)."""
        hidden = self.encoder(ids, torch.ones_like(ids), types)[wanted >= 0]
        hidden = self.norm(functional.gelu(self.transform(hidden))).to(self.encoder.arithmetic.precision)
        table = self.encoder.embeddings.word_embeddings.weight.detach().to(self.encoder.arithmetic.precision)
        logits = functional.linear(hidden, table).float() + self.bias
        return functional.cross_entropy(logits, wanted[wanted >= 0])


def texts_of(data: Path, dataset: str, limit: int, chance: random.Random) -> list[str]:
    """At most `limit` texts of a data set's training split."""
    found = []
    for row in read_rows(data, dataset, "en" if dataset == "business_docs_corpus" else "train"):
        if "turns" in row:
            found.append(" ".join(turn["text"] for turn in row["turns"]))
        elif "tokens" in row and "text" not in row:
            found.append(" ".join(row["tokens"]))
        else:
            found.append(" ".join(str(row[key]) for key in ("title", "text", "supplier") if row.get(key)))
    chance.shuffle(found)
    return [re.sub(r"\s+", " ", text) for text in found[:limit]]


def rows(texts: list[str], encode: Texts, chance: random.Random) -> Iterator[tuple[list[int], list[int], list[bool]]]:
    """Endless rows of ROW_TOKENS tokens cut out of shuffled texts: ids, letter cases, whether a token goes on a word."""
    ids, types, inside = [CLS], [0], [False]
    while True:
        for text in chance.sample(texts, len(texts)):
            start = chance.randrange(max(1, len(text) - 4000))
            encoded = encode.text(text[start : start + 4000])
            ids += [*encoded.ids, SEP]
            types += [*encoded.types, 0]
            inside += [*encoded.goes_on, False]
            while len(ids) >= ROW_TOKENS:
                yield ids[:ROW_TOKENS], types[:ROW_TOKENS], inside[:ROW_TOKENS]
                ids, types, inside = [CLS, *ids[ROW_TOKENS:]], [0, *types[ROW_TOKENS:]], [False, *inside[ROW_TOKENS:]]


def masked(ids: list[int], inside: list[bool], chance: random.Random) -> tuple[list[int], list[int]]:
    """The ids with words hidden, and for every place the id to predict or -1."""
    shown, wanted = list(ids), [-1] * len(ids)
    words: list[list[int]] = []
    for place, (token, goes_on) in enumerate(zip(ids, inside)):
        if token in (CLS, SEP):
            continue
        if goes_on and words and words[-1][-1] == place - 1:
            words[-1].append(place)
        else:
            words.append([place])
    chance.shuffle(words)
    left = max(1, int(MASKED * len(ids)))
    for word in words:
        if left <= 0:
            break
        left -= len(word)
        for place in word:
            wanted[place] = ids[place]
            luck = chance.random()
            if luck < 0.8:
                shown[place] = MASK_TOKEN
            elif luck < 0.9:
                shown[place] = chance.randint(FIRST_WORD_ID, LAST_WORD_ID)
    return shown, wanted


def adapt(data: Path, work: Path, minutes: float, threads: int, precision: str, recipe: dict) -> None:
    """Writes `<work>/adapted.pt`; the learning rate falls with the time used."""
    torch.set_num_threads(threads)
    torch.manual_seed(recipe["seed"])
    chance = random.Random(recipe["seed"])
    texts = [t for name, limit in recipe["adaptation"]["texts"].items() for t in texts_of(data, name, limit, chance)]
    print(f"{len(texts)} texts, {sum(map(len, texts)) / 1e6:.1f} million characters", flush=True)
    device = best_device()
    model = MaskedWords(base_encoder()).to(device)
    model.encoder.arithmetic = Arithmetic(precision_of(precision))
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    fresh = [p for name, p in model.named_parameters() if not name.startswith("encoder.") or "token_type" in name]
    old = [p for name, p in model.named_parameters() if p.requires_grad and not any(p is q for q in fresh)]
    rates = [recipe["adaptation"]["new_learning_rate"], recipe["adaptation"]["learning_rate"]]
    optimizer = torch.optim.AdamW([{"params": fresh}, {"params": old}], weight_decay=0.01, fused=True)
    source = rows(texts, Texts(load_tokenizer()), chance)
    started, step, running, tokens = time.time(), 0, None, 0
    model.train()
    while (used := (time.time() - started) / (minutes * 60)) < 1.0:
        for group, rate in zip(optimizer.param_groups, rates):
            group["lr"] = rate * learning_rate(used, 0.06)
        batch = [next(source) for _ in range(BATCH_ROWS)]
        hidden = [masked(ids, inside, chance) for ids, _, inside in batch]
        shown, wanted = (torch.tensor([pair[i] for pair in hidden], device=device) for i in (0, 1))
        loss = model.loss(shown, torch.tensor([types for _, types, _ in batch], device=device), wanted)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step, tokens = step + 1, tokens + BATCH_ROWS * ROW_TOKENS
        running = loss.item() if running is None else 0.98 * running + 0.02 * loss.item()
        if step % 25 == 0:
            print(f"step {step} {100 * used:.1f}% {tokens / (time.time() - started):.0f} tokens/s loss {running:.3f}", flush=True)
    facts = {"steps": step, "tokens": tokens, "loss": running, "minutes": minutes}
    torch.save({"encoder": model.encoder.state_dict(), "facts": facts}, work / "adapted.pt")
    print("done", json.dumps(facts), flush=True)
