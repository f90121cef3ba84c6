"""Stages `export` (fp32 graph) and `quantize` (int8 graph): checkpoint in, ONNX files out, each one checked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from .embedding import embedding_weights
from .encoder import LETTER_CASES, Shape
from .heads import load_heads
from .linear_layers import Float32Layers, Int8Layers
from .model import Batch, HeadedEncoder
from .onnx_graph import INPUTS, build_graph
from .train import load_model

CHECK_TEXT_LENGTH = 20


def graph_path(work: Path, precision: str) -> Path:
    """Where the graph of one precision lies."""
    return work / "onnx" / f"model_{precision}.onnx"


def open_session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    """A CPU session with that many threads."""
    if not path.exists():
        raise SystemExit(f"{path} is missing; run the stages `export` and `quantize` with the same --work first.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def named_weights(model: HeadedEncoder, work: Path) -> dict[str, np.ndarray]:
    """Weights as float32 arrays, the prefix `encoder.` of the torch module taken off, and the sentence embedding."""
    weights = {
        name.removeprefix("encoder."): value.detach().float().numpy() for name, value in model.state_dict().items()
    }
    return {**weights, **embedding_weights(work)}


def config_of(shape: Shape) -> dict:
    """The sizes under the names of a BERT config.json."""
    return {
        "hidden_size": shape.width,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "layer_norm_eps": shape.epsilon,
    }


def write_graph(work: Path, precision: str, layers) -> Path:
    """Builds and writes the graph of one precision."""
    model, _ = load_model(work)
    graph = build_graph(named_weights(model, work), config_of(model.encoder.shape), load_heads(), layers)
    path = graph_path(work, precision)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(graph, path)
    return path


def random_batch(seed: int, rows: int, length: int) -> dict[str, np.ndarray]:
    """Random tokens with random padding; the first row is full."""
    generator = np.random.default_rng(seed)
    ids = generator.integers(1000, 28000, (rows, length))
    mask = np.ones((rows, length), dtype=np.int64)
    for row in range(1, rows):
        mask[row, generator.integers(1, length + 1) :] = 0
    ids[:, 0] = 101
    types = generator.integers(0, LETTER_CASES, (rows, length))
    return {"input_ids": ids * mask, "attention_mask": mask, "token_type_ids": types * mask}


def export(work: Path) -> None:
    """Writes the fp32 graph and compares it with torch."""
    path = write_graph(work, "fp32", Float32Layers())
    session = open_session(path, 2)
    model, _ = load_model(work)
    feed = random_batch(1, 4, 48)
    with torch.no_grad():
        ids, mask, types = (torch.tensor(feed[name]) for name in INPUTS)
        expected = model(Batch(ids, mask, types, {}, 0))
    real = feed["attention_mask"].astype(bool)
    for name, values in zip(expected, session.run(list(expected), feed)):
        difference = float(np.abs(values - expected[name].numpy())[real].max())
        print(f"{name}: largest difference to torch {difference:.2e}", flush=True)
        if difference > 1e-3:
            raise SystemExit(f"The graph and torch disagree on {name} by {difference}; do not use {path}.")
    print(f"wrote {path} {path.stat().st_size / 1e6:.1f} MB")


def quantize(work: Path) -> None:
    """Writes the int8 graph and checks that an answer does not depend on its batch."""
    path = write_graph(work, "int8", Int8Layers())
    session = open_session(path, 2)
    change = change_across_batches(session, CHECK_TEXT_LENGTH)
    print(f"largest change of a logit: same length {change[0]:.2e}, other lengths {change[1]:.2e}")
    if change[0] != 0.0:
        raise SystemExit(f"{path}: the answer for a text depends on its batch; do not use it.")
    print(f"wrote {path} {path.stat().st_size / 1e6:.1f} MB")


def change_across_batches(session: onnxruntime.InferenceSession, length: int) -> tuple[float, float]:
    """Largest change of any logit of one text: among batches of its own padded length, and of other lengths."""
    names = [output.name for output in session.get_outputs()]
    text = random_batch(7, 1, length)
    same, other = 0.0, 0.0
    for padded in (32, length, 40, 64, 100, 128, 256):
        alone = None
        for seed in range(8 if padded == 32 else 3):
            rows = 1 if seed == 0 else 1 + seed * 2
            feed = random_batch(seed + 100, rows, padded)
            place = seed % rows
            for name in ("input_ids", "token_type_ids"):
                feed[name][place] = np.pad(text[name][0], (0, padded - length))
            feed["attention_mask"][place] = np.arange(padded) < length
            logits = np.concatenate([v[place, :length] for v in session.run(names, feed)], axis=1)
            if padded == 32 and seed == 0:
                first = logits
            alone = logits if alone is None else alone
            same = max(same, float(np.abs(logits - alone).max()))
            other = max(other, float(np.abs(logits - first).max()))
    return same, other
