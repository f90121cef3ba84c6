"""Stage `train`: fine-tunes encoder and heads together within a time limit; can be stopped and resumed.

The learning rate falls with the time used, not with steps, so that any limit ends with a small learning rate.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import torch
import yaml

from .heads import load_heads
from .model import HeadedEncoder, collate, encoder_folder, losses
from .rows import RowMaker
from .sampling import Sampler

RECIPE = Path(__file__).resolve().parent.parent / "recipe.yaml"
CHECKPOINT_SECONDS = 120
PROGRESS_STEPS = 25


def load_recipe() -> dict:
    """Reads recipe.yaml."""
    return yaml.safe_load(RECIPE.read_text(encoding="utf-8"))


def checkpoint_path(work: Path) -> Path:
    """Where the newest checkpoint lies."""
    return work / "checkpoint.pt"


def load_model(work: Path) -> tuple[HeadedEncoder, dict]:
    """The model of the newest checkpoint, ready for evaluation, and the facts of its training."""
    path = checkpoint_path(work)
    if not path.exists():
        raise SystemExit(f"{path} is missing; run the stage `train` with the same --work first.")
    saved = torch.load(path, map_location="cpu", weights_only=False)
    model = HeadedEncoder(load_heads())
    model.load_state_dict(saved["model"])
    model.eval()
    return model, saved["facts"]


def make_optimizer(model: HeadedEncoder, recipe: dict) -> torch.optim.AdamW:
    """AdamW with a larger rate for the heads and no decay on biases and norms."""
    groups: dict[tuple[float, float], list] = {}
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        rate = recipe["head_learning_rate"] if name.startswith("linear.") else recipe["encoder_learning_rate"]
        decay = 0.0 if parameter.ndim == 1 else recipe["weight_decay"]
        groups.setdefault((rate, decay), []).append(parameter)
    return torch.optim.AdamW(
        [{"params": params, "lr": rate, "peak": rate, "weight_decay": decay} for (rate, decay), params in groups.items()],
        fused=True,
    )


def rate_factor(used: float, warmup: float) -> float:
    """Part of the peak learning rate after that part of the time: up to 1 at `warmup`, then straight down to 0."""
    if used < warmup:
        return max(0.02, used / warmup)
    return max(0.0, (1.0 - used) / (1.0 - warmup))


def save(work: Path, model: HeadedEncoder, optimizer: torch.optim.Optimizer, facts: dict) -> None:
    """Writes the checkpoint beside the old one, then moves it over."""
    part = work / "checkpoint.part"
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "facts": facts}, part)
    os.replace(part, checkpoint_path(work))


def train(work: Path, minutes: float, threads: int, precision: str, resume: bool) -> None:
    """Trains until `minutes` of wall clock are used (over all resumed runs)."""
    recipe = load_recipe()
    torch.set_num_threads(threads)
    torch.manual_seed(recipe["seed"])
    heads = load_heads()
    model = HeadedEncoder(heads)
    optimizer = make_optimizer(model, recipe)
    facts = {"steps": 0, "tokens": 0, "seconds": 0.0, "cpu_seconds": 0.0}
    if resume and checkpoint_path(work).exists():
        saved = torch.load(checkpoint_path(work), map_location="cpu", weights_only=False)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        facts = saved["facts"]
    maker = RowMaker(encoder_folder() / "tokenizer.json", heads)
    sampler = Sampler(work, maker, recipe, recipe["seed"] + facts["steps"])
    weights = recipe["loss_weights"]
    model.train()
    started, started_cpu = time.time() - facts["seconds"], time.process_time() - facts["cpu_seconds"]
    saved_at, running, window_tokens, window_start = time.time(), {}, 0, time.time()
    for rows in sampler.batches():
        used = (time.time() - started) / (minutes * 60)
        if used >= 1.0:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * rate_factor(used, recipe["warmup"])
        batch = collate(rows, heads)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bf16"):
            hidden = model.hidden(batch.ids, batch.mask)
        by_head = losses(model, hidden, batch, torch.tensor(maker.allowed.masks))
        total = sum(weights[name] * loss * share_of(batch, name) for name, loss in by_head.items())
        total.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        facts["steps"] += 1
        facts["tokens"] += batch.tokens
        window_tokens += batch.tokens
        for name, loss in by_head.items():
            running[name] = 0.95 * running.get(name, loss.item()) + 0.05 * loss.item()
        facts["seconds"], facts["cpu_seconds"] = time.time() - started, time.process_time() - started_cpu
        if facts["steps"] % PROGRESS_STEPS == 0:
            speed = window_tokens / (time.time() - window_start)
            window_tokens, window_start = 0, time.time()
            told = " ".join(f"{name}={value:.3f}" for name, value in sorted(running.items()))
            print(f"step {facts['steps']} {100 * used:.1f}% {speed:.0f} tokens/s {told}", flush=True)
        if time.time() - saved_at > CHECKPOINT_SECONDS:
            facts["epochs"] = sampler.epochs()
            save(work, model, optimizer, facts)
            saved_at = time.time()
    facts["epochs"] = sampler.epochs()
    facts["precision"], facts["threads"] = precision, threads
    save(work, model, optimizer, facts)
    print("done", json.dumps(facts), flush=True)


def share_of(batch, name: str) -> float:
    """Part of the batch's grouped tokens that belong to a head, so that a lone row weighs as much as its tokens."""
    total = sum(len(index) for index, _, _ in batch.members.values())
    return len(batch.members[name][0]) / total
