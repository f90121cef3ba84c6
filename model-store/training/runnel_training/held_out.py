"""Early stopping per head: a head that no longer gains on a split cut from train gives its share of steps to the others.

Data sets that teach several heads rest when the sum of these heads' losses no longer falls.

Nothing is rolled back: the learning rate falls to zero anyway, what is saved is the time of heads that have converged.
"""

from __future__ import annotations

from pathlib import Path

import torch

from .datasets import read_prepared, sample
from .heads import INVOICE_FIELDS, SALIENCE, Head
from .model import HeadedEncoder, collate, losses
from .row_maker import RowMaker
from .rows import Row
from .sampling import cut_by_tokens


class HeldOut:
    """Held-out loss of every head at some moments of the run.

    What it has found stands in the facts of the run (`best`, `misses`, `rested`), so that a resumed run goes on from there.
    """

    def __init__(self, work: Path, maker: RowMaker, heads: dict[str, Head], recipe: dict) -> None:
        self._maker, self._heads, self._options = maker, heads, recipe["early_stopping"]
        self._rows: dict[str, list[Row]] = {}
        self._taught = {name: [name, *self._options["also_taught"].get(name, [])] for name in recipe["sources"]}
        for name in (taught for names in self._taught.values() for taught in names):
            most = self._options["rows"] if name != SALIENCE else 4
            rows = sample(read_prepared(work, name, "calibration"), most)
            self._rows[name] = [made for row in rows for made in self._made(name, row)]

    def _made(self, name: str, row: dict) -> list[Row]:
        if name == SALIENCE:
            return self._maker.salience_rows(row)
        if name == INVOICE_FIELDS:
            return [self._maker.receipt_row(row, 0)]
        if self._heads[name].tagging:
            made = Row()
            self._maker.add_entities(made, row, 256)
            return [made] if made.asks() else []
        return self._maker.chunks(name, {**row, "also": {}})

    def moments(self, used: float) -> list[float]:
        """The parts of the run, after `used`, at which to check."""
        number = self._options["checks"]
        return [k / number for k in range(1, number) if k / number > used]

    def losses(self, model: HeadedEncoder) -> dict[str, float]:
        """Mean held-out loss of every head."""
        model.eval()
        result = {}
        with torch.no_grad():
            for name, rows in self._rows.items():
                total, count = 0.0, 0
                for rows_of_batch in cut_by_tokens(sorted(rows, key=lambda row: len(row.ids)), 4096):
                    batch = collate(rows_of_batch, self._heads).to(next(model.parameters()).device)
                    if name not in batch.members:
                        continue
                    loss = losses(model, model.hidden(batch), batch, self._maker.allowed, {})[name].item()
                    total, count = total + loss * len(rows_of_batch), count + len(rows_of_batch)
                result[name] = total / max(1, count)
        model.train()
        return result

    def rest_again(self, sampler, facts: dict) -> None:
        """Lets the heads rest that rested when the run was stopped."""
        for name in facts.get("rested", {}):
            sampler.rest(name, self._options["rest"])

    def check(self, model: HeadedEncoder, sampler, facts: dict) -> None:
        """Records the losses; a head that missed its best too often rests from now on."""
        now = self.losses(model)
        facts.setdefault("held_out", []).append({"steps": facts["steps"], **{k: round(v, 4) for k, v in now.items()}})
        best, misses, rested = (facts.setdefault(kind, {}) for kind in ("best", "misses", "rested"))
        for name, taught in self._taught.items():
            loss = sum(now[head] for head in taught)
            if loss < best.get(name, float("inf")) * (1 - self._options["least_gain"]):
                best[name], misses[name] = loss, 0
                continue
            misses[name] = misses.get(name, 0) + 1
            if misses[name] >= self._options["patience"] and name not in rested:
                sampler.rest(name, self._options["rest"])
                rested[name] = facts["steps"]
        print("held out " + " ".join(f"{k}={v:.3f}" for k, v in now.items()) + f" resting {rested}", flush=True)
