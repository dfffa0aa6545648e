"""The threads that perform model calls: in batches here, side by side for a model elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest

from route_pg.models.base import Ask
from route_pg.models.calls import Generate
from route_pg.models.fake import FakeEmbedder, FakeModel
from route_pg.types import Candidate
from route_pg.worker.batching import ModelThread
from tests.unit.test_collaboration import SHOP

CALL = Generate(ask=Ask(question="sql: SELECT 1", schema=SHOP), beam=1)


class MeetingModel(FakeModel):
    """Answers only when as many calls are under way as there are places."""

    def __init__(self, places: int) -> None:
        super().__init__()
        self._barrier = threading.Barrier(places, timeout=10)

    def text_to_sql(self, asks: Sequence[Ask], *, beam: int) -> list[list[Candidate]]:
        self._barrier.wait()
        return super().text_to_sql(asks, beam=beam)


@pytest.mark.parametrize("count", [1, 3, 7])
def test_calls_to_a_model_elsewhere_are_under_way_together(count: int) -> None:
    models = ModelThread(MeetingModel(count), FakeEmbedder(), batch=1, threads=count)
    models.start()
    try:
        futures = [models.submit(CALL) for _ in range(2 * count)]
        assert [future.result(20)[0].sql for future in futures] == ["SELECT 1"] * 2 * count
    finally:
        models.stop()


def test_what_waits_is_performed_before_the_end() -> None:
    models = ModelThread(FakeModel(), FakeEmbedder(), batch=2, threads=2)
    futures = [models.submit(CALL) for _ in range(9)]
    models.start()
    models.stop()
    assert all(future.done() for future in futures)
