"""Makes the recipe importable from its own folder, and shares a tokenizer that needs no model weights."""

import sys
from pathlib import Path

import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

WORDS = "the cat sat on a mat paid £ 30 in london to acme ltd great awful day ##s".split()


@pytest.fixture
def tokenizer() -> Tokenizer:
    """A tiny WordPiece tokenizer with the special ids of BERT."""
    vocabulary = {"[PAD]": 0, "[UNK]": 100, "[CLS]": 101, "[SEP]": 102}
    vocabulary |= {word: 1000 + i for i, word in enumerate(WORDS)}
    made = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made
