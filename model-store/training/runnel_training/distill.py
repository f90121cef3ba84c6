"""Stage `distill`: a shallower student for the pack `runnel-small`.

The student begins as every second layer of the trained model, with its heads. It learns what the heads learn, and to give
the same last hidden states as its teacher for every token (mean squared error, each dimension scaled by its spread), as
in TinyBERT (Jiao et al. 2020, arXiv:1909.10351) for the last layer only: heads are linear on these states, so equal states
are equal answers.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import torch

from .model import Batch, shallow_encoder
from .train import Training, load_model, load_recipe, refuse_overwriting


def weights_digest(state: dict[str, torch.Tensor]) -> str:
    """SHA-256 over the encoder's weights as float32, in order of their names.

    The stages after `train` change heads only, so a checkpoint has the same digest before and after them.
    """
    found = hashlib.sha256()
    for name in sorted(state):
        if name.startswith("encoder."):
            found.update(name.encode("utf-8"))
            found.update(state[name].detach().to("cpu", torch.float32).contiguous().numpy().tobytes())
    return found.hexdigest()


def start_weights(teacher, layers: int) -> dict[str, torch.Tensor]:
    """The student's first weights: evenly spaced layers of the teacher, and everything else as it is."""
    state = {name: value for name, value in teacher.state_dict().items() if not name.startswith("encoder.")}
    encoder = shallow_encoder(teacher.encoder, layers).state_dict()
    return state | {f"encoder.{name}": value for name, value in encoder.items()}


def student_recipe(recipe: dict) -> dict:
    """The recipe with what is different for a student; `checks` of the held-out losses cost it minutes, so it has its own number."""
    own = dict(recipe["distillation"])
    return {**recipe, "early_stopping": {**recipe["early_stopping"], "checks": own.pop("checks")}, **own}


class Distillation(Training):
    """Training of a student beside its frozen teacher."""

    def __init__(self, work: Path, teacher: Path, minutes: float, precision: str, resume: bool) -> None:
        recipe = student_recipe(load_recipe())
        super().__init__(work, minutes, precision, resume, recipe)
        self._teacher, facts = load_model(teacher)
        self._teacher.to(self.device)
        self._teacher.encoder.arithmetic = self.model.encoder.arithmetic
        digest = weights_digest(self._teacher.state_dict())
        if self.facts["steps"] == 0:
            self.model.load_state_dict(start_weights(self._teacher, recipe["layers"]))
        elif self.facts["teacher"]["weights"] != digest:
            raise SystemExit(
                f"The checkpoint in {work} learnt from another teacher ({self.facts['teacher']['weights'][:12]}…) than the one in "
                f"{teacher} ({digest[:12]}…); name that teacher, or begin anew without --resume."
            )
        told = {key: facts[key] for key in ("cpu_seconds", "seconds", "tokens")}
        self.facts |= {"layers": recipe["layers"], "teacher": {"weights": digest, **told}}

    def further_loss(self, hidden: torch.Tensor, batch: Batch) -> torch.Tensor:
        """How far the student's states are from the teacher's, in units of their spread."""
        with torch.no_grad():
            wanted = self._teacher.hidden(batch)
        real = batch.mask.bool()
        wanted, given = wanted[real], hidden[real]
        distance = ((given - wanted) ** 2).mean(dim=0) / wanted.var(dim=0).clamp(min=1e-3)
        return self.recipe["hidden_weight"] * distance.mean()


def share(teacher: Path, work: Path, name: str) -> None:
    """Lets the student's folder read what lies in the teacher's, or will lie there."""
    path = work / name
    if not path.exists() and not path.is_symlink():
        path.symlink_to(teacher.resolve() / name)


def distill(work: Path, teacher: Path, minutes: float, threads: int, precision: str, resume: bool) -> None:
    """Writes `<work>/checkpoint.pt` of the student; `teacher` is the work folder of the trained model.

    Examples and linear floors are those of the teacher's folder: they do not depend on the model.
    """
    refuse_overwriting(work, resume)
    torch.set_num_threads(threads)
    work.mkdir(parents=True, exist_ok=True)
    for name in ("prepared", "floors.json"):
        share(teacher, work, name)
    Distillation(work, teacher, minutes, precision, resume).run()
