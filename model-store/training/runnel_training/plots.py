"""Stage `plots`: reliability of every head before and after its temperature, and quality against speed of the packs."""

from __future__ import annotations

import math
import os
from pathlib import Path

import matplotlib

matplotlib.use("svg")

from matplotlib import pyplot  # noqa: E402  the backend comes first

from .export import graph_path  # noqa: E402
from .heads import SALIENCE, load_heads  # noqa: E402
from .pack import measured  # noqa: E402
from .reliability import FILE  # noqa: E402
from .report import METRICS, entries, table  # noqa: E402

LABELS, TAGS, SUMMARIES = "mean of label heads", "mean of tagging heads", SALIENCE
MEASURES = {LABELS: "accuracy", TAGS: "F1", SUMMARIES: "ROUGE-1, -2, -L"}
INK, BEFORE, AFTER = "#333333", "#c98a2b", "#2b6fc9"
STYLE = {"svg.hashsalt": "runnel", "svg.fonttype": "none", "font.size": 8, "axes.edgecolor": INK, "axes.linewidth": 0.6}
SPEED_SHAPE = "8x128"
LINE_GAP = 1.2  # least distance of two names in the plot, in points of the score
PLOTS = Path(__file__).resolve().parent.parent / "plots"  # where the stage `card` puts them
RELIABILITY_PLOT, CURVE, CURVE_TABLE = "reliability.svg", "quality-speed.svg", "quality-speed.md"
BEGIN, END = "<!-- quality-speed: written by the stage `plots` -->", "<!-- quality-speed ends -->"


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


def head_scores(report: dict, precision: str) -> dict[str, float]:
    """For every head the mean over data sets of accuracy or F1; of salience the mean of ROUGE-1, -2 and -L."""
    found = {}
    for head, datasets in report.items():
        scores = [entry[precision] for entry in datasets.values()]
        if head == SALIENCE:
            values = [sum(own[f"model_{metric}"] for metric in METRICS) / len(METRICS) for own in scores]
        else:
            values = [own.get("accuracy", own.get("f1")) for own in scores]
        found[head] = sum(values) / len(values)
    return found


def group_of(head: str) -> str:
    """Which mean a head goes into: unlike measures have no common one."""
    return SUMMARIES if head == SALIENCE else TAGS if load_heads()[head].tagging else LABELS


def group_means(heads: dict[str, float]) -> dict[str, float]:
    """The mean of every group that has heads."""
    groups = {group: [value for head, value in heads.items() if group_of(head) == group] for group in MEASURES}
    return {group: sum(values) / len(values) for group, values in groups.items() if values}


def scored_rows(report: dict) -> dict[str, int]:
    """How many rows of which data set every head was scored on."""
    return {f"{head} {name}": entry["int8"]["rows"] for head, name, entry in entries(report)}


def curve_points(works: dict[str, Path]) -> list[dict]:
    """Quality and tokens a second of both graphs of every work folder; `fp32` of a pack other than the first is left out.

    Refuses packs that were scored on different rows: their numbers do not compare.
    """
    points = []
    reports = {name: measured(work, "report.json", "evaluate") for name, work in works.items()}
    first, *others = reports
    for name in others:
        if scored_rows(reports[name]) != scored_rows(reports[first]):
            raise SystemExit(
                f"{works[name]} and {works[first]} were scored on different rows; run the stage `evaluate` on both with the "
                f"same --most. {name}: {scored_rows(reports[name])}, {first}: {scored_rows(reports[first])}"
            )
    for name, work in works.items():
        speed = measured(work, "speed.json", "speed")
        for precision in ("fp32", "int8") if name == first else ("int8",):
            heads = head_scores(reports[name], precision)
            points.append(
                {
                    "name": f"{name} {precision}",
                    "heads": heads,
                    "groups": group_means(heads),
                    "speed": speed[precision]["1"][SPEED_SHAPE],
                    "megabytes": graph_path(work, precision).stat().st_size / 1e6,
                }
            )
    return points


def quality_speed_plot(points: list[dict], path: Path) -> None:
    """Quality against tokens a second, one point a graph: the mean of each group of heads, and thin lines for the heads behind it.

    A mean alone would hide that one head gains what another loses, and one mean over all that a whole group loses.
    Summaries have an axis of their own, since ROUGE is much smaller than the others.
    """
    points = sorted(points, key=lambda point: point["speed"])
    speeds = [point["speed"] for point in points]
    with pyplot.rc_context(STYLE):
        figure, (axis, below) = pyplot.subplots(2, 1, figsize=(6, 5), sharex=True, height_ratios=(4, 1))
        lines = {head: [100 * p["heads"][head] for p in points] for head in points[0]["heads"] if head != SALIENCE}
        means = {group: [100 * p["groups"][group] for p in points] for group in points[0]["groups"]}
        lines |= {group: scores for group, scores in means.items() if group != SUMMARIES}
        height = -math.inf
        for name, scores in sorted(lines.items(), key=lambda line: line[1][-1]):
            colour, width = (AFTER, 1.5) if name in means else (BEFORE, 0.7)
            axis.plot(speeds, scores, marker="o", markersize=2 * width, color=colour, linewidth=width)
            height = max(height + LINE_GAP, scores[-1])
            axis.annotate(name, (speeds[-1], height), xytext=(6, -2), textcoords="offset points", fontsize=6, color=colour)
        for scores in [means[SUMMARIES]] if SUMMARIES in means else []:
            below.plot(speeds, scores, marker="o", markersize=3, color=AFTER, linewidth=1.5)
            below.annotate(SUMMARIES, (speeds[-1], scores[-1]), xytext=(6, -2), textcoords="offset points", fontsize=6, color=AFTER)
        for point in points:
            text, top = f"{point['name']}\n{point['megabytes']:.0f} MB", axis.get_ylim()[1]
            axis.annotate(text, (point["speed"], top), xytext=(0, 4), textcoords="offset points", ha="center", color=AFTER, fontsize=7)
        below.set_xlabel(f"tokens a second, 1 thread, {SPEED_SHAPE}")
        axis.set_ylabel("accuracy or F1, percent")
        below.set_ylabel("ROUGE")
        axis.margins(x=0.2, y=0.05)
        below.margins(y=0.5)
        axis.set_xlim(right=1.3 * speeds[-1])
        save(figure, path)


def curve_table(points: list[dict]) -> str:
    """The same points as a table, and under it every head."""
    groups = list(points[0]["groups"])
    graphs = [
        [p["name"], *(f"{100 * p['groups'][group]:.1f}" for group in groups), f"{p['speed']:,}", f"{p['megabytes']:.1f}"] for p in points
    ]
    heads = [[head, *(f"{100 * p['heads'][head]:.1f}" for p in points)] for head in points[0]["heads"]]
    columns = ["Graph", *(f"{group} ({MEASURES[group]})" for group in groups), f"Tokens a second, 1 thread, {SPEED_SHAPE}", "MB"]
    return "\n\n".join(
        [
            table(columns, graphs),
            table(["Head (mean over its dev sets)", *(p["name"] for p in points)], heads),
            f"Accuracy, F1 of tagging heads; `{SALIENCE}` is the mean of ROUGE-1, -2 and -L. MB are those of the graph.",
        ]
    )


def put_into(guide: Path, text: str) -> None:
    """Replaces what stands between the two marks of a guide; refuses a guide without them."""
    before, begin, rest = guide.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"{guide} has no place for the quality-speed table; expected a line {BEGIN} and below it {END}.")
    guide.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def plots(work: Path, small: Path | None = None, guide: Path | None = None) -> None:
    """Writes `<work>/plots/reliability.svg` and, given the small pack's work folder, `quality-speed.svg` and its table.

    The curve is written into both work folders, since both cards show it, and its table into the guide if one is given.
    """
    reliability_plot(measured(work, FILE, "evaluate"), work / "plots" / RELIABILITY_PLOT)
    if small is None:
        return
    points = curve_points({"runnel-base": work, "runnel-small": small})
    for folder in (work, small):
        quality_speed_plot(points, folder / "plots" / CURVE)
        (folder / CURVE_TABLE).write_text(curve_table(points) + "\n", encoding="utf-8")
    if guide is not None:
        drawn = os.path.relpath(PLOTS / CURVE, guide.resolve().parent)
        put_into(guide, f"{curve_table(points)}\n\n![quality against speed]({drawn})")
    for point in points:
        told = ", ".join(f"{group} {100 * value:.1f}" for group, value in point["groups"].items())
        print(f"{point['name']}: {told}, {point['speed']:,} tokens/s, {point['megabytes']:.1f} MB", flush=True)
