"""How much `./runnel models teach` reaches with few examples of each label: a table for docs/models.md.

    python learning_curves.py DATA STORE MODEL [--shots 5,10,20,50] [--seeds 3] [--sets banking77,endava_tickets,wvu_po_lines]
    python learning_curves.py DATA --fine-tune FOLDER [...]

DATA holds one folder a data set, STORE is a model store that may be written to, MODEL is the encoder in it that reads the texts,
such as minilm/1. Each row draws so many training examples of each label (or all, where a label has fewer), teaches, and measures
the new head on all dev rows of these labels with `./runnel models evaluate`. Needs nothing but Python and the built command.

With `--fine-tune`, every weight of the encoder in FOLDER (as transformers keeps it) learns from the same draws; that needs
requirements.txt.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import shutil
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

RUNNEL = Path(__file__).resolve().parents[2] / "runnel"
#: a label needs so many training rows and so many dev rows to be in the table
FEWEST_TRAINING, FEWEST_DEV = 20, 3
NAME = "learning-curve"


def rows(folder: Path, part: str) -> list[dict]:
    plain, packed = folder / f"{part}.jsonl", folder / f"{part}.jsonl.gz"
    opened = open(plain, encoding="utf-8") if plain.exists() else gzip.open(packed, "rt", encoding="utf-8")
    with opened as lines:
        return [json.loads(line) for line in lines]


SETS = {
    "banking77": lambda row: (row["text"], row["label"]),
    "endava_tickets": lambda row: (" ".join(filter(None, (row.get("title"), row.get("text")))), "service-" + str(row["business_service"])),
    "wvu_po_lines": lambda row: (" ".join(filter(None, (row.get("text"), row.get("supplier")))), row["expense_group"]),
    "birmingham_pcard": lambda row: (" ".join(filter(None, (row.get("text"), row.get("supplier")))), row["expense_group"]),
}


def examples(data: Path, name: str, part: str) -> list[tuple[str, str]]:
    found = [SETS[name](row) for row in rows(data / name, part)]
    return [(text.strip(), str(label)) for text, label in found if text and text.strip() and label]


def run(*arguments: str) -> dict:
    done = subprocess.run([str(RUNNEL), "models", *arguments, "--output", "json"], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def taught(train: list, dev: list, seed: int, options: argparse.Namespace) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        labels, judged = Path(folder) / "labels.csv", Path(folder) / "dev.jsonl"
        with open(labels, "w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows([("text", "label"), *train])
        judged.write_text("".join(json.dumps({"text": text, "label": label}) + "\n" for text, label in dev), encoding="utf-8")
        model = run("teach", "--labels", str(labels), "--name", NAME, "--model", options.model, "--models", str(options.store))["model"]
        report = run("evaluate", "--model", model, "--head", NAME, "--input", str(judged), "--models", str(options.store))
    shutil.rmtree(options.store / NAME)
    return report["accuracy"], report["macro_f1"]


def fine_tuned(train: list, dev: list, seed: int, options: argparse.Namespace) -> tuple[float, float]:
    import numpy
    from runnel_training import fine_tuning, metrics

    texts, right = zip(*dev)
    found = fine_tuning.predictions(str(options.fine_tune), train, texts, seed)
    return metrics.accuracy_and_macro_f1(numpy.array(right), numpy.array(found))


def labels_of(train: list, dev: list) -> list[str]:
    here, there = Counter(label for _, label in train), Counter(label for _, label in dev)
    return sorted(label for label in here if here[label] >= FEWEST_TRAINING and there[label] >= FEWEST_DEV)


def drawn(by_label: dict[str, list], shots: int | None, seed: int) -> list[tuple[str, str]]:
    chance = random.Random(seed)
    return [row for label in sorted(by_label) for row in chance.sample(by_label[label], min(shots or 10**9, len(by_label[label])))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("store", type=Path, nargs="?")
    parser.add_argument("model", nargs="?")
    parser.add_argument("--fine-tune", type=Path, metavar="FOLDER")
    parser.add_argument("--shots", default="5,10,20,50,all")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--sets", default="banking77,endava_tickets,wvu_po_lines")
    options = parser.parse_args()
    if (options.model is None) == (options.fine_tune is None):
        parser.error("name either a STORE and a MODEL in it, to teach, or --fine-tune FOLDER")
    learn = fine_tuned if options.fine_tune else taught
    print("| Data set | Labels | Examples of each | Examples | Accuracy | Macro-F1 | Seconds |\n| --- | --- | --- | --- | --- | --- | --- |", flush=True)
    for name in options.sets.split(","):
        train, dev = examples(options.data, name, "train"), examples(options.data, name, "dev")
        by_label: dict[str, list] = {label: [] for label in labels_of(train, dev)}
        for row in train:
            if row[1] in by_label:
                by_label[row[1]].append(row)
        dev = [row for row in dev if row[1] in by_label]
        for shots in options.shots.split(","):
            found = []
            for seed in range(1 if shots == "all" else options.seeds):
                chosen = drawn(by_label, None if shots == "all" else int(shots), seed)
                start = time.monotonic()
                found.append((*learn(chosen, dev, seed, options), time.monotonic() - start))
            accuracy, macro, seconds = (statistics.mean(column) for column in zip(*found))
            spread = f" ± {statistics.stdev(row[0] for row in found):.3f}" if len(found) > 1 else ""
            print(f"| {name} | {len(by_label)} | {shots} | {len(chosen)} | {accuracy:.3f}{spread} | {macro:.3f} | {seconds:.0f} |", flush=True)


if __name__ == "__main__":
    main()
