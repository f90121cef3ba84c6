"""Stage `engine`: runs every evaluation file of the work folder through the Java engine, with the graph as it will be shipped.

It packs the graph into a store of its own below the work folder, so it needs no finished card, and calls
`./runnel models evaluate` of this checkout, which needs Java and builds itself.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from .evaluate import TITLE_SET, TITLE_WORDS
from .heads import SALIENCE, load_heads
from .pack import pack_name, pack_version, write_pack

COMMAND = Path(__file__).resolve().parents[3] / "runnel"
OPTIONS = {f"{SALIENCE}-{TITLE_SET}": ["--summary-words", str(TITLE_WORDS)]}  # of an evaluation file, beside those of all
NO_CARD = "This copy was packed to be measured; the model card is written afterwards.\n"


def head_of(name: str) -> str:
    """The head that an evaluation file `<head>-<set>` is for."""
    fitting = [head for head in load_heads() if name.startswith(f"{head}-")]
    if not fitting:
        raise SystemExit(f"{name}.jsonl is for no head of the pack; expected <head>-<set>.jsonl with one of {', '.join(load_heads())}.")
    return max(fitting, key=len)


def command_for(path: Path, store: Path, model: str) -> list[str]:
    """The call that scores one evaluation file."""
    call = [str(COMMAND), "models", "evaluate", "--models", str(store), "--model", model, "--head", head_of(path.stem)]
    return [*call, "--input", str(path), *OPTIONS.get(path.stem, []), "--output", "json"]


def answered(call: list[str]) -> dict:
    """The JSON that a call prints; stops with what it said if it fails."""
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"`{' '.join(call)}` ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)


def engine(work: Path, out: Path, layers: int) -> None:
    """Writes `<work>/engine/<head>-<set>.json` for every evaluation file; the folder of an earlier run stands until all are done."""
    files = sorted((work / "eval").resolve().glob("*.jsonl"))
    if not files:
        raise SystemExit(f"{work / 'eval'} holds no evaluation files; run the stage `prepare` with the same --work first.")
    if not COMMAND.exists():
        raise SystemExit(f"{COMMAND} is missing; the stage `engine` needs the recipe to lie in a checkout of Runnel.")
    name, store = pack_name(layers), (work / "packed").resolve()
    model = f"{name}/{pack_version(out, layers)}"
    write_pack(work, store / model, layers, NO_CARD)
    part = work / "engine.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    for number, path in enumerate(files, 1):
        found = answered(command_for(path, store, model))
        (part / f"{path.stem}.json").write_text(json.dumps(found) + "\n", encoding="utf-8")
        print(f"{number} of {len(files)}: {path.stem}, {found['rows']:,} rows, {found['seconds']:.0f} s", flush=True)
    shutil.rmtree(work / "engine", ignore_errors=True)
    part.rename(work / "engine")
    shutil.rmtree(store)
