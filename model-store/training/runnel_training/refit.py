"""Stage `refit`: fits the linear head `entities` once more on the finished, frozen encoder.

Why: the joint training never shows the entity head a ticket, a dialogue or an order line. In such texts all tokens carry
features of the other tasks, and the head read those as entities ("hello, my card is blocked" became an organisation).
Here it also sees texts of the other heads, without gold: their lower-case words without digits are taken as O, anything
that could be a name, a number or a date gives no signal (`could_be` in mappings/entities.yaml).
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import torch

from .calibrate import sample
from .datasets import read_prepared
from .entity_variation import varied
from .heads import load_heads
from .model import HeadedEncoder, allowed_loss, collate, encoder_folder
from .rows import NO_GROUP, WORDS_ONLY, Row, RowMaker
from .sampling import cut_by_tokens
from .train import checkpoint_path, load_model, load_recipe

WORD = re.compile(r"\w[\w'’.&/-]*\w|\w|[^\w\s]")


def words_only_examples(work: Path, recipe: dict, chance: random.Random) -> list[dict]:
    """Texts of other heads as words without gold."""
    examples = []
    for dataset, head in recipe["words_only"].items():
        rows = [row for row in read_prepared(work, head, "train") if row["dataset"] == dataset]
        for row in chance.sample(rows, min(recipe["words_only_rows"], len(rows))):
            words = WORD.findall(chance.choice(row["passages"]))
            examples.append({"dataset": WORDS_ONLY, "tokens": words, "tags": ["O"] * len(words)})
    return examples


def rows_of(examples: list[dict], maker: RowMaker, chance: random.Random) -> list[Row]:
    """Half of the examples alone in a row, half packed."""
    alone, packed = examples[::2], examples[1::2]
    rows = []
    for example in alone:
        row = Row("entities")
        if maker.add_entities(row, example, 256):
            rows.append(row)
    row = Row("entities")
    for example in packed:
        if not maker.add_entities(row, example, chance.choice([64, 128, 192])) and len(row.ids) > 1:
            rows.append(row)
            row = Row("entities")
            maker.add_entities(row, example, 256)
    rows.append(row)
    return [row for row in rows if any(group != NO_GROUP for group in row.groups)]


def features(model: HeadedEncoder, rows: list[Row], batch_tokens: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Hidden states and targets of all tokens that have one."""
    states, targets = [], []
    for batch_rows in cut_by_tokens(sorted(rows, key=lambda row: len(row.ids)), batch_tokens):
        batch = collate(batch_rows, model.heads)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = model.hidden(batch.ids, batch.mask)
        index, group, _ = batch.members["entities"]
        states.append(hidden.reshape(-1, hidden.shape[-1])[index])
        targets.append(group)
    return torch.cat(states), torch.cat(targets)


def fit(layer: torch.nn.Linear, tagged: tuple, others: tuple, masks: torch.Tensor, recipe: dict) -> None:
    """AdamW on the one layer, rate falling to zero; `others` are the tokens without gold, with a weight of their own."""
    states, targets = (torch.cat(pair) for pair in zip(tagged, others))
    weights = torch.cat([torch.ones(len(tagged[1])), torch.full((len(others[1]),), recipe["words_only_weight"])])
    steps = recipe["epochs"] * (len(states) // recipe["batch"] + 1)
    optimizer = torch.optim.AdamW(layer.parameters(), lr=recipe["learning_rate"], weight_decay=recipe["weight_decay"])
    generator = torch.Generator().manual_seed(1)
    for step in range(steps):
        chosen = torch.randint(len(states), (recipe["batch"],), generator=generator)
        optimizer.param_groups[0]["lr"] = recipe["learning_rate"] * (1 - step / steps)
        loss = (allowed_loss(layer(states[chosen]), targets[chosen], masks) * weights[chosen]).mean()
        loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        if step % 200 == 0:
            print(f"refit {step}/{steps} loss {loss.item():.4f}", flush=True)


def refit(work: Path, threads: int) -> None:
    """Replaces the entity head in the checkpoint."""
    torch.set_num_threads(threads)
    recipe = load_recipe()["refit"]
    chance = random.Random(9)
    model, facts = load_model(work)
    maker = RowMaker(encoder_folder() / "tokenizer.json", load_heads())
    examples = sample(read_prepared(work, "entities", "train"), recipe["entity_rows"])
    examples = [varied(e, chance) if e["dataset"] == "earnings21_ner" else e for e in examples]
    chance.shuffle(examples)
    others = words_only_examples(work, recipe, chance)
    chance.shuffle(others)
    print(f"{len(examples)} tagged and {len(others)} untagged examples", flush=True)
    tagged = features(model, rows_of(examples, maker, chance), 4096)
    untagged = features(model, rows_of(others, maker, chance), 4096)
    fit(model.linear["entities"], tagged, untagged, torch.tensor(maker.allowed.masks), recipe)
    saved = torch.load(checkpoint_path(work), map_location="cpu", weights_only=False)
    saved["model"] = model.state_dict()
    saved["facts"]["refit_tokens"] = len(tagged[1]) + len(untagged[1])
    torch.save(saved, checkpoint_path(work))
    print(f"refitted on {saved['facts']['refit_tokens']} tokens")
