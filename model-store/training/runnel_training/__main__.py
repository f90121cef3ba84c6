"""Command line of the recipe: `python -m runnel_training STAGE --help`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")


def prepare(options: argparse.Namespace) -> None:
    from .prepare import prepare as run

    run(options.data, options.work)


def adapt(options: argparse.Namespace) -> None:
    from .adapt import adapt as run
    from .train import load_recipe

    if options.adapt_minutes == 0:
        print("left out: --adapt-minutes is 0 (EXPERIMENTS.md says why)")
        return
    run(options.data, options.work, options.adapt_minutes, options.threads, options.precision, load_recipe())


def train(options: argparse.Namespace) -> None:
    from .train import train as run

    run(options.work, options.minutes, options.threads, options.precision, options.resume)


def refit(options: argparse.Namespace) -> None:
    from .refit import refit as run

    run(options.work, options.threads, options.precision)


def distill(options: argparse.Namespace) -> None:
    from .distill import distill as run

    run(options.work, options.teacher, options.minutes, options.threads, options.precision, options.resume)


def holdout(options: argparse.Namespace) -> None:
    from .holdout import holdout as run

    run(options.work, options.holdout_minutes, options.threads, options.precision)


def embed(options: argparse.Namespace) -> None:
    from .embedding import embed as run

    run(options.work)


def export(options: argparse.Namespace) -> None:
    from .export import export as run

    run(options.work)


def quantize(options: argparse.Namespace) -> None:
    from .export import quantize as run

    run(options.work)


def calibrate(options: argparse.Namespace) -> None:
    from .calibrate import calibrate as run

    run(options.work, options.threads)


def floors(options: argparse.Namespace) -> None:
    from .floors import floors as run

    run(options.work)


def tune(options: argparse.Namespace) -> None:
    from .tuning import tune as run

    run(options.work, options.threads)


def robustness(options: argparse.Namespace) -> None:
    from .robustness import robustness as run

    run(options.work, options.threads)


def plots(options: argparse.Namespace) -> None:
    from .plots import plots as run

    run(options.work, getattr(options, "small", None), getattr(options, "guide", None))


def evaluate(options: argparse.Namespace) -> None:
    from .evaluate import evaluate as run

    run(options.work, options.threads, not options.no_floors, options.most)


def speed(options: argparse.Namespace) -> None:
    from .speed import speed as run

    run(options.work)


def variants(options: argparse.Namespace) -> None:
    from .variants import variants as run

    run(options.work, options.threads, options.most)


def trim(options: argparse.Namespace) -> None:
    from .trim import trim as run

    run(options.work, options.threads, options.most)


def engine(options: argparse.Namespace) -> None:
    from .card import layers_of
    from .engine import engine as run

    run(options.work, options.out, layers_of(options.work))


def card(options: argparse.Namespace) -> None:
    from .card import write_card as run

    run(options.work, options.out)


STAGES = {
    "prepare": (prepare, "read the data sets, map labels, write examples and evaluation files"),
    "adapt": (adapt, "masked language modelling on the training texts, within a time limit"),
    "train": (train, "fine-tune encoder and heads within a time limit"),
    "refit": (refit, "fit the salience head once more on whole documents, and the word-piece tables of wide heads"),
    "embed": (embed, "fit the projection of the sentence embedding"),
    "export": (export, "write the fp32 graph and compare it with torch"),
    "quantize": (quantize, "write the int8 graph and check that answers do not depend on the batch"),
    "calibrate": (calibrate, "find one temperature a head on a split cut from train"),
    "tune": (tune, "find how salience becomes a choice of sentences, on a split cut from train"),
    "floors": (floors, "fit the linear models that the heads must beat"),
    "evaluate": (evaluate, "score both graphs and the linear floor on the dev splits"),
    "robustness": (robustness, "score the int8 graph on damaged texts"),
    "speed": (speed, "measure tokens a second; leave the machine alone meanwhile"),
    "plots": (plots, "draw reliability and the quality-speed curve"),
    "card": (card, "write the model card and the model folder"),
}
APART = {
    "engine": (engine, "score the int8 graph through the Java engine, as it will be shipped; needs Java, and comes before card"),
    "distill": (distill, "train the shallow student of runnel-small; then refit, embed and so on with its --work"),
    "variants": (variants, "compare ways to make the graph small with fp32, and name those that no head loses by"),
    "trim": (trim, "measure what leaving out unused word pieces would cost and save"),
    "holdout": (holdout, "short runs that leave one source out, and what sharing the encoder costs"),
}
COMPARED = {"variants": 300, "trim": 2000}  # calibration rows of a data set


def everything(options: argparse.Namespace) -> None:
    """All stages in order; refuses a folder for the last one, or one that holds a training, before the first one begins."""
    from .card import LAYERS
    from .pack import pack_version

    from .train import refuse_overwriting

    pack_version(options.out, LAYERS)
    refuse_overwriting(options.work, options.resume)
    for name, (stage, _) in STAGES.items():
        print(f"== {name}", flush=True)
        stage(options)


def add_options(parser: argparse.ArgumentParser, stage: str) -> None:
    """Only the options that the stage reads."""
    parser.add_argument("--work", type=Path, required=True, help="folder for everything between data and model")
    if stage in ("prepare", "adapt", "all"):
        parser.add_argument("--data", type=Path, required=True, help="folder that holds one folder a data set")
    if stage in ("engine", "card", "all"):
        parser.add_argument("--out", type=Path, required=True, help="model folder, NAME/VERSION, e.g. models/runnel-base/3; `card` writes it")
    if stage in ("adapt", "train", "refit", "distill", "holdout", "calibrate", "tune", "evaluate", "robustness", "all", *COMPARED):
        parser.add_argument("--threads", type=int, default=2, help="CPU threads (default 2)")
    if stage in ("adapt", "all"):
        parser.add_argument("--adapt-minutes", type=float, default=0, help="wall clock of the adaptation (default 0: none)")
    if stage == "plots":
        parser.add_argument("--small", type=Path, help="work folder of runnel-small, for the quality-speed curve")
        parser.add_argument("--guide", type=Path, help="page between whose marks the table of that curve goes, e.g. ../../docs/training.md")
    if stage == "distill":
        parser.add_argument("--teacher", type=Path, required=True, help="work folder of the trained model")
    if stage == "holdout":
        parser.add_argument(
            "--holdout-minutes", type=float, default=10, help="training of all runs together (default 10); loading and scoring take 2 more"
        )
    if stage in ("adapt", "train", "refit", "distill", "holdout", "all"):
        parser.add_argument("--precision", choices=("bf16", "fp32"), default="bf16", help="bf16 pays with AVX512-BF16 or AMX")
    if stage in ("train", "distill", "all"):
        minutes = 14 if stage == "distill" else 66
        parser.add_argument(
            "--minutes", type=float, default=minutes, help=f"wall clock of training in all (default {minutes})"
        )
        parser.add_argument("--resume", action="store_true", help="go on from the newest checkpoint in --work")
    if stage in ("evaluate", "all"):
        parser.add_argument("--no-floors", action="store_true", help="leave the linear baselines out")
        parser.add_argument("--most", type=int, default=0, help="score at most that many dev rows a data set (default: all)")
    if stage in COMPARED:
        most = COMPARED[stage]
        parser.add_argument("--most", type=int, default=most, help=f"ask at most that many calibration rows a data set (default {most})")


def main() -> None:
    """Parses the command line and runs one stage, or `all`."""
    parser = argparse.ArgumentParser(prog="python -m runnel_training", description="Trains, measures and packs runnel-base and runnel-small.")
    commands = parser.add_subparsers(dest="stage", required=True)
    for name, (stage, meaning) in {**STAGES, **APART, "all": (everything, "every stage in order")}.items():
        command = commands.add_parser(name, help=meaning, description=meaning)
        add_options(command, name)
        command.set_defaults(run=stage)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
