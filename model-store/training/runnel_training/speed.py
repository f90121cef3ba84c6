"""Stage `speed`: tokens a second of both graphs on this machine; run it when nothing else runs."""

from __future__ import annotations

import json
import platform
import time
from pathlib import Path

import numpy as np
import onnxruntime

from .export import change_across_batches, graph_path, open_session

SHAPES = ((1, 16), (8, 32), (8, 128), (2, 256))
SECONDS = 3.0


def tokens_per_second(session: onnxruntime.InferenceSession, rows: int, length: int) -> float:
    """From the fastest tenth of the calls (other work on the machine disturbs the rest), full rows without padding."""
    ids = np.random.default_rng(0).integers(1000, 28000, (rows, length))
    inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    feed = {wanted.name: inputs[wanted.name] for wanted in session.get_inputs()}
    for _ in range(3):
        session.run(None, feed)
    times, end = [], time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        start = time.perf_counter()
        session.run(None, feed)
        times.append(time.perf_counter() - start)
    return rows * length / float(np.quantile(times, 0.1))


def speed(work: Path) -> None:
    """Writes `<work>/speed.json` and `<work>/speed.md`."""
    found: dict = {"machine": platform.processor() or platform.machine(), "onnxruntime": onnxruntime.__version__}
    lines = ["| Shape | fp32, 1 thread | fp32, 2 threads | int8, 1 thread | int8, 2 threads |", "| --- | --- | --- | --- | --- |"]
    for rows, length in SHAPES:
        cells = []
        for precision in ("fp32", "int8"):
            for threads in (1, 2):
                session = open_session(graph_path(work, precision), threads)
                value = tokens_per_second(session, rows, length)
                found.setdefault(precision, {}).setdefault(f"{threads}", {})[f"{rows}x{length}"] = round(value)
                cells.append(f"{value:,.0f}")
        lines.append(f"| {rows} x {length} | {' | '.join(cells)} |")
        print(lines[-1], flush=True)
    same, other = change_across_batches(open_session(graph_path(work, "int8"), 2), 20)
    found["change_across_batches"] = {"same_length": same, "other_lengths": other}
    (work / "speed.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    (work / "speed.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
