"""Tells whether this interpreter has exactly the packages of some requirements files: check_pins.py FILE..."""

import sys
from importlib import metadata
from pathlib import Path


def main(files: list[str]) -> None:
    wrong = []
    for line in (line for file in files for line in Path(file).read_text(encoding="utf-8").splitlines() if "==" in line):
        name, wanted = line.strip().split("==")
        try:
            found = metadata.version(name)
        except metadata.PackageNotFoundError:
            found = "nothing"
        if found != wanted:
            wrong.append(f"{name} {wanted} is wanted, {found} is there")
    if wrong:
        raise SystemExit(f"{sys.executable} is not used: {'; '.join(wrong)}.")


main(sys.argv[1:])
