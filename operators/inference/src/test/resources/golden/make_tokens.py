"""Writes tokens.json beside this file: what the Python tokenizers library makes of texts.json, without the engine.

Run with tokenizers installed: python make_tokens.py FOLDER_OF_THE_PACK
For each text: token ids without special tokens, and each token's letter case by the rule that models are trained with.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from pathlib import Path

import tokenizers

HERE = Path(__file__).resolve().parent


def letter_case(surface: str) -> int:
    """0 no capital, 1 capitalised, 2 all capitals, 3 mixed."""
    uppers = [i for i, c in enumerate(surface) if c.isupper() or c.istitle()]
    lowers = [i for i, c in enumerate(surface) if c.islower()]
    if not uppers:
        return 0
    if len(uppers) == 1 and (not lowers or uppers[0] < lowers[0]):
        return 1
    return 3 if lowers else 2


def main(pack: Path) -> None:
    file = pack / "tokenizer.json"
    tokenizer = tokenizers.Tokenizer.from_file(str(file))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    texts = []
    for text in json.loads((HERE / "texts.json").read_text(encoding="utf-8")):
        encoding = tokenizer.encode(text, add_special_tokens=False)
        cases = [letter_case(text[start:end]) for start, end in encoding.offsets]
        texts.append({"ids": encoding.ids, "letter_cases": cases})
    digest = "sha256:" + hashlib.sha256(file.read_bytes()).hexdigest()
    made_by = f"tokenizers {tokenizers.__version__}, Python {platform.python_version()}"
    lines = ",\n    ".join(json.dumps(text) for text in texts)
    content = f'{{\n  "made_by": "{made_by}",\n  "tokenizer": "{digest}",\n  "texts": [\n    {lines}\n  ]\n}}\n'
    (HERE / "tokens.json").write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
