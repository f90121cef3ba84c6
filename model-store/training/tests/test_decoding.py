"""Tags of words become the likeliest valid sequence."""

from itertools import product

import numpy as np

from runnel_training.decoding import likeliest_tags

TAGS = ("O", "B-a", "I-a", "B-b", "I-b")


def valid(tags: tuple[str, ...]) -> bool:
    return all(not tag.startswith("I-") or before[2:] == tag[2:] for before, tag in zip(("O", *tags), tags))


def test_no_valid_sequence_is_likelier():
    chance = np.random.default_rng(7)
    for _ in range(50):
        logits = 3 * chance.normal(size=(chance.integers(1, 5), len(TAGS)))
        score = lambda tags: sum(row[TAGS.index(tag)] for row, tag in zip(logits, tags))  # noqa: E731
        best = max(filter(valid, product(TAGS, repeat=len(logits))), key=score)
        assert likeliest_tags(TAGS, logits) == list(best)


def test_no_words_have_no_tags():
    assert likeliest_tags(TAGS, np.zeros((0, len(TAGS)))) == []
