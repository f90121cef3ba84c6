"""Documents cut into pieces."""

import pytest
from runnel_peer_models import pieces
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace


@pytest.fixture
def tokenizer(monkeypatch):
    monkeypatch.setattr(pieces, "MOST_TOKENS", 6)
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    return tokenizer


def test_a_short_text_stays_whole(tokenizer):
    assert pieces.parts(tokenizer, "one two three. four five") == ["one two three. four five"]


def test_a_long_text_is_cut_where_a_sentence_begins(tokenizer):
    assert pieces.parts(tokenizer, "a b. c d. e f. g h.") == ["a b. c d.", "e f. g h."]


def test_a_long_sentence_is_cut_between_words(tokenizer):
    assert pieces.parts(tokenizer, "a b c d e f g h") == ["a b c d e f", "g h"]


def test_no_word_is_lost_or_doubled(tokenizer):
    text = "one two. three four five six seven eight nine ten. eleven"
    assert " ".join(pieces.parts(tokenizer, text)) == text


def test_pieces_of_a_document_stay_together(tokenizer):
    cut = pieces.cut(tokenizer, [("x", "a b. c d. e f. g h."), ("y", "z")])
    assert [piece.id for piece in cut] in (["x", "x", "y"], ["y", "x", "x"])
    assert all(piece.tokens <= 6 + pieces.SPECIAL_TOKENS for piece in cut)
