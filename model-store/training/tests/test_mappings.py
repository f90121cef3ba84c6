"""The mapping files agree with each other and with the recipe."""

import re

from runnel_training.classification_examples import by_rules
from runnel_training.entity_examples import Plausibility, allowed_tags, gold_tags, merge_adjacent
from runnel_training.heads import load_heads, load_mapping
from runnel_training.train import load_recipe


def test_every_queue_of_a_rule_is_a_label():
    mapping = load_mapping("ticket-queue")
    labels = set(mapping["labels"])
    endava = mapping["endava_tickets"]
    assert {queue for rule in endava["rules"] for queue in rule["map"].values()} <= {*labels, None}
    assert set(mapping["banking77"]) | set(mapping["clinc150"]) <= labels
    assert set(load_mapping("helpdesk-phrases")["queues"]) <= labels


def test_the_first_rule_that_names_a_value_decides():
    endava = load_mapping("ticket-queue")["endava_tickets"]

    def queue(service: str, category: str) -> str | None:
        return by_rules({"business_service": service, "category": category}, endava["rules"], endava["otherwise"])

    assert queue("4", "c5") == "account-access"
    assert queue("1", "c5") == "hardware-and-devices"
    assert queue("63", "c5") is None and queue("1", "c4") is None


def test_every_intent_has_one_queue():
    mapping = load_mapping("ticket-queue")
    for dataset, expected in (("banking77", 77), ("clinc150", 151)):
        intents = [intent for names in mapping[dataset].values() for intent in names]
        assert all(isinstance(intent, str) for intent in intents)
        assert len(intents) == len(set(intents)) == expected


def test_labels_are_lower_case_kebab_and_unique():
    for head in load_heads().values():
        assert len(set(head.labels)) == len(head.labels)
        if not head.tagging:
            assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", label) for label in head.labels)


def test_every_data_set_of_the_recipe_has_a_named_source():
    sources = load_mapping("sources")["datasets"]
    for head, datasets in load_recipe()["sources"].items():
        for dataset in datasets:
            assert head in sources[dataset]["heads"]


def test_every_source_of_intents_has_one_label():
    for name in ("banking-intent", "assistant-intent"):
        mapping = load_mapping(name)
        assert sorted(mapping["source"].values()) == sorted(mapping["labels"])


def test_the_shares_of_the_recipe_add_up_to_about_one():
    shares = [o["share"] for datasets in load_recipe()["sources"].values() for o in datasets.values()]
    assert 0.95 < sum(shares) < 1.08


def test_outside_does_not_punish_a_type_the_set_does_not_label():
    mapping = load_mapping("entities")
    rules = mapping["datasets"]["btc"]
    allowed = allowed_tags("O", mapping["types"], rules, frozenset({"date", "person"}))
    assert set(allowed) == {"O", "B-date", "I-date"}


def test_a_plain_word_cannot_be_a_date_but_a_number_can():
    types = Plausibility(load_mapping("entities")).types("hello on Monday the 5th £30".split())
    assert "date" not in types[0] and "date" not in types[1]
    assert "date" in types[2] and "date" in types[3] and "date" in types[4]
    assert "money" in types[5]


def test_a_wide_source_type_allows_each_of_our_types():
    mapping = load_mapping("entities")
    allowed = allowed_tags("B-MISC", mapping["types"], mapping["datasets"]["wikigold"], frozenset())
    assert allowed == ["B-other", "B-product", "B-event", "B-law"]


def test_neighbouring_amounts_become_one():
    assert merge_adjacent(["B-MONEY", "B-MONEY", "B-ORG", "B-ORG"], ["MONEY"]) == ["B-MONEY", "I-MONEY", "B-ORG", "B-ORG"]


def test_handles_are_not_scored():
    mapping = load_mapping("entities")
    tags, ignored = gold_tags(["@ann", "Ann"], ["B-PER", "B-PER"], mapping["types"], mapping["datasets"]["btc"])
    assert tags == ["O", "B-person"] and ignored == [0]
