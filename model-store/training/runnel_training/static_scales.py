"""Experiment of the stage `variants`: int8 with fixed scales for activations, measured on training texts.

Each layer's input has one scale for all tokens. Smoothing (SmoothQuant, Xiao et al. 2022, arXiv:2211.10438) divides every
column of the input by a factor and multiplies the weights by it, so that single large columns do not take all the steps:
factor = max|x|^alpha / max|w|^(1 - alpha). This encoder normalises after adding, so a layer norm feeds the residual too
and cannot take the factor, nor can GELU, which is not linear: a product with a constant row is paid before quantization,
and what comes out of GELU is left as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper

from .comparison import session_of
from .datasets import read_prepared, sample
from .heads import SENTENCE_SALIENCE, Head
from .linear_layers import FUSED, Float32Layers, Int8Layers, Rows, per_row
from .model import collate
from .onnx_graph import build_graph
from .reading import feed_of
from .row_maker import RowMaker
from .rows import Row
from .sampling import cut_by_tokens

WHOLE_RANGE = (1.0,)
COVERAGES = (1.0, 0.99999, 0.9999, 0.999)
BATCH_TOKENS = 1024
KEPT_ROWS = 2000
CHECKED_ROWS = 256
SMALLEST = 1e-5
STEPS = 255
WINDOWS = 2  # of a long document


@dataclass(frozen=True)
class StaticScale:
    """Fixed quantization of a layer's input x: round(x / factors / scale) + zero_point, cut to 0..255."""

    scale: float
    zero_point: int
    factors: np.ndarray | None = None


@dataclass(frozen=True)
class StaticRows(Rows):
    """Rows whose columns were divided by `factors`."""

    factors: np.ndarray | None = None


class StaticInt8Layers(Int8Layers):
    """Weights and tables as they are shipped; one fixed scale for every input, by its name."""

    def __init__(self, scales: dict[str, StaticScale]) -> None:
        super().__init__()
        self._scales = scales

    def prepared(self, graph, rows: str, name: str) -> StaticRows:
        known = self._scales[name]
        if known.factors is not None:
            factors = graph.constant(f"{name}.factors", (1 / known.factors).astype(np.float32))
            rows = graph.add("Mul", [rows, factors], f"{name}.smooth")
        scale = graph.constant(f"{name}.scale", np.array(known.scale, dtype=np.float32))
        middle = graph.constant(f"{name}.zero_point", np.array(known.zero_point, dtype=np.uint8))
        tensor = graph.add("QuantizeLinear", [rows, scale, middle], f"{name}.quantized")
        return StaticRows(tensor, scale, known.zero_point, factors=known.factors)

    def prepared_gelu(self, graph, rows: str, name: str) -> StaticRows:
        return self.prepared(graph, rows, name)

    def multiply(self, graph, rows: StaticRows, weight: np.ndarray, name: str) -> str:
        quantized, scales = per_row(weight if rows.factors is None else weight * rows.factors, self._weight_steps)
        inputs = [
            rows.tensor,
            graph.constant(f"{name}.weight", quantized.T),
            rows.scales,
            graph.constant(f"{name}.weight.scales", scales),
            graph.constant(f"product_zero_point.{rows.zero_point}", np.array(rows.zero_point, dtype=np.uint8)),
        ]
        return graph.add("MatMulIntegerToFloat", inputs, f"{name}.product", FUSED)

    def bias_correction(self, rows: Rows, weight: np.ndarray) -> float:
        return 0.0


@dataclass(frozen=True)
class Seen:
    """What came into one layer: extremes of every column, some rows, and the weights they meet, [outputs, columns]."""

    low: np.ndarray
    high: np.ndarray
    rows: np.ndarray
    weight: np.ndarray
    gelu: bool = False

    def smoothed(self, alpha: float) -> tuple[np.ndarray, "Seen"]:
        """The factor of every column, and the same after smoothing."""
        largest = np.maximum(np.maximum(-self.low, self.high), SMALLEST)
        heaviest = np.maximum(np.abs(self.weight).max(axis=0), SMALLEST)
        factors = np.maximum(largest**alpha / heaviest ** (1 - alpha), SMALLEST)
        return factors, Seen(self.low / factors, self.high / factors, self.rows / factors, self.weight * factors)


class Recorder(Float32Layers):
    """Plain layers that give every input its own name and note the weights it meets."""

    def __init__(self) -> None:
        self.weights: dict[str, list[np.ndarray]] = {}
        self.after_gelu: set[str] = set()

    def prepared(self, graph, rows: str, name: str) -> Rows:
        return Rows(graph.add("Identity", [rows], name))

    def prepared_gelu(self, graph, rows: str, name: str) -> Rows:
        self.after_gelu.add(name)
        return self.prepared(graph, rows, name)

    def multiply(self, graph, rows: Rows, weight: np.ndarray, name: str) -> str:
        self.weights.setdefault(rows.tensor, []).append(weight)
        return super().multiply(graph, rows, weight, name)


def training_rows(work: Path, heads: dict[str, Head], maker: RowMaker, most: int) -> list[Row]:
    """Rows as the heads read them, of at most that many training texts of every data set."""
    rows: list[Row] = []
    for name, head in heads.items():
        for example in sample(read_prepared(work, name, "train"), most):
            if head.task == SENTENCE_SALIENCE:
                rows += maker.salience_rows(example)[:WINDOWS]
            elif head.tagging:
                rows.append(maker.word_row(example["tokens"], name)[0])
            else:
                rows += maker.chunks(name, {**example, "also": {}})[:WINDOWS]
    return rows


def record(weights: dict[str, np.ndarray], config: dict, heads: dict[str, Head], rows: list[Row], threads: int) -> dict[str, Seen]:
    """Runs the fp32 graph on the rows and notes what comes into every layer; padding does not count."""
    recorder = Recorder()
    graph = build_graph(weights, config, heads, recorder)
    names = list(recorder.weights)
    graph.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    session = session_of(graph.SerializeToString(), threads)
    generator = np.random.default_rng(4)
    share = KEPT_ROWS / sum(len(row.ids) for row in rows)
    kept: dict[str, list[np.ndarray]] = {name: [] for name in names}
    extremes: dict[str, list[np.ndarray]] = {name: [] for name in names}
    for batch_rows in cut_by_tokens(sorted(rows, key=lambda row: len(row.ids)), BATCH_TOKENS):
        feed = feed_of(collate(batch_rows, heads))
        real = feed["attention_mask"].reshape(-1).astype(bool)
        chosen = generator.random(int(real.sum())) < share
        for name, values in zip(names, session.run(names, feed)):
            kept[name].append(values[real][chosen])
            extremes[name] += [values[real].min(axis=0), values[real].max(axis=0)]
    return {
        name: Seen(
            np.min(extremes[name], axis=0), np.max(extremes[name], axis=0), np.concatenate(kept[name]),
            np.concatenate(recorder.weights[name]), name in recorder.after_gelu,
        )
        for name in names
    }


def scale_for(seen: Seen, coverage: float) -> StaticScale:
    """The scale that reaches that part of the values on each side, and always zero."""
    low, high = float(seen.low.min()), float(seen.high.max())
    if coverage < 1.0:
        low, high = (float(value) for value in np.quantile(seen.rows, [1 - coverage, coverage]))
    low, high = min(low, 0.0), max(high, SMALLEST)
    scale = (high - low) / STEPS
    return StaticScale(scale, int(np.rint(-low / scale)))


def product_error(seen: Seen, scale: StaticScale) -> float:
    """Mean squared error of the layer's product that quantizing its input makes."""
    rows = seen.rows[:CHECKED_ROWS]
    steps = np.clip(np.rint(rows / scale.scale) + scale.zero_point, 0, STEPS) - scale.zero_point
    return float(np.square((steps * scale.scale - rows) @ seen.weight.T).mean())


def static_layers(seen: dict[str, Seen], coverages: tuple[float, ...], alpha: float | None = None) -> StaticInt8Layers:
    """Of several coverages each layer takes the one with the least error of its product; `alpha` None: no smoothing."""
    scales = {}
    for name, own in seen.items():
        factors = None
        if alpha is not None and not own.gelu:
            factors, own = own.smoothed(alpha)
        best = min((scale_for(own, coverage) for coverage in coverages), key=lambda scale: product_error(own, scale))
        scales[name] = StaticScale(best.scale, best.zero_point, factors)
    return StaticInt8Layers(scales)
