"""Stage `train`: fine-tunes encoder and heads together within a time limit; can be stopped and resumed.

The learning rate falls with the time used, not with steps, so that any limit ends with a small learning rate.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import torch
import yaml

from .datasets import read_prepared
from .encoder import Arithmetic
from .heads import load_heads
from .held_out import HeldOut
from .model import Batch, HeadedEncoder, base_encoder, best_device, collate, learning_rate, load_tokenizer, losses, precision_of, shallow_encoder
from .noise import learn_letters
from .row_maker import RowMaker
from .sampling import Sampler

RECIPE = Path(__file__).resolve().parent.parent / "recipe.yaml"
CHECKPOINT_SECONDS = 120
PROGRESS_STEPS = 50


def load_recipe() -> dict:
    """Reads recipe.yaml."""
    return yaml.safe_load(RECIPE.read_text(encoding="utf-8"))


def checkpoint_path(work: Path) -> Path:
    """Where the newest checkpoint lies."""
    return work / "checkpoint.pt"


def new_model(facts: dict) -> HeadedEncoder:
    """The untrained model with the heads of the mapping files.

    `facts` (a recipe, or what a checkpoint says of itself) names the heads with adapters and with word pieces of their
    own, and the number of layers, if it is not that of the encoder package.
    """
    encoder = base_encoder()
    layers = facts.get("layers", 0)
    return HeadedEncoder(shallow_encoder(encoder, layers) if layers else encoder, load_heads(), facts["adapters"], facts["wide"])


def refuse_overwriting(work: Path, resume: bool) -> None:
    """Stops before a training that would begin anew in a folder that holds another one's checkpoint."""
    path = checkpoint_path(work)
    if path.exists() and not resume:
        raise SystemExit(f"{path} exists, and a new training would overwrite it. Go on from it with --resume, or name another folder with --work.")


def load_model(work: Path) -> tuple[HeadedEncoder, dict]:
    """The model of the newest checkpoint, ready for evaluation, and the facts of its training."""
    path = checkpoint_path(work)
    if not path.exists():
        raise SystemExit(f"{path} is missing; run the stage `train` with the same --work first.")
    saved = torch.load(path, map_location="cpu", weights_only=False)
    model = new_model(saved["facts"])
    model.load_state_dict(saved["model"])
    model.eval()
    return model, saved["facts"]


def layer_rate(name: str, recipe: dict, layers: int) -> float:
    """Learning rate of an encoder parameter: falls by `layer_decay` with each layer from the top."""
    parts = name.split(".")
    depth = layers - 1 - int(parts[parts.index("layer") + 1]) if "layer" in parts else layers
    return recipe["encoder_learning_rate"] * recipe["layer_decay"] ** depth


def make_optimizers(model: HeadedEncoder, recipe: dict) -> list[torch.optim.Optimizer]:
    """AdamW for all that is dense, sparse Adam for the word embeddings; a group's `peak` is its largest rate."""
    groups: dict[tuple[float, float], list] = {}
    layers = model.encoder.shape.layers
    words = model.encoder.embeddings.word_embeddings.weight
    for name, parameter in model.named_parameters():
        if parameter is words or not parameter.requires_grad:
            continue
        if name.startswith("encoder."):
            rate = layer_rate(name, recipe, layers)
            rate = rate if "token_type" not in name else recipe["head_learning_rate"]
        else:
            rate = recipe["head_learning_rates"].get(name.split(".")[1], recipe["head_learning_rate"])
        decay = 0.0 if parameter.ndim == 1 else recipe["weight_decay"]
        groups.setdefault((rate, decay), []).append(parameter)
    dense = [{"params": own, "lr": rate, "peak": rate, "weight_decay": decay} for (rate, decay), own in groups.items()]
    rate = layer_rate("embeddings", recipe, layers)
    return [
        torch.optim.AdamW(dense, fused=True),
        torch.optim.SparseAdam([{"params": [words], "lr": rate, "peak": rate}]),
    ]


def class_weights(work: Path, heads: dict, exponents: dict[str, float]) -> dict[str, torch.Tensor]:
    """For the named heads a weight per label, (frequency / mean frequency) to the power of minus the exponent."""
    result = {}
    for name, exponent in exponents.items():
        counts = Counter(label for row in read_prepared(work, name, "train") for label in row["labels"])
        numbers = torch.tensor([float(max(1, counts[label])) for label in heads[name].labels])
        weights = (numbers / numbers.mean()) ** -exponent
        result[name] = weights * (numbers.sum() / (weights * numbers).sum())
    return result


def save(work: Path, model: HeadedEncoder, optimizers: list[torch.optim.Optimizer], facts: dict) -> None:
    """Writes the checkpoint beside the old one, then moves it over."""
    part = work / "checkpoint.part"
    states = [optimizer.state_dict() for optimizer in optimizers]
    torch.save({"model": model.state_dict(), "optimizers": states, "facts": facts}, part)
    os.replace(part, checkpoint_path(work))


class Training:
    """One run: model, optimizers, facts so far."""

    def __init__(self, work: Path, minutes: float, precision: str, resume: bool, recipe: dict) -> None:
        self.work, self.minutes, self.recipe = work, minutes, recipe
        torch.manual_seed(recipe["seed"])
        self.heads = load_heads()
        self.model = new_model(recipe)
        self.facts = {"steps": 0, "tokens": 0, "seconds": 0.0, "cpu_seconds": 0.0}
        self.facts |= {key: recipe[key] for key in ("adapters", "wide")}
        if (work / "adapted.pt").exists():
            adapted = torch.load(work / "adapted.pt", map_location="cpu", weights_only=False)
            self.model.encoder.load_state_dict(adapted["encoder"])
            self.facts["adaptation"] = adapted["facts"]
        self.resumed_at: float | None = None
        self.device = best_device()
        self.model.to(self.device)
        self.optimizers = make_optimizers(self.model, recipe)
        if resume and checkpoint_path(work).exists():
            saved = torch.load(checkpoint_path(work), map_location=self.device, weights_only=False)
            self.model.load_state_dict(saved["model"])
            for optimizer, state in zip(self.optimizers, saved["optimizers"]):
                optimizer.load_state_dict(state)
            self.facts = saved["facts"]
            self.resumed_at = self.facts["seconds"] / 60
        self.facts |= {"precision": precision, "threads": torch.get_num_threads()}
        self.model.encoder.arithmetic = Arithmetic(precision_of(precision))
        tokenizer = load_tokenizer()
        learn_letters(tokenizer)
        self.maker = RowMaker(tokenizer, self.heads, recipe["words_only_weight"])
        self.sampler = Sampler(work, self.maker, recipe, recipe["seed"] + self.facts["steps"])
        weights = class_weights(work, self.heads, recipe["class_weights"])
        self.class_weights = {name: value.to(self.device) for name, value in weights.items()}
        self.held_out = HeldOut(work, self.maker, self.heads, recipe)
        self.held_out.rest_again(self.sampler, self.facts)

    def step(self, rows: list, used: float) -> dict[str, float]:
        """One update; returns the loss of each head in the batch."""
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * learning_rate(used, self.recipe["warmup"])
        arithmetic = self.model.encoder.arithmetic
        self.model.encoder.arithmetic = replace(arithmetic, rounded=used >= self.recipe["rounded_from"])
        batch = collate(rows, self.heads).to(self.device)
        hidden = self.model.hidden(batch)
        by_head = losses(self.model, hidden, batch, self.maker.allowed, self.class_weights)
        weights = self.recipe["loss_weights"]
        total = sum(weights[name] * loss * share_of(batch, name) for name, loss in by_head.items())
        (total + self.further_loss(hidden, batch)).backward()
        dense = [p for group in self.optimizers[0].param_groups for p in group["params"]]
        torch.nn.utils.clip_grad_norm_(dense, 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        self.facts["steps"] += 1
        self.facts["tokens"] += batch.tokens
        return {name: loss.item() for name, loss in by_head.items()}

    def further_loss(self, hidden: torch.Tensor, batch: Batch) -> torch.Tensor | float:
        """Added to the losses of the heads; nothing here."""
        return 0.0

    def run(self) -> None:
        """Trains until the minutes are used up."""
        self.model.train()
        started, started_cpu = time.time() - self.facts["seconds"], time.process_time() - self.facts["cpu_seconds"]
        saved_at, running, window = time.time(), {}, (self.facts["tokens"], time.time())
        checks = self.held_out.moments(self.facts["seconds"] / (self.minutes * 60))
        for rows in self.sampler.batches():
            used = (time.time() - started) / (self.minutes * 60)
            if used >= 1.0:
                break
            if self.resumed_at is not None:
                self.facts.setdefault("resumed_minutes", []).append(self.resumed_at)
                self.resumed_at = None
            for name, loss in self.step(rows, used).items():
                running[name] = 0.95 * running.get(name, loss) + 0.05 * loss
            self.facts["seconds"], self.facts["cpu_seconds"] = time.time() - started, time.process_time() - started_cpu
            if self.facts["steps"] % PROGRESS_STEPS == 0:
                speed = (self.facts["tokens"] - window[0]) / (time.time() - window[1])
                window = (self.facts["tokens"], time.time())
                told = " ".join(f"{name}={value:.3f}" for name, value in sorted(running.items()))
                print(f"step {self.facts['steps']} {100 * used:.1f}% {speed:.0f} tokens/s {told}", flush=True)
            if checks and used >= checks[0]:
                checks.pop(0)
                self.held_out.check(self.model, self.sampler, self.facts)
            if time.time() - saved_at > CHECKPOINT_SECONDS:
                self.facts["epochs"] = self.sampler.epochs()
                save(self.work, self.model, self.optimizers, self.facts)
                saved_at = time.time()
        if self.resumed_at is not None:
            print(f"nothing to do: the {self.minutes:g} minutes were used up before; the checkpoint stays as it is", flush=True)
            return
        self.facts["epochs"] = self.sampler.epochs()
        save(self.work, self.model, self.optimizers, self.facts)
        print("done", json.dumps(self.facts), flush=True)


def share_of(batch, name: str) -> float:
    """Part of the batch's tokens that a head is asked about, so that a lone row weighs as much as its tokens."""
    return len(batch.members[name][0]) / batch.tokens


def train(work: Path, minutes: float, threads: int, precision: str, resume: bool) -> None:
    """Trains until `minutes` of wall clock are used (over all resumed runs); never over a checkpoint that it does not resume."""
    refuse_overwriting(work, resume)
    torch.set_num_threads(threads)
    recipe = load_recipe()
    Training(work, minutes, precision, resume, recipe).run()
