"""Makes search-golden.json beside this file: what transformers writes with a model that is a table.

The model's logits follow from the last two tokens of a sequence alone, so that the searches of transformers and of Runnel
can be compared token for token, and score for score, without any network. Every setting is tried alone and with others.

Run with transformers 5.23.0 and torch installed: python make_search_golden.py
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import torch
from transformers import GenerationConfig, GenerationMixin, PretrainedConfig, PreTrainedModel
from transformers.modeling_outputs import CausalLMOutput

FILE = Path(__file__).resolve().parent / "search-golden.json"
VOCABULARY = 40
END, PADDING, BEGIN = 2, 1, 0
CASES_PER_SETTING = 6


def table(seed: int) -> list[list[float]]:
    numbers = random.Random(seed)
    return [[round(numbers.gauss(0, 1.5), 4) for _ in range(VOCABULARY)] for _ in range(VOCABULARY)]


LAST, BEFORE = table(1), table(2)
for row in LAST:
    row[END] = round(row[END] + 0.5, 4)


class TableConfig(PretrainedConfig):
    model_type = "table"

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.vocab_size = VOCABULARY
        self.num_hidden_layers = 1


class TableModel(PreTrainedModel, GenerationMixin):
    config_class = TableConfig
    main_input_name = "input_ids"

    def __init__(self, config):
        super().__init__(config)
        self.nothing = torch.nn.Parameter(torch.zeros(1))
        self.last = torch.tensor(LAST)
        self.before = torch.tensor(BEFORE)

    def forward(self, input_ids=None, **kwargs):
        before = torch.cat([input_ids[:, :1], input_ids[:, :-1]], dim=1)
        return CausalLMOutput(logits=self.last[input_ids] + 0.5 * self.before[before])

    def prepare_inputs_for_generation(self, input_ids, **kwargs):
        return {"input_ids": input_ids}


SETTINGS = [
    {},
    {"max_new_tokens": 12, "min_new_tokens": 6},
    {"max_length": 15, "min_length": 9},
    {"repetition_penalty": 1.4},
    {"encoder_repetition_penalty": 1.5},
    {"no_repeat_ngram_size": 1},
    {"no_repeat_ngram_size": 2},
    {"no_repeat_ngram_size": 3, "max_new_tokens": 25},
    {"encoder_no_repeat_ngram_size": 2},
    {"bad_words_ids": [[5], [7, 9], [11, 3, 4], [END]]},
    {"suppress_tokens": [3, 8, 21]},
    {"begin_suppress_tokens": [4, 14, 30, 31]},
    {"forced_bos_token_id": 6},
    {"forced_eos_token_id": END, "max_new_tokens": 8, "min_new_tokens": 8},
    {"eos_token_id": [END, 17]},
]
BEAMS = [
    {"num_beams": 2},
    {"num_beams": 4},
    {"num_beams": 4, "early_stopping": True},
    {"num_beams": 4, "early_stopping": "never"},
    {"num_beams": 3, "length_penalty": 2.0},
    {"num_beams": 3, "length_penalty": 2.0, "early_stopping": "never"},
    {"num_beams": 3, "length_penalty": 0.0},
    {"num_beams": 3, "length_penalty": -1.0, "early_stopping": True},
    {"num_beams": 5, "length_penalty": 0.6, "early_stopping": True},
]
TOGETHER = [
    {"num_beams": 4, "length_penalty": 2.0, "early_stopping": True, "no_repeat_ngram_size": 3, "min_new_tokens": 8,
     "max_new_tokens": 24, "forced_bos_token_id": 6, "forced_eos_token_id": END},
    {"num_beams": 4, "no_repeat_ngram_size": 2, "repetition_penalty": 1.3, "bad_words_ids": [[5], [7, 9]]},
    {"num_beams": 2, "eos_token_id": [END, 17], "length_penalty": 0.8, "encoder_no_repeat_ngram_size": 2},
]


def main() -> None:
    torch.manual_seed(0)
    model = TableModel(TableConfig()).eval()
    prompts = random.Random(3)
    cases = []
    for settings in SETTINGS + BEAMS + TOGETHER + [{**one, **two} for one in SETTINGS[1:] for two in BEAMS[1:6:2]]:
        given = {"max_new_tokens": 16, "eos_token_id": END, "pad_token_id": PADDING, "use_cache": False, **settings}
        if "max_length" in settings:
            del given["max_new_tokens"]
        for _ in range(CASES_PER_SETTING):
            length = 1 if "forced_bos_token_id" in settings else prompts.randint(1, 6)
            prompt = [prompts.randrange(3, VOCABULARY) for _ in range(length)]
            with torch.no_grad():
                result = model.generate(
                    torch.tensor([prompt]),
                    generation_config=GenerationConfig(**given),
                    return_dict_in_generate=True,
                    output_scores=True,
                )
            case = {"settings": given, "prompt": prompt, "tokens": result.sequences[0].tolist()[length:]}
            if given.get("num_beams", 1) > 1:
                case["score"] = result.sequences_scores[0].item()
            cases.append(case)
    content = {"last": LAST, "before": BEFORE, "cases": cases}
    FILE.write_text(json.dumps(content, separators=(",", ":")).replace('{"settings"', '\n{"settings"') + "\n")
    print(f"{len(cases)} cases in {FILE}")


if __name__ == "__main__":
    main()
