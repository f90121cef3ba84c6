"""Stage `plots`: reliability of every head before and after its temperature, and quality against speed of the packs."""

from __future__ import annotations

import math
from pathlib import Path

import matplotlib

matplotlib.use("svg")

from matplotlib import pyplot  # noqa: E402  the backend comes first

from .pack import measured  # noqa: E402
from .reliability import FILE  # noqa: E402

INK, BEFORE, AFTER = "#333333", "#c98a2b", "#2b6fc9"
STYLE = {"svg.hashsalt": "runnel", "svg.fonttype": "none", "font.size": 8, "axes.edgecolor": INK, "axes.linewidth": 0.6}
SPEED_SHAPE = "8x128"


def save(figure, path: Path) -> None:
    """Writes an SVG that is the same for the same numbers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None}, bbox_inches="tight")
    pyplot.close(figure)


def reliability_plot(bins: dict[str, dict], path: Path) -> None:
    """One small diagram a head: part right against confidence; a bin of fewer than 5 answers is left out."""
    columns = 3
    with pyplot.rc_context(STYLE):
        rows = math.ceil(len(bins) / columns)
        figure, axes = pyplot.subplots(rows, columns, figsize=(7, 2.2 * rows), sharex=True, sharey=True, squeeze=False)
        for axis in axes.flat[len(bins) :]:
            axis.set_visible(False)
        for axis, (head, found) in zip(axes.flat, bins.items()):
            axis.plot([0, 1], [0, 1], color="#bbbbbb", linewidth=0.8)
            for moment, colour in (("before", BEFORE), ("after", AFTER)):
                points = [(confidence, right) for confidence, right, count in found[moment] if count >= 5]
                label = f"{moment}, ECE {found[f'ece_{moment}']:.3f}"
                axis.plot(*zip(*points), marker="o", markersize=2.5, linewidth=1, color=colour, label=label)
            axis.set_title(head)
            axis.legend(frameon=False, fontsize=6, loc="upper left")
        figure.supxlabel("confidence")
        figure.supylabel("part right")
        figure.tight_layout()
        save(figure, path)


def quality(report: dict, precision: str) -> float:
    """Mean over heads of the mean over data sets of accuracy or F1; heads without either are left out."""
    means = []
    for datasets in report.values():
        found = [entry[precision].get("accuracy", entry[precision].get("f1")) for entry in datasets.values()]
        if found and None not in found:
            means.append(sum(found) / len(found))
    return sum(means) / len(means)


def curve_points(works: dict[str, Path]) -> list[dict]:
    """Quality and tokens a second of both graphs of every work folder; `fp32` of a pack other than the first is left out."""
    points = []
    for place, (name, work) in enumerate(works.items()):
        report, speed = measured(work, "report.json", "evaluate"), measured(work, "speed.json", "speed")
        for precision in ("fp32", "int8") if place == 0 else ("int8",):
            size = (work / "onnx" / f"model_{precision}.onnx").stat().st_size / 1e6
            points.append(
                {
                    "name": f"{name} {precision}",
                    "quality": quality(report, precision),
                    "speed": speed[precision]["1"][SPEED_SHAPE],
                    "megabytes": size,
                }
            )
    return points


def quality_speed_plot(points: list[dict], path: Path) -> None:
    """Quality against tokens a second, one point a graph."""
    with pyplot.rc_context(STYLE):
        figure, axis = pyplot.subplots(figsize=(5, 3))
        speeds, qualities = ([point[key] for point in points] for key in ("speed", "quality"))
        axis.plot(speeds, [100 * value for value in qualities], marker="o", color=AFTER, linewidth=1)
        for point in points:
            text = f"{point['name']}, {point['megabytes']:.0f} MB"
            axis.annotate(text, (point["speed"], 100 * point["quality"]), xytext=(4, 5), textcoords="offset points")
        axis.set_xlabel(f"tokens a second, 1 thread, {SPEED_SHAPE}")
        axis.set_ylabel("mean accuracy or F1 over heads")
        axis.margins(x=0.3, y=0.25)
        axis.set_ylim(bottom=max(0, axis.get_ylim()[0]))
        save(figure, path)


def curve_table(points: list[dict]) -> str:
    """The same points as a table."""
    lines = ["| Graph | Mean accuracy or F1 over heads | Tokens a second, 1 thread | MB |", "| --- | --- | --- | --- |"]
    lines += [f"| {p['name']} | {100 * p['quality']:.1f} | {p['speed']:,} | {p['megabytes']:.1f} |" for p in points]
    return "\n".join(lines)


def plots(work: Path, small: Path | None = None) -> None:
    """Writes `<work>/plots/reliability.svg` and, given the small pack's work folder, `quality-speed.svg` and its table."""
    reliability_plot(measured(work, FILE, "evaluate"), work / "plots" / "reliability.svg")
    if small is not None:
        points = curve_points({"runnel-base": work, "runnel-small": small})
        quality_speed_plot(points, work / "plots" / "quality-speed.svg")
        (work / "quality-speed.md").write_text(curve_table(points) + "\n", encoding="utf-8")
