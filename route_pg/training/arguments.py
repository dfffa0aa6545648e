"""The command line of `route-pg train`, as it is written; what it does is in cli.py."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

Add = Callable[[argparse.ArgumentParser], None]


def add_subcommands(commands: Any) -> None:
    """Add the subcommands for the embedded model; those for language models are in lm/cli.py."""
    for name, (add, told) in _SUBCOMMANDS.items():
        add(commands.add_parser(name, help=told))


def _prepare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="folder of the public training sets")
    parser.add_argument("--corpus", type=Path, help="folder of the corpus' databases")
    parser.add_argument("--dsn", default="", help="server to load the corpus into")
    parser.add_argument("--out", type=Path, default=Path("runs/samples"))
    parser.add_argument("--sets", nargs="+", default=["spider", "spider-syn", "bird"])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--pairs", type=int, default=30000, help="of the set 'generated'")
    parser.add_argument("--seed", type=int, default=1, help="of the set 'generated'")
    parser.add_argument(
        "--patterns", type=Path, default=Path("runs/samples"), help="samples that pairs are made of"
    )


def _drafts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--weights", type=Path, required=True, help="folder of the model's weights")
    parser.add_argument("--samples", type=Path, default=Path("runs/samples"), help="added to")
    parser.add_argument("--set", required=True, choices=("spider", "spider-syn", "generated"))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--dsn", required=True, help="server to load training databases into")
    parser.add_argument("--limit", type=int, default=6000, help="questions at most")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--fold", type=float, default=1.0, help="share of the databases that drafts are written for"
    )
    parser.add_argument("--out", type=Path, help="folder for the drafted samples alone")


def _small(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--samples", type=Path, default=Path("runs/samples"))
    parser.add_argument("--run", type=Path, required=True, help="folder of the run; resumed")
    parser.add_argument("--start", type=Path, help="checkpoint of another run to start from")
    parser.add_argument(
        "--sets",
        nargs="+",
        default=["spider:1", "spider-syn:0.6", "bird:0.4", "elsewhere:0.5", "writes:0.3"],
    )
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--examples", type=int, default=0, help="to see, instead of minutes")
    parser.add_argument(
        "--rate", type=float, default=7e-4, help="of learning; the encoder's is in proportion"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--save-every", type=float, default=5, help="minutes")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch-pieces", type=int, default=2600)
    parser.add_argument("--drafts", type=int, default=2, help="of noise correction, a row at most")
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument(
        "--without",
        nargs="+",
        default=[],
        choices=("schema_linking", "noise_correction", "answerability"),
        help="tasks that are not trained, for an ablation",
    )
    parser.add_argument("--all-databases", action="store_true", help="hold no database out")
    parser.add_argument(
        "--fold", type=float, default=0.0, help="share of the databases left for drafts"
    )


def _average(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--runs", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder of the new run")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder of weights")
    parser.add_argument("--full", action="store_true", help="single precision, not int8")


def _embedder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, help="folder of weights")
    parser.add_argument("--minutes", type=float, default=0, help="of tuning; 0: as published")
    parser.add_argument("--samples", type=Path, default=Path("runs/samples"))
    parser.add_argument("--sets", nargs="+", default=["spider", "spider-syn", "bird", "corpus"])
    parser.add_argument("--rate", type=float, default=1e-4, help="of learning")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)


def _calibrate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--weights", type=Path, required=True, help="folder of weights; rewritten")
    parser.add_argument("--samples", type=Path, default=Path("runs/samples"))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--dsn", required=True, help="server to load training databases into")
    parser.add_argument("--sets", nargs="+", default=["spider"])
    parser.add_argument("--limit", type=int, default=600, help="questions of each set at most")
    parser.add_argument("--verifier", action="store_true", help="the network judges, too")


def _answerability(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--samples", type=Path, default=Path("runs/samples"))
    parser.add_argument("--sets", nargs="+", default=["spider", "elsewhere", "writes"])


_SUBCOMMANDS: dict[str, tuple[Add, str]] = {
    "prepare": (_prepare, "write samples of the training sets"),
    "drafts": (_drafts, "add a model's own candidates to samples"),
    "small": (_small, "train the embedded model"),
    "average": (_average, "the mean of runs of one beginning"),
    "export": (_export, "write a run's network as ONNX"),
    "embedder": (_embedder, "tune and write the embedder of columns"),
    "calibrate": (_calibrate, "fit the judge on databases kept aside"),
    "answerability": (_answerability, "what is refused, and wrongly"),
}
