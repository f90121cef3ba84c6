"""Second part of the stage `refit`: fits pooled heads named in recipe.yaml once more on the finished, frozen encoder.

Why: in the joint training a head's last updates come from whatever batch came last, and class weights pull it away from what
is frequent. Here every chunk of every training document counts once, any of a document's labels is right, and the
penalty is chosen by the loss on the calibration split.
"""

from __future__ import annotations

from pathlib import Path

import torch

from .datasets import read_prepared
from .model import HeadedEncoder, any_of_loss, collate, span_means
from .row_maker import RowMaker
from .sampling import cut_by_tokens

PENALTIES = (1e-4, 3e-4, 1e-3, 3e-3)
STEPS = 60
BATCH_TOKENS = 8192


def chunk_states(model: HeadedEncoder, maker: RowMaker, head: str, documents: list[dict]) -> tuple[torch.Tensor, torch.Tensor]:
    """Hidden means of all chunks, [chunks, width], and their targets, [chunks, labels]."""
    rows = [row for document in documents for row in maker.chunks(head, {**document, "also": {}})]
    states, wanted = [], []
    with torch.no_grad():
        for batch_rows in cut_by_tokens(sorted(rows, key=lambda row: len(row.ids)), BATCH_TOKENS):
            batch = collate(batch_rows, model.heads)
            index, group, targets = batch.members[head]
            hidden = model.hidden(batch)
            states.append(span_means(hidden.reshape(-1, hidden.shape[-1])[index], group, len(targets)))
            wanted.append(targets)
    return torch.cat(states), torch.cat(wanted)


def fitted(layer: torch.nn.Linear, states: torch.Tensor, targets: torch.Tensor, penalty: float) -> torch.nn.Linear:
    """A linear layer of the same size, from the given one on, by L-BFGS on the loss plus penalty times squared weights."""
    made = torch.nn.Linear(layer.in_features, layer.out_features)
    made.load_state_dict(layer.state_dict())
    optimizer = torch.optim.LBFGS(made.parameters(), max_iter=STEPS, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = any_of_loss(made(states), targets, None) + penalty * (made.weight**2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return made


def refit_pooled(work: Path, model: HeadedEncoder, maker: RowMaker, head: str) -> None:
    """Replaces one linear head of the model, if that lowers the loss on the calibration split."""
    states, targets = chunk_states(model, maker, head, read_prepared(work, head, "train"))
    held_states, held_targets = chunk_states(model, maker, head, read_prepared(work, head, "calibration"))

    def held_loss(layer: torch.nn.Linear) -> float:
        with torch.no_grad():
            return any_of_loss(layer(held_states), held_targets, None).item()

    best, best_loss = model.linear[head], held_loss(model.linear[head])
    print(f"{head}: {len(states)} chunks; loss on the calibration split {best_loss:.4f}", flush=True)
    for penalty in PENALTIES:
        layer = fitted(model.linear[head], states, targets, penalty)
        loss = held_loss(layer)
        print(f"{head}: penalty {penalty}: {loss:.4f}", flush=True)
        if loss < best_loss:
            best, best_loss = layer, loss
    model.linear[head] = best
