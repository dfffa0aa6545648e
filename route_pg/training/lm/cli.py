"""`route-pg train data` and `route-pg train lm`: the data of the four tasks, and the tuning."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from route_pg.errors import BadArgument
from route_pg.training.lm.recipe import Method, Recipe, read_recipe, recipe_names
from route_pg.types import TASKS

if TYPE_CHECKING:
    from route_pg.training.lm.architectures import Checked
    from route_pg.training.lm.data import Counts, Given

COMMANDS: dict[str, str] = {
    "data": "write conversations of the four tasks for a language model",
    "lm": "tune a language model on them; under `accelerate launch` on several devices",
}
SHARES = {
    "narrowed": "prompts over the kept schema",
    "refused": "schema_linking of questions without an answer",
    "correct": "noise_correction of right statements",
    "untold": "noise_correction without an outcome",
}
"""Of the mixture; all between 0 and 1."""


def add_commands(commands: Any) -> dict[str, Callable[[argparse.Namespace], None]]:
    """Add the subcommands to `route-pg train`; what runs each."""
    _add_data(commands.add_parser("data", help=COMMANDS["data"], description=COMMANDS["data"]))
    _add_lm(commands.add_parser("lm", help=COMMANDS["lm"], description=COMMANDS["lm"]))
    return {"data": _data, "lm": _lm}


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--spider", type=Path, metavar="DIR", help="Spider 1.0, unpacked")
    parser.add_argument("--bird", type=Path, metavar="DIR", help="BIRD's training part, unpacked")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="the project's own corpus")
    parser.add_argument("--out", type=Path, metavar="FILE", required=True, help="lines of JSON")
    parser.add_argument(
        "--dsn", help="server to load databases into; without it nothing is run or corrected"
    )
    parser.add_argument(
        "--predictions", type=Path, metavar="FILE", help="a model's statements, to be corrected"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=int, help="examples of each set, drawn by the seed")
    for task in TASKS:
        flag = f"--{task.replace('_', '-')}"
        parser.add_argument(flag, type=float, metavar="N", help="conversations a pair")
    for share, about in SHARES.items():
        parser.add_argument(f"--{share}", type=float, metavar="SHARE", help=f"share: {about}")


def _data(arguments: argparse.Namespace) -> None:
    from route_pg.training.lm.data import Counts, make_data, read_predictions, write_data

    counts = Counts()
    with ExitStack() as stack:
        given = _given(arguments, stack)
        found = make_data(
            given,
            _mixture(arguments),
            arguments.seed,
            predictions=read_predictions(arguments.predictions) if arguments.predictions else None,
            limit=arguments.limit,
            counts=counts,
        )
    write_data(arguments.out, found)
    _show(counts)
    print(f"{len(found)} conversations in {arguments.out}")


def _given(arguments: argparse.Namespace, stack: ExitStack) -> list[Given]:
    from route_pg.training.corpus import corpus
    from route_pg.training.data import bird_in, spider_in
    from route_pg.training.lm.data import Given
    from route_pg.training.lm.outcomes import TrainingServer

    server = TrainingServer(arguments.dsn) if arguments.dsn else None
    if server:
        stack.callback(server.close)
    given = []
    if arguments.spider:
        source = spider_in(arguments.spider)
        given.append(
            Given(source=source, trials=server.spider(arguments.spider) if server else None)
        )
    if arguments.bird:
        source = bird_in(arguments.bird)
        given.append(Given(source=source, trials=server.without_rows(source) if server else None))
    if arguments.corpus:
        if server is None:
            raise BadArgument("the corpus is linked in PostgreSQL", hint="Say where: --dsn ..")
        source = corpus(arguments.corpus, arguments.dsn)
        given.append(Given(source=source, trials=server.corpus()))
    if not given:
        raise BadArgument("no set is given", hint="Give --spider DIR, --bird DIR, --corpus DIR.")
    return given


def _mixture(arguments: argparse.Namespace) -> Any:
    from route_pg.training.lm.mixture import Mixture

    mixture = Mixture()
    stated = {task: getattr(arguments, task) for task in TASKS}
    tasks = {**mixture.tasks, **{t: n for t, n in stated.items() if n is not None}}
    shares = {
        name: getattr(arguments, name) for name in ("narrowed", "refused", "correct", "untold")
    }
    for name, value in shares.items():
        if value is not None and not 0 <= value <= 1:
            raise BadArgument(f"--{name} is a share, 0 to 1")
    if any(number < 0 for number in tasks.values()):
        raise BadArgument("conversations a pair cannot be fewer than none")
    return replace(mixture, tasks=tasks, **{n: v for n, v in shares.items() if v is not None})


def _show(counts: Counts) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    pairs = Table("set", "why", title="examples")
    pairs.add_column("count", justify="right")
    for source, count in counts.examples.items():
        pairs.add_row(source, "all", str(count))
        pairs.add_row("", "clean pairs", str(counts.pairs[source]))
        left = sorted(counts.left.items(), key=lambda item: -item[1])
        for (name, reason), number in left:
            if name == source:
                pairs.add_row("", f"left out: {reason}", str(number))
    console.print(pairs)
    made = Table("task", "kind", title="conversations")
    made.add_column("count", justify="right")
    for task in TASKS:
        made.add_row(task, "all", str(counts.of_task(task)))
        for (name, kind), number in sorted(counts.made.items()):
            if name == task:
                made.add_row("", kind, str(number))
    console.print(made)


def _add_lm(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--recipe", default="paper", help=f"a TOML file, or one of {', '.join(recipe_names())}"
    )
    parser.add_argument("--data", type=Path, metavar="FILE", help="of `route-pg train data`")
    # torchrun takes --run for the beginning of an option of its own
    parser.add_argument(
        "--run", "--out", type=Path, metavar="DIR", help="folder of the run; resumed"
    )
    parser.add_argument("--weights", default="", help="name or path, instead of the recipe's")
    parser.add_argument("--method", choices=get_args(Method), help="instead of the recipe's")
    parser.add_argument("--epochs", type=float, help="instead of the recipe's")
    parser.add_argument("--seed", type=int, help="instead of the recipe's")
    parser.add_argument(
        "--check",
        action="store_true",
        help="train nothing: check each recipe's architecture at a tiny size, random weights",
    )


def _lm(arguments: argparse.Namespace) -> None:
    import logging

    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    if arguments.check:
        _check(arguments.recipe)
        return
    if not arguments.data or not arguments.run:
        raise BadArgument("nothing to train", hint="Give --data FILE and --run DIR.")
    from dataclasses import asdict

    from route_pg.training.lm.tokens import read_conversations
    from route_pg.training.lm.tuning import tune

    recipe = _stated(read_recipe(arguments.recipe), arguments)
    report = tune(recipe, read_conversations(arguments.data), arguments.run, arguments.weights)
    if report.writes:
        print(json.dumps(asdict(report), indent=2))


def _stated(recipe: Recipe, arguments: argparse.Namespace) -> Recipe:
    given = {name: getattr(arguments, name) for name in ("method", "epochs", "seed")}
    stated = {name: value for name, value in given.items() if value is not None}
    return replace(recipe, training=replace(recipe.training, **stated))


def _check(name: str) -> None:
    from rich.console import Console
    from rich.table import Table

    from route_pg.training.lm.architectures import check_all, check_architecture

    found = check_all() if name == "paper" else [check_architecture(name)]
    table = Table("recipe", "parameters", "as stated", "steps, tiny: full", "LoRA", "stands")
    for one in found:
        table.add_row(*_row(one))
    Console(width=110).print(table)
    if not all(one.stands for one in found):
        raise BadArgument("an architecture does not stand")


def _row(one: Checked) -> list[str]:
    return [
        one.recipe,
        f"{one.built:,}",
        "yes" if one.built == one.stated else f"no: {one.stated:,}",
        f"{one.full.first_loss:.2f} to {one.full.last_loss:.2f}",
        f"{one.lora.first_loss:.2f} to {one.lora.last_loss:.2f}",
        "yes" if one.stands else "NO",
    ]
