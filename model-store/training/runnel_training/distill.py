"""Stage `distill`: a shallower student for the pack `runnel-small`.

The student begins as every second layer of the trained model, with its heads. It learns what the heads learn, and to give
the same last hidden states as its teacher for every token (mean squared error, each dimension scaled by its spread), as
in TinyBERT (Jiao et al. 2020, arXiv:1909.10351) for the last layer only: heads are linear on these states, so equal states
are equal answers.
"""

from __future__ import annotations

from pathlib import Path

import torch

from .model import Batch, shallow_encoder
from .train import Training, load_model, load_recipe


class Distillation(Training):
    """Training of a student beside its frozen teacher."""

    def __init__(self, work: Path, teacher: Path, minutes: float, precision: str, resume: bool) -> None:
        recipe = load_recipe()
        recipe = {**recipe, **recipe["distillation"]}
        super().__init__(work, minutes, precision, resume, recipe)
        self._teacher, _ = load_model(teacher)
        self._teacher.to(self.device)
        self._teacher.encoder.precision = self.model.encoder.precision
        if self.facts["steps"] == 0:
            state = {name: value for name, value in self._teacher.state_dict().items() if not name.startswith("encoder.")}
            start = shallow_encoder(self._teacher.encoder, recipe["layers"]).state_dict()
            self.model.load_state_dict({**state, **{f"encoder.{name}": value for name, value in start.items()}})
        self.facts |= {"layers": recipe["layers"], "teacher": str(teacher.name)}

    def further_loss(self, hidden: torch.Tensor, batch: Batch) -> torch.Tensor:
        """How far the student's states are from the teacher's, in units of their spread."""
        with torch.no_grad():
            wanted = self._teacher.hidden(batch)
        real = batch.mask.bool()
        wanted, given = wanted[real], hidden[real]
        distance = ((given - wanted) ** 2).mean(dim=0) / wanted.var(dim=0).clamp(min=1e-3)
        return self.recipe["hidden_weight"] * distance.mean()


def distill(work: Path, teacher: Path, minutes: float, threads: int, precision: str, resume: bool) -> None:
    """Writes `<work>/checkpoint.pt` of the student; `teacher` is the work folder of the trained model."""
    torch.set_num_threads(threads)
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "prepared").exists():
        (work / "prepared").symlink_to((teacher / "prepared").resolve())
    Distillation(work, teacher, minutes, precision, resume).run()
