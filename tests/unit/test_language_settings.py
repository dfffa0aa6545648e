"""The settings of language models: flags, the environment, and what is refused of them."""

from __future__ import annotations

import argparse

import pytest

from route_pg.cli import main
from route_pg.errors import BadArgument
from route_pg.models.language_settings import (
    PREFIX,
    SENDABLE,
    LanguageSettings,
    add_arguments,
    read_settings,
)
from route_pg.worker import settings as worker


def parse(*flags: str, **environment: str) -> LanguageSettings:
    parser = argparse.ArgumentParser()
    add_arguments(parser, environment)
    return read_settings(parser.parse_args(flags))


def test_the_defaults_are_the_defaults() -> None:
    assert parse() == LanguageSettings() == LanguageSettings.from_environment({})


def test_flags_and_variables_say_the_same() -> None:
    said = {
        "form": "few-shot",
        "send": "comments,rows",
        "budget": "1000",
        "answer": "99",
        "beams": "3",
        "device": "cuda:1",
        "dtype": "float16",
        "4bit": "on",
        "cache": "static",
        "timeout": "2.5",
        "attempts": "7",
    }
    flags = [f"--lm-{name}={value}" for name, value in said.items()]
    variables = {f"{PREFIX}{name.upper()}": value for name, value in said.items()}
    expected = LanguageSettings(
        form="few-shot",
        send=frozenset({"comments", "rows"}),
        budget=1000,
        answer=99,
        beams=3,
        device="cuda:1",
        dtype="float16",
        four_bit=True,
        cache="static",
        timeout=2.5,
        attempts=7,
    )
    assert parse(*flags) == expected
    assert LanguageSettings.from_environment(variables) == expected
    assert parse("--lm-beams=4", ROUTE_PG_LM_BEAMS="3").beams == 4
    assert parse("--lm-4bit").four_bit


@pytest.mark.parametrize(
    ("text", "send"),
    [("all", frozenset(SENDABLE)), ("none", frozenset()), ("", frozenset()), ("rows", {"rows"})],
)
def test_what_may_be_sent(text: str, send: frozenset[str]) -> None:
    assert parse(f"--lm-send={text}").send == send


@pytest.mark.parametrize(
    "flag",
    [
        "--lm-form=two-shot",
        "--lm-send=secrets",
        "--lm-send=rows,secrets",
        "--lm-send=rows,all",
        "--lm-budget=0",
        "--lm-budget=many",
        "--lm-answer=-1",
        "--lm-beams=0",
        "--lm-dtype=int8",
        "--lm-4bit=maybe",
        "--lm-cache=big",
        "--lm-timeout=0",
        "--lm-timeout=nan",
        "--lm-timeout=inf",
        "--lm-attempts=x",
    ],
)
def test_what_no_setting_is(flag: str) -> None:
    with pytest.raises(BadArgument, match=flag.partition("=")[0]) as raised:
        parse(flag)
    assert raised.value.hint


def test_a_worker_reads_them() -> None:
    parser = argparse.ArgumentParser()
    worker.add_arguments(parser)
    model = "openai:http://localhost/v1#m"
    flags = ["--model", model, "--lm-budget", "777", "--batch", "3", "--tasks", "text_to_sql"]
    settings = worker.read_settings(parser.parse_args(flags))
    assert settings.language.budget == 777
    assert settings.language.batch == 3
    assert settings.options.narrow
    assert settings.options.text_to_sql
    assert not settings.options.noise_correction


def test_a_worker_refuses_tasks_that_write_nothing() -> None:
    parser = argparse.ArgumentParser()
    worker.add_arguments(parser)
    with pytest.raises(BadArgument, match="writes a statement"):
        worker.read_settings(parser.parse_args(["--tasks", "noise_correction"]))


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--tasks", "noise_correction"], "none of the tasks writes a statement"),
        (["--lm-send", "secrets"], "'secrets' is no value for --lm-send"),
        (["--lm-beams", "0"], "'0' is no value for --lm-beams"),
    ],
)
def test_ask_refuses_them_before_it_connects(
    flags: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "--dsn", "host=/nowhere", "--model", "fake", *flags, "how many?"]) == 1
    assert said in capsys.readouterr().err
