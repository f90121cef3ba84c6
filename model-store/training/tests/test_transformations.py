"""Damage is seeded, and tags follow their words."""

import pytest

from runnel_training.spoken_numbers import spoken
from runnel_training.transformations import TRANSFORMATIONS, transformed_tags, transformed_text

TOKENS = "Mr John Smith , of Acme - Corp , paid $ 1,250 on 12/05 .".split()
TAGS = (
    "O B-person I-person O O B-organisation I-organisation I-organisation O O B-money I-money O B-date O"
).split()


def types_of_spans(tags: list[str]) -> list[str]:
    return [tag[2:] for tag in tags if tag.startswith("B-")]


@pytest.mark.parametrize("name", TRANSFORMATIONS)
def test_the_same_text_is_damaged_the_same_way(name):
    text = "Please pay $12.50 to John's shop, it is well-known!"
    assert transformed_text(text, name) == transformed_text(text, name)
    assert transformed_text(text, name) != text


@pytest.mark.parametrize("name", TRANSFORMATIONS)
def test_every_span_stays_one_span(name):
    for seed in range(30):
        tokens, tags, _ = transformed_tags(TOKENS, TAGS, [], name, seed)
        assert len(tokens) == len(tags)
        assert types_of_spans(tags) == ["person", "organisation", "money", "date"]
        inside = [i for i, tag in enumerate(tags) if tag.startswith("I-")]
        assert all(tags[i - 1][2:] == tags[i][2:] for i in inside)


def test_what_is_not_scored_is_not_scored_afterwards():
    tokens, _, ignored = transformed_tags(["@ann", "paid", "Bob"], ["O", "O", "B-person"], [0], "no punctuation")
    assert [tokens[i] for i in ignored] == ["ann"]


def test_a_lost_first_word_does_not_join_two_spans():
    tokens, tags, _ = transformed_tags(["Ann", "-", "Bob"], ["B-person", "B-person", "I-person"], [], "no punctuation")
    assert (tokens, tags) == (["Ann", "Bob"], ["B-person", "B-person"])


def test_about_one_character_in_twenty_is_mistyped():
    text = "abcdefghijklmnopqrst " * 200
    made = transformed_text(text, "typos").split()
    assert 0.4 < sum(word != "abcdefghijklmnopqrst" for word in made) / len(made) < 0.8


def test_punctuation_goes_but_numbers_stay_whole():
    assert transformed_text("It's 3.5% at 12:30, well-known!", "no punctuation") == "Its 3.5% at 12:30 well known"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("25", "twenty five"),
        ("$12", "twelve dollars"),
        ("3.5%", "three point five percent"),
        ("2017", "twenty seventeen"),
        ("1,250,000", "one million two hundred fifty thousand"),
        ("007", "zero zero seven"),
        ("q3", "q three"),
        ("hello", "hello"),
    ],
)
def test_numbers_are_spelled_out(word, said):
    assert " ".join(spoken(word)) == said
