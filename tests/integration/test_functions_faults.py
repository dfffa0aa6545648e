"""What the backend does with a worker that is absent, wrong, slow or dead, and with cancels."""

from __future__ import annotations

import json
import threading
import time
from typing import Any, LiteralString

import psycopg
import pytest

from tests.fixtures.cluster import Connect, MakeRole
from tests.fixtures.scripted import ScriptedWorker, Talk, answer_question

LONG = "SELECT count(*) FROM pg_class a, pg_class b, pg_class c, pg_class d, pg_class e"


@pytest.fixture
def connection(connect: Connect, scripted: ScriptedWorker) -> psycopg.Connection[Any]:
    found = connect()
    found.execute("SET route.max_cost = 1e29; SET route.trial_timeout = 250")
    found.execute("SELECT route_sql('SELECT 1')")  # connected, and Python has been loaded
    return found


def ask(connection: psycopg.Connection[Any], question: str) -> Any:
    """What route_sql answers."""
    row = connection.execute("SELECT route_sql(%s)", (question,)).fetchone()
    assert row is not None
    return row[0]


def failure(connection: psycopg.Connection[Any], question: str = "SELECT 1") -> psycopg.Error:
    """How route_sql fails."""
    with pytest.raises(psycopg.Error) as raised:
        connection.execute("SELECT route_sql(%s)", (question,))
    return raised.value


def test_no_worker(connection: psycopg.Connection[Any], scripted: ScriptedWorker) -> None:
    scripted.stop()
    failure(connection)  # notices that the kept connection is dead
    began = time.monotonic()
    error = failure(connection)
    assert time.monotonic() - began < 0.2
    assert error.sqlstate == "RT001"
    assert "route-pg worker" in (error.diag.message_hint or "")
    assert str(scripted.path) in (error.diag.message_hint or "")
    scripted.start()
    assert ask(connection, "SELECT 2") == "SELECT 2"


def test_a_restarted_worker_is_found_without_an_error(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    scripted.stop()
    scripted.start()
    assert ask(connection, "SELECT 2") == "SELECT 2"


def test_one_connection_serves_a_session(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    connection.execute("GRANT EXECUTE ON FUNCTION route.call(jsonb, text) TO postgres")
    for number in range(3):
        ask(connection, f"SELECT {number}")
    assert scripted.connections == 1


def test_killed_in_the_middle(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    scripted.script = lambda talk: scripted.stop()
    assert failure(connection).sqlstate == "RT001"
    scripted.script = answer_question
    scripted.start()
    assert ask(connection, "SELECT 3") == "SELECT 3"


def test_another_protocol(connect: Connect, scripted: ScriptedWorker) -> None:
    scripted.welcome |= {"protocol": 2, "version": "9.9.9"}
    error = failure(connect())
    assert error.sqlstate == "RT004"
    assert "9.9.9" in (error.diag.message_detail or "")
    assert "0.1.0" in (error.diag.message_detail or "")


def test_a_worker_that_declines(connect: Connect, scripted: ScriptedWorker) -> None:
    scripted.welcome = {"type": "error", "sqlstate": "RT001", "message": "busy", "hint": "Wait."}
    error = failure(connect())
    assert (error.sqlstate, error.diag.message_primary) == ("RT001", "busy")


def test_another_user_s_socket(connect: Connect, scripted: ScriptedWorker) -> None:
    connection = connect()
    connection.execute("INSERT INTO route.setting VALUES ('worker_user', 'daemon')")
    assert "another OS user" in str(failure(connection))
    connection.execute("UPDATE route.setting SET value = 'no-such-user' WHERE name = 'worker_user'")
    assert failure(connection).sqlstate == "RT001"


@pytest.mark.parametrize(
    "line",
    [
        b"hello\n",
        b"[]\n",
        b'{"id": 1}\n',
        b'{"type": "answer", "id": "another"}\n',
        b'{"type": "dance", "id": "ID"}\n',
        b'{"type": "trial", "id": "ID", "sql": 5, "rows": 1}\n',
        b'{"type": "refusal", "id": "ID", "sqlstate": "no"}\n',
        b"\xff\xfe\n",
    ],
)
def test_garbage_ends_the_question_not_the_session(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker, line: bytes
) -> None:
    scripted.script = lambda talk: talk.channel.sendall(
        line.replace(b"ID", talk.ask["id"].encode())
    )
    assert failure(connection).sqlstate == "08P01"
    scripted.script = answer_question
    assert ask(connection, "SELECT 3") == "SELECT 3"


def test_an_endless_line(connection: psycopg.Connection[Any], scripted: ScriptedWorker) -> None:
    scripted.script = lambda talk: talk.channel.sendall(b"x" * (20 * 1024 * 1024))
    assert failure(connection).sqlstate == "08P01"


def test_a_silent_worker_is_given_up(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    connection.execute("INSERT INTO route.setting VALUES ('worker_timeout', '0.3')")
    scripted.script = lambda talk: time.sleep(1)
    assert failure(connection).sqlstate == "RT001"


def test_a_worker_that_asks_without_end(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    def script(talk: Talk) -> None:
        while True:
            talk.request("explain", sql=[])

    scripted.script = script
    error = failure(connection)
    assert error.sqlstate == "08P01"
    assert "more than 2000 messages" in (error.diag.message_detail or "")
    scripted.script = answer_question
    assert ask(connection, "SELECT 6") == "SELECT 6"


def test_a_worker_that_reports_cancels_without_end(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    def script(talk: Talk) -> None:
        while True:
            talk.say("cancelling")

    scripted.script = script
    assert failure(connection).sqlstate == "08P01"


def test_a_message_that_comes_drop_by_drop(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    connection.execute("INSERT INTO route.setting VALUES ('worker_timeout', '0.5')")

    def script(talk: Talk) -> None:
        while True:
            talk.channel.sendall(b" ")
            time.sleep(0.01)

    scripted.script = script
    began = time.monotonic()
    assert failure(connection).sqlstate == "RT001"
    assert time.monotonic() - began < 10


def slow(talk: Talk) -> None:
    """A script: the first question takes its time, others do not."""
    if talk.ask["question"] == "slow":
        time.sleep(0.5)
    answer_question(talk)


def test_a_cancel_while_waiting(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    scripted.script = slow
    sent: list[float] = []

    def cancel() -> None:
        sent.append(time.monotonic())
        connection.cancel()

    threading.Timer(0.2, cancel).start()
    assert failure(connection, "slow").sqlstate == "57014"
    assert time.monotonic() - sent[0] < 0.25
    assert ask(connection, "SELECT 'own'") == "SELECT 'own'"


def test_statement_timeout_while_waiting(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    scripted.script = slow
    connection.execute("SET statement_timeout = 200")
    assert failure(connection, "slow").sqlstate == "57014"
    connection.execute("RESET statement_timeout")
    assert ask(connection, "SELECT 'own'") == "SELECT 'own'"


class Canceller:
    """What a worker with a connection of its own does to a trial that outstays its time."""

    def __init__(self, connect: Connect, after: float = 0.2, before_claim: float = 0.0) -> None:
        self.connection, self.after, self.before_claim = connect(), after, before_claim
        self.reply: dict[str, Any] = {}

    def cancel(self, talk: Talk) -> None:
        talk.say("cancelling")
        row = self.connection.execute(
            "SELECT pg_cancel_backend(%s), extract(epoch FROM clock_timestamp())::float8",
            (talk.ask["session"]["backend_pid"],),
        ).fetchone()
        assert row is not None
        time.sleep(self.before_claim)
        talk.say("cancelled", at=row[1])

    def __call__(self, talk: Talk) -> None:
        talk.say("trial", sql=LONG, rows=5)
        time.sleep(self.after)
        self.cancel(talk)
        self.reply = talk.read()
        talk.answer("SELECT 'goes on'")


def test_the_worker_s_cancel_fails_the_trial_alone(
    connection: psycopg.Connection[Any], connect: Connect, scripted: ScriptedWorker
) -> None:
    scripted.script = canceller = Canceller(connect)
    for _ in range(3):
        assert ask(connection, "x") == "SELECT 'goes on'"
        assert canceller.reply["failure"]["sqlstate"] == "57014"
        assert "route.trial_timeout" in canceller.reply["failure"]["message"]


def test_an_announced_cancel_that_could_not_be_sent_is_followed_by_one_that_was(
    connection: psycopg.Connection[Any], connect: Connect, scripted: ScriptedWorker
) -> None:
    canceller = Canceller(connect)

    def twice(talk: Talk) -> None:
        talk.say("trial", sql=LONG, rows=5)
        time.sleep(0.2)
        talk.say("cancelling")
        talk.say("cancelled", at=0)
        canceller.cancel(talk)
        canceller.reply = talk.read()
        talk.answer("SELECT 'goes on'")

    scripted.script = twice
    assert ask(connection, "x") == "SELECT 'goes on'"
    assert canceller.reply["failure"]["sqlstate"] == "57014"


def test_a_claim_that_takes_its_time_is_waited_for(
    connection: psycopg.Connection[Any], connect: Connect, scripted: ScriptedWorker
) -> None:
    scripted.script = Canceller(connect, before_claim=1.0)  # the worker is kept waiting
    assert ask(connection, "x") == "SELECT 'goes on'"


def test_nobody_names_another_s_session_to_the_worker(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    forged = {"type": "ask", "task": "answer", "question": "SELECT 1", "settings": {}}
    forged["session"] = {"backend_pid": 1, "backend_start": 0}
    connection.execute("SELECT route.call(%s, 'public')", (json.dumps(forged),))
    assert scripted.asked[-1]["session"]["backend_pid"] == connection.info.backend_pid


def test_an_answer_that_was_never_tried_is_not_handed_out(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    hostile = "DELETE FROM route.setting"
    assert failure(connection, hostile).sqlstate == "RT003"

    def lie(talk: Talk) -> None:
        assert "failure" in talk.trial(hostile)
        assert "failure" not in talk.trial("SELECT 1 AS one")
        talk.say("answer", sql=hostile, confidence=0.9, trace={}, checked=True)

    scripted.script = lie
    assert failure(connection, "q").sqlstate == "RT003"
    scripted.script = answer_question
    row = connection.execute("SELECT route_explain(%s)", (hostile,)).fetchone()
    assert row is not None
    assert "sql" not in row[0]
    assert row[0]["refusal"]["sqlstate"] == "RT003"


def test_a_cancel_that_nobody_claims_is_the_user_s(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    scripted.script = lambda talk: talk.say("trial", sql=LONG, rows=5)
    threading.Timer(0.3, connection.cancel).start()
    assert failure(connection).sqlstate == "57014"
    scripted.script = answer_question
    assert ask(connection, "SELECT 1") == "SELECT 1"


def test_a_user_s_cancel_just_before_the_worker_s(
    connection: psycopg.Connection[Any], connect: Connect, scripted: ScriptedWorker
) -> None:
    canceller = Canceller(connect)

    def twice(talk: Talk) -> None:
        talk.say("trial", sql=LONG, rows=5)
        time.sleep(0.2)
        pid = talk.ask["session"]["backend_pid"]
        canceller.connection.execute("SELECT pg_cancel_backend(%s)", (pid,))  # whoever that was
        time.sleep(0.2)  # on a busy machine two that are nearer can arrive as one
        canceller.cancel(talk)
        talk.read()

    scripted.script = twice
    assert failure(connection).sqlstate == "57014"


def test_an_expired_statement_timeout_is_never_absorbed(
    connection: psycopg.Connection[Any], connect: Connect, scripted: ScriptedWorker
) -> None:
    def claim_all(talk: Talk) -> None:
        talk.say("trial", sql=LONG, rows=5)
        time.sleep(0.35)
        talk.say("cancelled", at=time.time())
        talk.read()
        talk.answer("SELECT 'wrong'")

    scripted.script = claim_all
    connection.execute("SET statement_timeout = 300")
    assert failure(connection).sqlstate == "57014"


def test_a_cancel_that_comes_late_hits_nothing_of_the_caller_s(
    connection: psycopg.Connection[Any], connect: Connect, scripted: ScriptedWorker
) -> None:
    canceller = Canceller(connect)

    def late(talk: Talk) -> None:
        talk.trial("SELECT 1")
        canceller.cancel(talk)
        talk.answer("SELECT 'late'")

    scripted.script = late
    for _ in range(5):
        assert ask(connection, "x") == "SELECT 'late'"
        connection.execute("SELECT count(*) FROM pg_class, pg_class AS other").fetchall()


def test_a_statement_s_own_failure_reaches_the_worker(
    connection: psycopg.Connection[Any], scripted: ScriptedWorker
) -> None:
    replies = []

    def script(talk: Talk) -> None:
        replies.append(talk.request("explain", sql=["SELECT 1", "SELECT x", "DELETE FROM y"]))
        replies.append(talk.trial("SELECT nope"))
        talk.answer("SELECT 1")

    scripted.script = script
    ask(connection, "x")
    states = [plan.get("failure", {}).get("sqlstate") for plan in replies[0]["plans"]]
    assert states == [None, "42703", "RT003"]
    assert replies[1]["failure"]["sqlstate"] == "42703"
    json.dumps(replies)


@pytest.mark.parametrize(
    ("change", "sqlstate"),
    [
        ("ALTER TABLE thing RENAME name TO title", "42703"),
        ("ALTER TABLE thing DROP COLUMN name", "42703"),
        ("DROP TABLE thing", "42P01"),
        ("ALTER TABLE thing RENAME TO other", "42P01"),
        ("REVOKE SELECT ON thing FROM asker", "42501"),
        ("ALTER TABLE thing ALTER name TYPE integer USING 7", None),
    ],
)
def test_ddl_in_the_middle_of_a_question(
    connect: Connect,
    make_role: MakeRole,
    scripted: ScriptedWorker,
    change: LiteralString,
    sqlstate: str | None,
) -> None:
    owner = connect()
    owner.execute("CREATE TABLE thing (name text); INSERT INTO thing VALUES ('a')")
    owner.execute("SET lock_timeout = '5s'")  # asking must not be in the way of it
    make_role("asker")
    owner.execute("GRANT SELECT ON thing TO asker")
    query = "SELECT name FROM public.thing"
    seen = []

    def script(talk: Talk) -> None:
        seen.append(talk.trial(query))
        owner.execute(change)
        seen.append(talk.trial(query))
        talk.answer(query)

    scripted.script = script
    asker = connect("asker")
    if sqlstate is None:
        assert asker.execute("SELECT * FROM route_ask('x')").fetchall() == [({"name": 7},)]
        assert seen[1]["rows"] == [[7]]
    else:
        with pytest.raises(psycopg.Error) as raised:
            asker.execute("SELECT * FROM route_ask('x')")
        assert raised.value.sqlstate == seen[1]["failure"]["sqlstate"] == sqlstate
    assert seen[0]["rows"] == [["a"]]
    scripted.script = answer_question
    assert ask(asker, "SELECT 1") == "SELECT 1"
