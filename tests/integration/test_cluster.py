"""The fixtures themselves: a private cluster, nothing of it on TCP."""

from __future__ import annotations

import psycopg

from tests.fixtures.cluster import Cluster


def test_cluster_listens_on_no_address(cluster: Cluster) -> None:
    with psycopg.connect(cluster.dsn()) as connection:
        row = connection.execute("SHOW listen_addresses").fetchone()
    assert row == ("",)


def test_databases_are_apart(cluster: Cluster) -> None:
    first, second = (cluster.create_database("template1") for _ in range(2))
    with psycopg.connect(cluster.dsn(first)) as connection:
        connection.execute("CREATE TABLE only_here ()")
    with psycopg.connect(cluster.dsn(second)) as connection:
        row = connection.execute("SELECT to_regclass('only_here')").fetchone()
    assert row == (None,)
    for name in (first, second):
        cluster.drop_database(name)
