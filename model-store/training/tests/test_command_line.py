"""The command line has the minutes of the shipped packs as defaults, and refuses a wrong folder before hours of work."""

import argparse
from pathlib import Path

import pytest

from runnel_training.__main__ import STAGES, add_options, everything
from runnel_training.train import refuse_overwriting


def parsed(stage: str, *given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_options(parser, stage)
    return parser.parse_args(["--work", "work", *given])


def test_minutes_are_those_of_the_shipped_packs():
    assert parsed("train").minutes == 66
    assert parsed("all", "--data", "data", "--out", "out").minutes == 66
    assert parsed("distill", "--teacher", "teacher").minutes == 14


def test_a_folder_that_no_pack_goes_to_is_refused_before_the_first_stage(monkeypatch):
    begun = []
    monkeypatch.setitem(STAGES, "prepare", (lambda options: begun.append("prepare"), ""))
    with pytest.raises(SystemExit, match="expected one like models/runnel-base/1"):
        everything(argparse.Namespace(out=Path("models/mine")))
    assert not begun


def test_a_folder_that_holds_a_training_is_refused_before_the_first_stage(tmp_path, monkeypatch):
    begun = []
    monkeypatch.setitem(STAGES, "prepare", (lambda options: begun.append("prepare"), ""))
    (tmp_path / "checkpoint.pt").write_bytes(b"an hour of work")
    options = argparse.Namespace(out=Path("models/runnel-base/9"), work=tmp_path, resume=False)
    with pytest.raises(SystemExit, match="--resume, or name another folder with --work"):
        everything(options)
    assert not begun
    refuse_overwriting(tmp_path, True)
