"""The attack corpus, each statement fed to the backend directly: nothing changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import psycopg
import pytest

from tests.fixtures.attacks import OBJECTS, Attack, read_corpus, state_of
from tests.fixtures.cluster import Cluster

CORPUS = read_corpus()
GROUPS = [(group, list(attacks)) for group, attacks in groupby(CORPUS, lambda attack: attack.group)]
TRIAL = "SELECT route.trial(%s, 50, 1000000)"
EXPLAIN = "SELECT route.explain(%s)"


@pytest.fixture(scope="module")
def attacked(cluster: Cluster, template: str) -> Iterator[str]:
    """A database with everything that an attack needs, for all statements: none may change it."""
    name = cluster.create_database(template)
    with psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
        connection.execute(OBJECTS)
    yield cluster.dsn(name)
    cluster.drop_database(name)


@pytest.fixture
def attacker(attacked: str) -> Iterator[psycopg.Connection[Any]]:
    """A superuser, whom only the rules of the trial hold back; one advisory lock is theirs."""
    with psycopg.connect(attacked, autocommit=True, prepare_threshold=None) as connection:
        connection.execute("SET statement_timeout = '20s'")
        connection.execute("SELECT pg_advisory_lock(7)")
        yield connection


def outcome_of(connection: psycopg.Connection[Any], call: str, attack: Attack) -> str:
    """What a reply says of the statement, in the corpus' words."""
    row = connection.execute(call, (attack.sql,)).fetchone()
    assert row is not None
    failure = row[0].get("failure")
    if failure is None:
        return "runs"
    return "refused" if failure["sqlstate"] == "RT003" else "fails"


@pytest.mark.parametrize("attacks", [pytest.param(found, id=name) for name, found in GROUPS])
def test_nothing_changes(attacker: psycopg.Connection[Any], attacks: list[Attack]) -> None:
    before = state_of(attacker)
    wrong = []
    for attack in attacks:
        outcome_of(attacker, EXPLAIN, attack)
        outcome = outcome_of(attacker, TRIAL, attack)
        assert state_of(attacker) == before, f"changed something: {attack}"
        if outcome != attack.expected:
            wrong.append(f"{attack} {outcome}, expected {attack.expected}")
    assert wrong == []


def test_nothing_changes_inside_a_transaction_of_the_caller(
    attacker: psycopg.Connection[Any],
) -> None:
    attacker.autocommit = False
    attacker.execute("INSERT INTO crater (who) VALUES ('caller')")
    before = state_of(attacker)
    for attack in CORPUS[::7]:
        outcome_of(attacker, TRIAL, attack)
    assert state_of(attacker) == before
    attacker.execute("INSERT INTO crater (who) VALUES ('still read-write')")
    attacker.rollback()


def test_the_corpus_has_at_least_ten_of_each_class() -> None:
    counts = Counter(attack.group for attack in CORPUS)
    assert len(CORPUS) >= 300
    assert {group: count for group, count in counts.items() if count < 10} == {}
