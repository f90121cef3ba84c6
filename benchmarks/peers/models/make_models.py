"""Makes what all contestants share: the corpus in pieces, four model folders, and `models.json` with the facts."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from importlib import metadata
from pathlib import Path

from runnel_peer_models.encoder import PACKAGE, read_encoder
from runnel_peer_models.fit import Fitted, fit
from runnel_peer_models.folders import FP32, INT8, write_model
from runnel_peer_models.pieces import cut, read_documents, write_corpus
from runnel_peers.own_pack import OwnPack
from runnel_peers.sessions import open_tokenizer

FACTS = "models.json"


def main() -> None:
    options = read_options()
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / FACTS).unlink(missing_ok=True)
    encoder = read_encoder()
    pack = OwnPack(options.pack, options.threads)
    pieces = cut(open_tokenizer(encoder.folder), read_documents(options.documents))
    write_corpus(options.out / "corpus.jsonl", pieces)
    say(f"{len(pieces)} pieces, {sum(piece.tokens for piece in pieces)} tokens")
    with tempfile.TemporaryDirectory() as scratch:
        fitted = fit(pieces, encoder, pack, options.threads, Path(scratch))
    facts = []
    for one in fitted:
        folder = write_model(options.out, encoder, one)
        facts.append(facts_of(one, folder))
        say(f"{one.task.name}: same answer as {pack.name} on {100 * one.agreement:.1f} % of held-out rows")
    found = {
        "encoder": f"{PACKAGE} {metadata.version(PACKAGE)}",
        "fitted_to": pack.name,
        "documents": len({piece.id for piece in pieces}),
        "pieces": len(pieces),
        "tokens": sum(piece.tokens for piece in pieces),
        "models": facts,
    }
    (options.out / FACTS).write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(found))


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=Path, required=True, help='JSON lines {"id", "text"}')
    parser.add_argument("--pack", type=Path, required=True, help="a folder of our own pack")
    parser.add_argument("--out", type=Path, required=True, help="folder for corpus and models")
    parser.add_argument("--threads", type=int, required=True, help="CPUs to use")
    return parser.parse_args()


def facts_of(fitted: Fitted, folder: Path) -> dict:
    """What the report says of a model."""
    return {
        "task": fitted.task.name,
        "pipeline": fitted.task.kind.value,
        "labels": len(fitted.labels),
        "agreement_with_own_pack": round(fitted.agreement, 4),
        **{name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (FP32, INT8)},
    }


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
