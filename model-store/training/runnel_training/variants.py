"""Stage `variants`: ways to make the graph small and fast, each compared with fp32 on calibration rows, and the accuracy gate.

Needs the checkpoint and the sentence embedding; every graph is built in memory. Speeds mean something on a quiet machine only.
The gate keeps a variant in which no head loses more than half a point; beside each loss stands its standard error, which
on so few rows is often as large.
"""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from .comparison import Answered, Asker, agreement, begun, calibration_rows, change, difference, session_of, write_found
from .export import config_of, named_weights, random_batch
from .heads import Head
from .linear_layers import Float32Layers, Int8Layers, LinearLayers
from .mixed_layers import MixedLayers
from .onnx_graph import build_graph
from .report import table
from .static_scales import COVERAGES, WHOLE_RANGE, Seen, record, static_layers, training_rows
from .train import load_model

FILE = "variants.json"
FP32, SHIPPED = "fp32", "per row, 7-bit weights (shipped)"
PARTS = ("attention", "projection", "up", "down")  # the inputs of a layer's products
MOST_LOST = 0.5  # points that a head may lose
RECORDED = 20  # training texts of each data set that fixed scales are measured on
SHAPES = ((8, 128), (2, 256))
ROUNDS, CALLS = 5, 4


def layers_of(seen: dict[str, Seen], layers: int) -> dict[str, LinearLayers]:
    """The variants by name."""
    return {
        FP32: Float32Layers(),
        SHIPPED: Int8Layers(),
        "per row, 8-bit weights": Int8Layers(127),
        "static, largest value": static_layers(seen, WHOLE_RANGE),
        "static, least error": static_layers(seen, COVERAGES),
        "static, least error, smoothed 0.5": static_layers(seen, COVERAGES, 0.5),
        "shipped, adapters in fp32": MixedLayers(r"adapter\..*"),
        "shipped, word table in fp32": MixedLayers("words"),
        **{f"shipped, {part} in fp32": MixedLayers(rf"layer\.\d+\.{part}\.input") for part in PARTS},
        **{f"shipped, layer {n} in fp32": MixedLayers(rf"layer\.{n}\..*") for n in range(layers)},
    }


def failing(heads: dict[str, dict]) -> list[str]:
    """Heads that lose more than the gate allows."""
    return [name for name, found in heads.items() if found["difference"] < -MOST_LOST]


def speeds(graphs: dict[str, bytes], threads: int) -> dict[str, dict[str, int]]:
    """Median tokens a second; the graphs take turns, so that a disturbance meets all of them."""
    sessions = {name: session_of(graph, threads) for name, graph in graphs.items()}
    found: dict[str, dict[str, int]] = {name: {} for name in graphs}
    for rows, length in SHAPES:
        feed = random_batch(0, rows, length)
        feed["attention_mask"][:] = 1
        times: dict[str, list[float]] = {name: [] for name in graphs}
        for number in range(ROUNDS):
            for name, session in sessions.items():
                session.run(None, feed)  # does not count: threads of the graph before may still be awake
                for _ in range(CALLS):
                    start = time.perf_counter()
                    session.run(None, feed)
                    times[name].append(time.perf_counter() - start)
            print(f"speed {rows}x{length}: round {number + 1} of {ROUNDS}", flush=True)
        for name, own in times.items():
            found[name][f"{rows}x{length}"] = round(rows * length / float(np.median(own)))
    return found


def loss(found: dict[str, float]) -> str:
    """Difference in points and its standard error."""
    return f"{found['difference']:+.2f} ± {found['error']:.2f}"


def markdown(variants: dict[str, dict], threads: int) -> str:
    """What was found, as tables."""
    heads = list(next(iter(variants.values()))["heads"])
    shapes = [f"{rows}x{length}" for rows, length in SHAPES]
    losses, logits, gate = [], [], []
    for name, own in variants.items():
        speed = [f"{own['tokens_per_second'][shape]:,}" if "tokens_per_second" in own else "" for shape in shapes]
        lost = ", ".join(f"{head} {loss(own['heads'][head])}" for head in own["failing"])
        score = [f"{own['heads'][head]['score']:.1f}" if name == FP32 else loss(own["heads"][head]) for head in heads]
        losses.append([name, *score])
        logits.append([name, *(f"{own['heads'][head]['agreement']:.4f}, {own['heads'][head]['change']:.4f}" for head in heads)])
        gate.append([name, f"{own['megabytes']:.2f}", *speed, lost or "none"])
    return "\n".join([
        f"Size, tokens a second ({threads} threads, median), heads that lose more than {MOST_LOST} points:", "",
        table(["Variant", "MB", *shapes, "Heads below the gate"], gate), "",
        "Score in fp32, then points above it with standard error, calibration rows:", "", table(["Variant", *heads], losses), "",
        "Share of answers with the same top label (salience: correlation), RMS change of a logit as part of its spread:", "",
        table(["Variant", *heads], logits[1:]), "",
    ])


def compared(heads: dict[str, Head], base: dict[str, Answered], other: dict[str, Answered]) -> dict[str, dict[str, float]]:
    """For each head: score in fp32, difference and its standard error, agreement, change of the logits."""
    return {
        name: difference(base[name].counts, other[name].counts)
        | {
            "agreement": round(agreement(head, base[name].values, other[name].values), 4),
            "change": round(change(base[name].values, other[name].values), 4),
            "documents": len(base[name].values),
        }
        for name, head in heads.items()
    }


def write(work: Path, found: dict, threads: int) -> None:
    """Writes `variants.json`, with the names of the variants in which every head keeps its score, and `variants.md`."""
    found["gate"] = [name for name, own in found["variants"].items() if not own["failing"]]
    write_found(work / FILE, found)
    (work / "variants.md").write_text(markdown(found["variants"], threads), encoding="utf-8")


def variants(work: Path, threads: int, most: int) -> None:
    """Writes `<work>/variants.json` and `variants.md`, again after every variant; goes on where a run was stopped."""
    start = time.monotonic()
    found = {"variants": {}} | begun(work / FILE, work, most)
    asker = Asker.open(work)
    model, _ = load_model(work)
    heads, weights, config = asker.heads, named_weights(model, work), config_of(model.encoder.shape)
    seen = record(weights, config, heads, training_rows(work, heads, asker.maker, min(RECORDED, most)), threads)
    rows = calibration_rows(work, heads, most)
    print(f"{time.monotonic() - start:4.0f} s {sum(map(len, rows.values()))} calibration rows for each variant", flush=True)
    graphs: dict[str, bytes] = {}
    base: dict[str, Answered] = {}
    for name, layers in layers_of(seen, config["num_hidden_layers"]).items():
        graphs[name] = build_graph(weights, config, heads, layers).SerializeToString()
        if base and name in found["variants"]:
            continue
        session = session_of(graphs[name], threads)
        answers = {head: asker.ask(session, head, rows[head]) for head in heads}
        base = base or answers
        own = compared(heads, base, answers)
        found["variants"][name] = {"megabytes": len(graphs[name]) / 1e6, "failing": failing(own), "heads": own}
        write(work, found, threads)
        below = ", ".join(f"{head} {loss(own[head])}" for head in failing(own)) or "none"
        print(f"{time.monotonic() - start:4.0f} s {name}: {len(graphs[name]) / 1e6:.2f} MB; below the gate: {below}", flush=True)
    for name, speed in speeds(graphs, threads).items():
        found["variants"][name]["tokens_per_second"] = speed
    write(work, found, threads)
    print(f"{time.monotonic() - start:4.0f} s wrote {work / FILE} and variants.md")
