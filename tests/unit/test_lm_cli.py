"""`route-pg train data` and `route-pg train lm`: what they refuse before any work is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from route_pg.cli import main


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["train", *arguments]) == 1
    return capsys.readouterr().err


def test_data_needs_a_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--spider DIR" in said(capsys, "data", "--out", str(tmp_path / "x"))


def test_the_corpus_needs_a_server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "data", "--out", str(tmp_path / "x"), "--corpus", str(tmp_path))
    assert "--dsn" in told


@pytest.mark.parametrize("flag", ["--narrowed", "--refused", "--correct", "--untold"])
def test_a_share_is_between_nothing_and_all(
    flag: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = spider_without_questions(tmp_path)
    told = said(capsys, "data", "--out", str(tmp_path / "x"), "--spider", str(folder), flag, "1.5")
    assert f"{flag} is a share" in told


def test_an_empty_set_makes_an_empty_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = spider_without_questions(tmp_path), tmp_path / "x"
    assert main(["train", "data", "--out", str(out), "--spider", str(folder)]) == 0
    assert out.read_text() == ""
    assert "0 conversations" in capsys.readouterr().out


def spider_without_questions(folder: Path) -> Path:
    for name in ("train_spider", "train_others", "tables"):
        (folder / f"{name}.json").write_text("[]")
    return folder


@pytest.mark.train
def test_tuning_needs_data_and_a_run(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("transformers")
    assert "--data FILE" in said(capsys, "lm")


@pytest.mark.train
def test_a_recipe_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("transformers")
    told = said(capsys, "lm", "--recipe", "x", "--data", "d", "--run", str(tmp_path))
    assert "there is no recipe 'x'" in told
