"""Counts and times of a worker, in Prometheus' form; served only where a port is given."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_SIZES = (1, 2, 4, 8, 16, 32, 64)


class Metrics:
    """What a worker counts, in a registry of its own."""

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self.registry = registry
        self.questions = Counter(
            "route_pg_questions", "Questions by how they ended", ["outcome"], registry=registry
        )
        self.seconds = Histogram(
            "route_pg_question_seconds",
            "Seconds of a question, by what they were spent on",
            ["part"],
            buckets=_SECONDS,
            registry=registry,
        )
        self.under_way = Gauge(
            "route_pg_questions_under_way", "Questions being worked on", registry=registry
        )
        self.connections = Gauge(
            "route_pg_connections", "Connections of backends", registry=registry
        )
        self.batches = Histogram(
            "route_pg_batch_calls", "Model calls in a batch", buckets=_SIZES, registry=registry
        )
        self.batch_seconds = Histogram(
            "route_pg_batch_seconds", "Seconds of a batch", buckets=_SECONDS, registry=registry
        )
        self.tokens = Counter(
            "route_pg_tokens", "Tokens of language models", ["part"], registry=registry
        )
        self.cancels = Counter(
            "route_pg_cancelled_trials", "Trials cancelled at their limit", registry=registry
        )
        self.syncs = Counter(
            "route_pg_syncs",
            "Syncs of the catalog by how they ended",
            ["outcome"],
            registry=registry,
        )

    def note_question(
        self, outcome: str, milliseconds: Mapping[str, float], tokens: Mapping[str, int]
    ) -> None:
        """Count a question that ended; `milliseconds` and `tokens` are the trace's."""
        for part in ("prompt", "answer"):
            self.tokens.labels(part).inc(tokens.get(f"{part}_tokens", 0))
        self.questions.labels(outcome).inc()
        for part, spent in milliseconds.items():
            self.seconds.labels(part).observe(spent / 1000)

    def note_batch(self, size: int, seconds: float) -> None:
        """Count a batch of model calls."""
        self.batches.observe(size)
        self.batch_seconds.observe(seconds)

    def serve(self, host: str, port: int) -> None:
        """Answer scrapes, in a thread of its own."""
        start_http_server(port, addr=host, registry=self.registry)
