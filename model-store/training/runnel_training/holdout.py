"""Stage `holdout`: how well a head does on a source that it has never seen, and what sharing the encoder costs.

recipe.yaml names the heads, and for each the sources to leave out in turn. Every run of a head starts from the encoder
package, has this head only, and the same minutes: once with all of its sources, then without each one. What such a run
lacks beside the source are the rows of other heads that would teach this one too. The last run has all heads and lasts
until a head has seen as many tokens of its own as its run alone, so the difference is what sharing costs (or gives).

All runs are short: their numbers compare with one another, not with the shipped pack's.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from .datasets import read_prepared, sample
from .evaluate import by_dataset
from .floors import LinearFloor
from .heads import Head, load_heads
from .metrics import answer_scores
from .model import Batch
from .reading import document_answers, word_logits
from .report import number, table
from .tagged import tag_scores, tagged
from .train import Training, checkpoint_path, load_recipe

FILE = "holdout.json"
ROWS = 600  # most dev rows of a source
FLOOR_ROWS = 6000  # most rows of a source that the linear floor learns from
BESIDE_SECONDS = 12  # loading and scoring of a run on two cores
SHARED = "all heads"
ALL_SOURCES = "all sources"


@dataclass(frozen=True)
class ShortRun:
    """One training: what it learns from, which sources it is scored on, and how long it is, in runs of one head."""

    name: str
    sources: dict[str, dict[str, dict]]
    tested: tuple[tuple[str, str], ...]
    length: float = 1.0


def run_name(head: str, left_out: str | None = None) -> str:
    """How a run of one head is called in the results."""
    return f"{head}: {ALL_SOURCES}" if left_out is None else f"{head}: without {left_out}"


def share_of(head: str, sources: dict[str, dict[str, dict]]) -> float:
    """The part of all trained tokens that a head's sources have."""
    shares = {name: sum(options["share"] for options in own.values()) for name, own in sources.items()}
    return shares[head] / sum(shares.values())


def planned(recipe: dict) -> list[ShortRun]:
    """All runs in order: for each head the one with all sources first; the one that all heads share last."""
    runs, tested = [], []
    for head, left_out in recipe["holdout"].items():
        sources = recipe["sources"][head]
        missing = [name for name in left_out if name not in sources]
        if missing:
            raise SystemExit(f"recipe.yaml leaves {', '.join(missing)} out of {head}, which does not learn from it; it has {', '.join(sources)}.")
        own = tuple((head, name) for name in left_out)
        tested += own
        runs.append(ShortRun(run_name(head), {head: sources}, own))
        for name in left_out:
            rest = {other: options for other, options in sources.items() if other != name}
            runs.append(ShortRun(run_name(head, name), {head: rest}, ((head, name),)))
    length = max(1 / share_of(head, recipe["sources"]) for head in recipe["holdout"])
    return [*runs, ShortRun(SHARED, recipe["sources"], tuple(tested), length)]


class TorchGraph:
    """A model in training, read as the graphs are: gives named token logits for the inputs of a graph."""

    def __init__(self, run: Training) -> None:
        self._model, self._device = run.model, run.device
        self._model.eval()

    def run(self, names: list[str], feed: dict[str, np.ndarray]) -> list[np.ndarray]:
        """The outputs of these names, as `InferenceSession.run` gives them."""
        ids, mask, types = (torch.tensor(feed[name]) for name in ("input_ids", "attention_mask", "token_type_ids"))
        with torch.no_grad():
            found = self._model(Batch(ids, mask, types, {}, 0).to(self._device))
        return [found[name].float().cpu().numpy() for name in names]


def score(run: Training, head: Head, rows: list[dict]) -> float:
    """Exact-span F1 of a tagging head, else mean recall over the labels, read as the stage `evaluate` does."""
    graph = TorchGraph(run)
    if head.tagging:
        logits = word_logits(graph, rows, run.maker, run.heads, head.name)
        return tag_scores(head, [tagged(head.name, row) for row in rows], logits)["f1"]
    answers = document_answers(graph, head.name, rows, run.maker, run.heads)
    return answer_scores(answers.probabilities(1.0).argmax(axis=1), rows, head.labels)["average_recall"]


def reduced(recipe: dict, run: ShortRun) -> dict:
    """The recipe with the sources of a run, never stopped early, and without the rounding that prepares for int8."""
    quiet = {**recipe["early_stopping"], "checks": 1, "rows": 1, "also_taught": {}}
    weights = {name: exponent for name, exponent in recipe["class_weights"].items() if name in run.sources}
    return {**recipe, "sources": run.sources, "early_stopping": quiet, "class_weights": weights, "rounded_from": 1.0}


def link(examples: Path, place: Path) -> None:
    """Makes `place` lead to the examples, also where it led elsewhere before the work folder was moved."""
    if place.is_symlink():
        place.unlink()
    place.symlink_to(examples.resolve())


def measured_run(work: Path, run: ShortRun, minutes: float, precision: str, dev: dict[str, dict[str, list[dict]]]) -> dict:
    """Trains and scores; leaves no checkpoint behind."""
    folder = work / "holdout"
    folder.mkdir(exist_ok=True)
    link(work / "prepared", folder / "prepared")
    training = Training(folder, minutes, precision, False, reduced(load_recipe(), run))
    training.run()
    checkpoint_path(folder).unlink()
    heads, scores = load_heads(), {}
    for head, dataset in run.tested:
        scores.setdefault(head, {})[dataset] = score(training, heads[head], dev[head][dataset])
    tokens = training.facts["tokens"]
    own = {head: round(tokens * share_of(head, run.sources)) for head in scores}
    sources = sorted({name for datasets in run.sources.values() for name in datasets})
    return {"minutes": round(minutes, 3), "tokens": tokens, "own_tokens": own, "sources": sources, "scores": scores}


def floor_scores(work: Path, run: ShortRun, dev: dict[str, dict[str, list[dict]]]) -> dict[str, float]:
    """Mean recall of the linear floor that learnt from the sources of a run; nothing for tagging heads and for all heads."""
    head = load_heads()[run.tested[0][0]]
    if head.tagging or run.name == SHARED:
        return {}
    known = [row for row in read_prepared(work, head.name, "train") if row["dataset"] in run.sources[head.name]]
    floor = LinearFloor(head).fit(sample(known, FLOOR_ROWS), [])
    scores = {}
    for _, dataset in run.tested:
        rows = dev[head.name][dataset]
        scores[dataset] = answer_scores(floor.logits(rows).argmax(axis=1), rows, head.labels)["average_recall"]
    return scores


def kept(path: Path, setting: dict) -> dict:
    """What the file holds of runs with the same setting, so that no run is done twice; nothing of any other setting."""
    found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if found.get("setting") == setting:
        return found
    if found:
        print(f"{path} was made with another setting, {found.get('setting')}; all runs begin anew", flush=True)
    return {"setting": setting, "runs": {}}


def holdout(work: Path, minutes: float, threads: int, precision: str) -> None:
    """Writes `<work>/holdout.json`, again after every run; `minutes` of training are parted among the runs.

    Stopped and begun again with the same options, it goes on with the runs that are missing.
    """
    torch.set_num_threads(threads)
    recipe, heads = load_recipe(), load_heads()
    runs = planned(recipe)
    each = minutes / sum(run.length for run in runs)
    mark = f"{zlib.crc32(json.dumps(recipe, sort_keys=True).encode('utf-8')):08x}"
    setting = {"minutes": minutes, "threads": threads, "precision": precision, "rows": ROWS, "recipe": mark}
    path = work / FILE
    found = kept(path, setting)
    missing = [run for run in runs if run.name not in found["runs"]]
    total = each * sum(run.length for run in missing) + len(missing) * BESIDE_SECONDS / 60
    print(f"{len(missing)} of {len(runs)} runs to do, {each:.2f} minutes each ({SHARED}: {each * runs[-1].length:.2f}); about {total:.1f} minutes in all", flush=True)
    dev = {head: by_dataset(sample(read_prepared(work, head, "dev"), ROWS)) for head in recipe["holdout"]}
    for number, run in enumerate(missing, 1):
        print(f"run {number} of {len(missing)}: {run.name}, {each * run.length:.2f} minutes", flush=True)
        result = measured_run(work, run, each * run.length, precision, dev) | {"floor": floor_scores(work, run, dev)}
        found["runs"][run.name] = result
        print(run.name, json.dumps(result), flush=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
        part.replace(path)


def transfer_table(found: dict) -> str:
    """A head on each source that was left out: what it learnt from, its score, and that of the run that has seen the source."""
    runs, rows = found.get("runs", {}), []
    for name, without in runs.items():
        head, _, left_out = name.partition(": without ")
        whole = runs.get(run_name(head))
        if not left_out or whole is None:
            continue
        floors = [number(run["floor"].get(left_out)) for run in (without, whole)]
        seen = [run["scores"][head][left_out] for run in (without, whole)]
        others = ", ".join(source for source in without["sources"])
        tokens = f"{without['tokens'] / 1000:,.0f} / {whole['tokens'] / 1000:,.0f}"
        told = " / ".join(floors) if all(floors) else ""
        rows.append([head, others, left_out, *map(number, seen), f"{100 * (seen[0] - seen[1]):+.1f}", told, tokens])
    columns = ["Head", "Trained on", "Tested on", "Score", "With the source in training", "Points", "Linear floor, without / with it", "Thousand tokens"]
    return table(columns, rows)


def sharing_table(found: dict) -> str:
    """Each head alone and beside all others, after as many tokens of its own."""
    runs = found.get("runs", {})
    shared, rows = runs.get(SHARED), []
    for head, scores in shared["scores"].items() if shared else ():
        alone = runs.get(run_name(head))
        for dataset, value in scores.items() if alone else ():
            own = alone["scores"][head][dataset]
            tokens = f"{alone['tokens'] / 1000:,.0f} / {shared['own_tokens'][head] / 1000:,.0f}"
            rows.append([head, dataset, number(own), number(value), f"{100 * (value - own):+.1f}", tokens])
    columns = ["Head", "Dev set", "Alone", "Beside all heads", "Points", "Thousand tokens of its own, alone / beside all"]
    return table(columns, rows)
