"""What the connections of one worker share: its models, its bounds, its counts."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from route_pg.errors import WorkerUnreachable
from route_pg.models import runs_elsewhere
from route_pg.models.base import Embedder, Model
from route_pg.protocol.messages import Answer, Ending, Question, Refusal
from route_pg.worker.batching import ModelThread
from route_pg.worker.canceller import Canceller, Say, Watch
from route_pg.worker.logs import log
from route_pg.worker.metrics import Metrics
from route_pg.worker.settings import WorkerSettings


class Worker:
    """Shared by all connections; touched by the event loop's thread alone."""

    def __init__(
        self, settings: WorkerSettings, model: Model, embedder: Embedder, metrics: Metrics
    ) -> None:
        self.settings = settings
        self.metrics = metrics
        self.model_name = model.name
        self.model_version = model.version
        self.embedder_name = embedder.name
        elsewhere = runs_elsewhere(settings.model)
        self.models = ModelThread(
            model,
            embedder,
            batch=1 if elsewhere else settings.batch,
            threads=settings.batch if elsewhere else 1,
            on_batch=metrics.note_batch,
        )
        self.canceller: Canceller | None = None
        self.syncing = False
        self.stopping = False
        self.questions = 0  # ended so far
        self._under_way = 0
        self._started = time.monotonic()

    def refuse_question(self) -> Refusal | None:
        """Why no further question is taken up now; None where one is."""
        if self.stopping:
            return _unreachable("the worker is stopping", "Ask again in a moment.")
        if self._under_way >= self.settings.max_questions:
            return _unreachable(
                f"the worker is busy: {self._under_way} questions are under way",
                "Ask again in a moment; the worker's --max-questions is the bound.",
            )
        return None

    @contextmanager
    def question_under_way(self) -> Iterator[None]:
        """Count a question for the bound, for batching and for the gauge."""
        self._under_way += 1
        self.metrics.under_way.inc()
        try:
            with self.models.conversation():
                yield
        finally:
            self._under_way -= 1
            self.metrics.under_way.dec()

    @property
    def idle(self) -> bool:
        """Whether no question is under way."""
        return self._under_way == 0

    def watch(self, question: Question, say: Say) -> Watch:
        """Begin to watch a trial of `question`."""
        limit = max(1, question.settings.trial_timeout) / 1000
        return Watch(self.canceller, question.session, limit, say)

    def note_ending(self, question: Question, ending: Ending) -> None:
        """Count and log how a question ended."""
        self.questions += 1
        outcome = "answered" if isinstance(ending, Answer) else ending.sqlstate
        spent = ending.trace.get("milliseconds", {})
        tokens = ending.trace.get("tokens", {})
        self.metrics.note_question(outcome, spent, tokens)
        log(
            logging.INFO,
            "question",
            id=question.id[:64],
            task=question.task,
            outcome=outcome,
            database=question.session.database,
            role=question.session.role,
            candidates=len(ending.trace.get("candidates", ())),
            rounds=ending.trace.get("rounds", 0),
            confidence=ending.trace.get("confidence", 0.0),
            milliseconds=spent,
            **({"tokens": tokens} if tokens else {}),
            **_reason(ending),
            **self._text(question),
        )

    def status(self) -> dict[str, Any]:
        """What route_status() shows of the worker."""
        return {
            "model": self.model_name,
            "model_version": self.model_version,
            "embedder": self.embedder_name,
            "uptime_seconds": round(time.monotonic() - self._started),
            "questions": self.questions,
            "waiting": self._under_way,
            "syncing": self.syncing,
            "limits_trials": self.canceller is not None,
        }

    def _text(self, question: Question) -> dict[str, str]:
        shown = self.settings.log_questions or self.settings.log_level == "debug"
        return {"question": question.question} if shown else {}


def _reason(ending: Ending) -> dict[str, str]:
    """Why there was no answer; the detail only where it is the worker's or its model's own trouble.

    Elsewhere a detail may quote the question, a statement or a value of the database.
    """
    if isinstance(ending, Answer):
        return {}
    own = ending.sqlstate == WorkerUnreachable.sqlstate and ending.detail
    return {"reason": f"{ending.message}: {ending.detail}" if own else ending.message}


def _unreachable(message: str, hint: str) -> Refusal:
    return Refusal(sqlstate=WorkerUnreachable.sqlstate, message=message, hint=hint)
