"""One connection of a backend: greeting, then one question after the other.

Drives the collaboration: what it asks of models goes to the model thread, what it asks of the
database goes over the socket. Whatever breaks the protocol ends the connection and nothing else.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Mapping
from typing import Any, assert_never

from route_pg import __version__
from route_pg.collaboration.conversation import converse
from route_pg.errors import QUERY_CANCELED, ProtocolMismatch, RouteError, WorkerUnreachable
from route_pg.models.calls import Embed
from route_pg.protocol.decoding import decode_hello, decode_incoming, decode_reply, parse_line
from route_pg.protocol.messages import (
    PROTOCOL,
    Cancelled,
    Cancelling,
    Embedding,
    Ending,
    Explain,
    Link,
    ProtocolError,
    Question,
    Refusal,
    Reply,
    Request,
    StatusQuery,
    Trial,
    Tried,
    Welcome,
    dump_line,
    encode_error,
    encode_greeting,
    encode_request,
)
from route_pg.types import Failure
from route_pg.worker.canceller import Watch
from route_pg.worker.logs import log, logger
from route_pg.worker.state import Worker

GREETING_SECONDS = 10.0
REPLY_SECONDS = 120.0  # that a backend may take for one request: a dead one is not waited for
TRIAL_SECONDS = 3600.0  # the same for a trial, which nothing else may bound
SEND_SECONDS = 60.0  # that a backend may take to read one message
EMBED_CHUNK = 32  # texts of one model call: a sync must not hold up questions


class Connection:
    """Reads and writes one backend's lines."""

    def __init__(
        self, worker: Worker, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._worker = worker
        self._reader = reader
        self._writer = writer

    async def serve(self) -> None:
        """Greet, then answer until the backend leaves; raises nothing that a peer can cause."""
        try:
            if not await self._greet():
                return
            while (line := await self._read_line()) is not None:
                await self._answer(line)
        except ProtocolError as error:
            log(logging.WARNING, "protocol error", problem=str(error))
            await self._try_to_say(
                encode_error(None, ProtocolMismatch.sqlstate, f"protocol error: {error}")
            )
        except (ConnectionError, TimeoutError, asyncio.IncompleteReadError) as error:
            log(logging.DEBUG, "connection lost", problem=str(error))

    # --- greeting ---------------------------------------------------------------------------

    async def _greet(self) -> bool:
        line = await self._read_line(GREETING_SECONDS)
        if line is None:
            return False
        message = parse_line(line)
        refusal = self._refuse_greeting(message)
        if refusal is not None:
            log(logging.WARNING, "refused a connection", problem=refusal.message)
            await self._send(_error(None, refusal))
            return False
        worker = self._worker
        welcome = Welcome(
            protocol=PROTOCOL,
            version=__version__,
            model=worker.model_name,
            model_version=worker.model_version,
            embedder=worker.embedder_name,
        )
        await self._send(encode_greeting(welcome))
        return True

    def _refuse_greeting(self, message: Mapping[str, Any]) -> RouteError | None:
        spoken = message.get("protocol")
        if message.get("type") == "hello" and spoken != PROTOCOL:
            return ProtocolMismatch(
                detail=f"The extension {str(message.get('version'))[:40]} speaks protocol"
                f" {str(spoken)[:40]}, the worker {__version__} speaks {PROTOCOL}."
            )
        hello = decode_hello(message)
        secret = self._worker.settings.secret
        if secret is None or hmac.compare_digest((hello.secret or "").encode(), secret.encode()):
            return None
        return WorkerUnreachable(
            message="the worker refused the connection: wrong secret",
            hint="The file that route.setting's secret_file names holds the worker's secret.",
        )

    # --- between questions --------------------------------------------------------------------

    async def _answer(self, line: bytes) -> None:
        message = parse_line(line)
        match decode_incoming(message):
            case Question() as question:
                await self._answer_question(question)
            case Embedding() as embedding:
                await self._answer_embedding(embedding)
            case StatusQuery(id=id):
                await self._send({"type": "status", "id": id, "items": self._worker.status()})
            case other:
                assert_never(other)

    async def _answer_embedding(self, embedding: Embedding) -> None:
        texts, vectors = embedding.texts, list[list[float]]()
        try:
            for start in range(0, len(texts), EMBED_CHUNK):
                chunk = texts[start : start + EMBED_CHUNK]
                vectors += await self._worker.models.perform(Embed(texts=chunk))
        except RouteError as error:
            await self._send(_error(embedding.id, error))
            return
        await self._send({"type": "embedded", "id": embedding.id, "vectors": vectors})

    async def _answer_question(self, question: Question) -> None:
        refusal = self._worker.refuse_question()
        if refusal is not None:
            self._worker.note_ending(question, refusal)
            await self._send(encode_request(refusal, question.id))
            return
        with self._worker.question_under_way():
            ending = await self._converse(question)
            self._worker.note_ending(question, ending)
            await self._send(encode_request(ending, question.id))

    # --- one question ---------------------------------------------------------------------------

    async def _converse(self, question: Question) -> Ending:
        """Drive the collaboration; whatever goes wrong in the worker itself is a refusal."""
        worker = self._worker
        conversation = converse(
            question, embedder=worker.embedder_name, options=worker.settings.options
        )
        try:
            request = next(conversation)
            while True:
                try:
                    reply = await self._reply(request, question)
                except RouteError as error:
                    request = conversation.throw(error)
                else:
                    request = conversation.send(reply)
        except StopIteration as stop:
            return _with_names(stop.value, worker)
        except (ProtocolError, ConnectionError, TimeoutError, asyncio.IncompleteReadError):
            raise
        except _UserCancelled:
            return Refusal(
                sqlstate=QUERY_CANCELED, message="canceling statement due to user request"
            )
        except Exception:  # a fault of ours must not take the worker down, nor hang the caller
            logger.exception("question failed", extra={"data": {"id": question.id[:64]}})
            return _fault(question)
        finally:
            conversation.close()

    async def _reply(self, request: Any, question: Question) -> Any:
        match request:
            case Link() | Explain():
                return await self._ask_backend(request, question)
            case Trial():
                return await self._ask_trial(request, question)
            case call:
                return await self._worker.models.perform(call)

    async def _ask_backend(self, request: Request, question: Question) -> Reply:
        await self._send(encode_request(request, question.id))
        seconds = TRIAL_SECONDS if isinstance(request, Trial) else REPLY_SECONDS
        line = await self._read_line(seconds)
        if line is None:
            raise ConnectionResetError
        return decode_reply(parse_line(line), question.id, request)

    async def _ask_trial(self, request: Trial, question: Question) -> Reply:
        """Ask for a trial, and have it cancelled when it outstays its limit."""
        watch = self._worker.watch(question, lambda news: self._tell(question, news))
        try:
            reply = await self._ask_backend(request, question)
        finally:
            await watch.stop()
        return _explained_cancel(reply, watch, question)

    async def _tell(self, question: Question, news: Cancelling | Cancelled) -> None:
        await self._send(encode_request(news, question.id))

    # --- lines ----------------------------------------------------------------------------------

    async def _read_line(self, seconds: float | None = None) -> bytes | None:
        """One line; None at the end of the stream."""
        try:
            async with asyncio.timeout(seconds):
                line = await self._reader.readuntil(b"\n")
        except asyncio.IncompleteReadError as error:
            if error.partial:
                raise
            return None
        except asyncio.LimitOverrunError as error:
            raise ProtocolError("line", "longer than 8 MiB") from error
        return line

    async def _send(self, message: Mapping[str, Any]) -> None:
        self._writer.write(dump_line(message))
        async with asyncio.timeout(SEND_SECONDS):
            await self._writer.drain()

    async def _try_to_say(self, message: Mapping[str, Any]) -> None:
        """Tell a peer that broke the protocol why it is left, if it still listens."""
        try:
            async with asyncio.timeout(1):
                await self._send(message)
        except (ConnectionError, TimeoutError):
            return


class _UserCancelled(Exception):
    """A trial was cancelled, and not by us."""


def _explained_cancel(reply: Reply, watch: Watch, question: Question) -> Reply:
    """A trial that we cancelled failed by its limit; one that somebody else did ends it all."""
    assert isinstance(reply, Tried)
    outcome = reply.outcome
    if not isinstance(outcome, Failure) or outcome.sqlstate != QUERY_CANCELED:
        return reply
    if not watch.fired:
        raise _UserCancelled
    limit = question.settings.trial_timeout
    failure = Failure(
        sqlstate=QUERY_CANCELED,
        message=f"the trial took longer than route.trial_timeout ({limit} ms)",
        hint="Ask for less, or raise route.trial_timeout.",
    )
    return Tried(outcome=failure, milliseconds=reply.milliseconds)


def _with_names(ending: Ending, worker: Worker) -> Ending:
    """The ending with the worker's names at the head of its trace."""
    names = {
        "model": worker.model_name,
        "model_version": worker.model_version,
        "embedder": worker.embedder_name,
    }
    return ending.with_trace({**names, **ending.trace})


def _fault(question: Question) -> Refusal:
    error = WorkerUnreachable(
        message="the worker failed on this question",
        hint=f"Its log says why, under the id {question.id[:64]}.",
    )
    return Refusal(sqlstate=error.sqlstate, message=error.message, hint=error.hint)


def _error(id: str | None, error: RouteError) -> dict[str, Any]:
    return encode_error(id, error.sqlstate, error.message, error.detail, error.hint)
