"""`route-pg train`: prepare samples, train the small network, export it."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from route_pg.training.arguments import add_subcommands
from route_pg.training.lm.cli import add_commands
from route_pg.training.split import HELD_OUT_OF_SPIDER, held_out, in_fold

if TYPE_CHECKING:
    from route_pg.training.data import Source

REFUSALS = 1500
"""Questions of each kind that have no answer."""


def main(argv: Sequence[str]) -> int:
    """Run one subcommand; returns the exit status."""
    parser = argparse.ArgumentParser(prog="route-pg train", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    add_subcommands(commands)
    others = add_commands(commands)
    arguments = parser.parse_args(argv)
    (_COMMANDS | others)[arguments.command](arguments)
    return 0


def _generated(arguments: argparse.Namespace) -> Source:
    from route_pg.training.pairs.generated import Places, generated

    places = Places(arguments.data, arguments.corpus, arguments.dsn)
    own = (f"corpus/{path.name}" for path in arguments.corpus.iterdir()) if arguments.corpus else ()
    aside = {f"spider/{name}" for name in HELD_OUT_OF_SPIDER} | {k for k in own if held_out(k)}
    source, report = generated(places, arguments.patterns, aside, arguments.pairs, arguments.seed)
    print("\n".join(report.lines()))
    return source


def _prepare(arguments: argparse.Namespace) -> None:
    from route_pg.training import refusals
    from route_pg.training.corpus import corpus
    from route_pg.training.data import SOURCES
    from route_pg.training.samples import prepare, write

    public = [name for name in arguments.sets if arguments.data and name != "generated"]
    sources = [SOURCES[name](arguments.data) for name in public]
    if arguments.data and "generated" in arguments.sets:
        sources.append(_generated(arguments))
    if arguments.corpus and arguments.sets != ["generated"]:
        own = corpus(arguments.corpus, arguments.dsn)
        sources.append(own)
        counts = write(arguments.out / "refused.pickle", refusals.written(arguments.corpus, own))
        print(f"refused: {counts['kept']}")
    for source in sources:
        counts = write(arguments.out / f"{source.name}.pickle", prepare(source, arguments.jobs))
        print(f"{source.name}: kept {counts.pop('kept')} of {len(source.examples)}")
        for reason, count in counts.most_common(15):
            print(f"  {count:5} {reason}")
    for name, make in refusals.KINDS if public else ():
        samples = make(SOURCES["spider"](arguments.data), REFUSALS, 1)
        counts = write(arguments.out / f"{name}.pickle", samples)
        print(f"{name}: {counts['kept']}")


def _drafts(arguments: argparse.Namespace) -> None:
    from route_pg.models.embedded.runtime import Network
    from route_pg.training.drafts import with_drafts
    from route_pg.training.samples import read, write
    from route_pg.training.trials import TrialServer

    path = arguments.samples / f"{arguments.set}.pickle"
    samples = read(path)
    server = TrialServer(arguments.dsn, arguments.data)
    asked = [
        at
        for at, sample in enumerate(samples)
        if not held_out(sample.database)
        and in_fold(sample.database, arguments.fold)
        and server.has(sample)
    ]
    server.load({samples[at].database for at in asked})
    asked = random.Random(arguments.seed).sample(asked, min(arguments.limit, len(asked)))
    asked.sort(key=lambda at: samples[at].database)
    network = Network(arguments.weights, threads=1)
    chosen = [samples[at] for at in asked]
    drafted = list(with_drafts(network, chosen, server.execute, server.is_right))
    if arguments.out is None:
        for at, sample in zip(asked, drafted, strict=True):
            samples[at] = sample
        write(path, samples)
    else:
        write(arguments.out / path.name, drafted)
    drafts = [draft for sample in drafted for draft in sample.drafts]
    print(f"{len(asked)} questions, {len(drafts)} drafts, {sum(d.right for d in drafts)} right")


def _small(arguments: argparse.Namespace) -> None:
    from route_pg.training.checkpoints import UNLIKELY, load_network
    from route_pg.training.loop import Recipe, train
    from route_pg.training.loss import LossWeights
    from route_pg.training.rows import Shaping
    from route_pg.training.samples import read

    samples, repeats = [], []
    for entry in arguments.sets:
        name, _, times = entry.partition(":")
        found = read(arguments.samples / f"{name}.pickle")
        samples += found
        repeats += [float(times or 1)] * len(found)
    recipe = Recipe(
        minutes=arguments.minutes,
        examples=arguments.examples,
        rate=arguments.rate,
        encoder_rate=arguments.rate * Recipe.encoder_rate / Recipe.rate,
        seed=arguments.seed,
        device=arguments.device,
        threads=arguments.threads,
        save_every=arguments.save_every,
        width=arguments.width,
        shaping=Shaping(tokens=arguments.batch_pieces, drafts=arguments.drafts),
        loss=LossWeights().without(arguments.without),
    )
    validation = [s for s in samples if held_out(s.database) and s.source == "spider"]
    kept = [
        (sample, times)
        for sample, times in zip(samples, repeats, strict=True)
        if (arguments.all_databases or not held_out(sample.database))
        and not in_fold(sample.database, arguments.fold)
    ]
    start = load_network(arguments.start, UNLIKELY) if arguments.start else None
    train(recipe, arguments.run, [s for s, _ in kept], [t for _, t in kept], validation, start)


def _average(arguments: argparse.Namespace) -> None:
    from route_pg.training.checkpoints import average

    arguments.out.mkdir(parents=True, exist_ok=True)
    average([run / "checkpoint.pt" for run in arguments.runs], arguments.out / "checkpoint.pt")


def _export(arguments: argparse.Namespace) -> None:
    from route_pg.training.shipping import ship

    print(json.dumps(ship(arguments.run, arguments.out, quantized=not arguments.full), indent=2))


def _embedder(arguments: argparse.Namespace) -> None:
    if not arguments.minutes:
        from route_pg.training.embedder import export_embedder, untuned

        print(export_embedder(untuned(), arguments.out))
        return
    from route_pg.training.column_pairs import read_pairs
    from route_pg.training.contrast import Tuning, tune_and_export

    pairs = read_pairs([arguments.samples / f"{name}.pickle" for name in arguments.sets])
    tuning = Tuning(
        minutes=arguments.minutes,
        rate=arguments.rate,
        seed=arguments.seed,
        threads=arguments.threads,
    )
    print(tune_and_export(pairs, tuning, arguments.out))


def _calibrate(arguments: argparse.Namespace) -> None:
    from route_pg.models.embedded.runtime import Network
    from route_pg.training.calibration import calibrate
    from route_pg.training.drafts import verdicts, with_drafts
    from route_pg.training.samples import read
    from route_pg.training.shipping import describe
    from route_pg.training.trials import TrialServer

    kept = []
    for name in arguments.sets:
        aside = [s for s in read(arguments.samples / f"{name}.pickle") if held_out(s.database)]
        kept += random.Random(0).sample(aside, min(arguments.limit, len(aside)))
    server = TrialServer(arguments.dsn, arguments.data)
    server.load({sample.database for sample in kept})
    network = Network(arguments.weights, threads=1)
    drafted = list(with_drafts(network, kept, server.execute, server.is_right))
    judged = [verdicts(network, s) for s in drafted] if arguments.verifier else None
    found = calibrate(drafted, judged)
    described = describe(arguments.weights, calibration=found.weights, verifier=arguments.verifier)
    print(json.dumps({**described, **found.report}, indent=1))


def _answerability(arguments: argparse.Namespace) -> None:
    from route_pg.models.embedded.runtime import Network
    from route_pg.training.answerability import answerability
    from route_pg.training.samples import read

    samples = [s for name in arguments.sets for s in read(arguments.samples / f"{name}.pickle")]
    kept = [sample for sample in samples if held_out(sample.database)]
    print(json.dumps(answerability(Network(arguments.weights, threads=1), kept), indent=1))


_COMMANDS: dict[str, Callable[[argparse.Namespace], None]] = {
    "prepare": _prepare,
    "drafts": _drafts,
    "small": _small,
    "average": _average,
    "export": _export,
    "embedder": _embedder,
    "calibrate": _calibrate,
    "answerability": _answerability,
}
