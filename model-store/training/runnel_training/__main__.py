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


def train(options: argparse.Namespace) -> None:
    from .train import train as run

    run(options.work, options.minutes, options.threads, options.precision, options.resume)


def refit(options: argparse.Namespace) -> None:
    from .refit import refit as run

    run(options.work, options.threads)


def export(options: argparse.Namespace) -> None:
    from .export import export as run

    run(options.work)


def quantize(options: argparse.Namespace) -> None:
    from .export import quantize as run

    run(options.work)


def calibrate(options: argparse.Namespace) -> None:
    from .calibrate import calibrate as run

    run(options.work, options.threads)


def evaluate(options: argparse.Namespace) -> None:
    from .evaluate import evaluate as run

    run(options.work, options.threads, not options.no_floors, options.most)


def speed(options: argparse.Namespace) -> None:
    from .speed import speed as run

    run(options.work)


def card(options: argparse.Namespace) -> None:
    from .card import write_card as run

    run(options.work, options.out)


STAGES = {
    "prepare": (prepare, "read the data sets, map labels, write examples and evaluation files"),
    "train": (train, "fine-tune encoder and heads within a time limit"),
    "refit": (refit, "fit the entity head once more on the frozen encoder, with texts of the other heads"),
    "export": (export, "write the fp32 graph and compare it with torch"),
    "quantize": (quantize, "write the int8 graph and check that answers do not depend on the batch"),
    "calibrate": (calibrate, "find one temperature a head on a split cut from train"),
    "evaluate": (evaluate, "score both graphs and the linear floor on the dev splits"),
    "speed": (speed, "measure tokens a second; leave the machine alone meanwhile"),
    "card": (card, "write the model card and the model folder"),
}


def everything(options: argparse.Namespace) -> None:
    """All stages in order."""
    for name, (stage, _) in STAGES.items():
        print(f"== {name}", flush=True)
        stage(options)


def add_options(parser: argparse.ArgumentParser, stage: str) -> None:
    """Only the options that the stage reads."""
    parser.add_argument("--work", type=Path, required=True, help="folder for everything between data and model")
    if stage in ("prepare", "all"):
        parser.add_argument("--data", type=Path, required=True, help="folder that holds one folder a data set")
    if stage in ("card", "all"):
        parser.add_argument("--out", type=Path, required=True, help="model folder to write, e.g. models/runnel-base/1")
    if stage in ("train", "refit", "calibrate", "evaluate", "all"):
        parser.add_argument("--threads", type=int, default=2, help="CPU threads (default 2)")
    if stage in ("train", "all"):
        parser.add_argument("--minutes", type=float, default=55, help="wall clock of training in all (default 55)")
        parser.add_argument("--precision", choices=("bf16", "fp32"), default="bf16", help="bf16 autocast pays with AVX512-BF16 or AMX")
        parser.add_argument("--resume", action="store_true", help="go on from the newest checkpoint in --work")
    if stage in ("evaluate", "all"):
        parser.add_argument("--no-floors", action="store_true", help="leave the linear baselines out")
        parser.add_argument("--most", type=int, default=0, help="score at most that many dev rows a data set (default: all)")


def main() -> None:
    """Parses the command line and runs one stage, or `all`."""
    parser = argparse.ArgumentParser(prog="python -m runnel_training", description="Trains and packs runnel-base.")
    commands = parser.add_subparsers(dest="stage", required=True)
    for name, (stage, meaning) in {**STAGES, "all": (everything, "every stage in order")}.items():
        command = commands.add_parser(name, help=meaning, description=meaning)
        add_options(command, name)
        command.set_defaults(run=stage)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
