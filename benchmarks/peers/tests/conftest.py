"""Puts the contestants' shared package, the models' package and the recipe on the path."""

import sys
from pathlib import Path

PEERS = Path(__file__).resolve().parent.parent
for folder in (PEERS / "shared", PEERS / "models", PEERS.parent.parent / "model-store" / "training"):
    sys.path.insert(0, str(folder))
