"""A whole run: judged across engines, through the extension, over psycopg, with a function."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from route_pg.errors import BadArgument, RouteError
from route_pg.evaluation import server
from route_pg.evaluation.ablation import LEFT_OUT
from route_pg.evaluation.asking import Asking, sync
from route_pg.evaluation.benchmarks import Place, read_benchmark
from route_pg.evaluation.cli import main
from route_pg.evaluation.examples import Benchmark
from route_pg.evaluation.in_process import evaluate_function
from route_pg.evaluation.judging import Engines, engines, judge
from route_pg.evaluation.postgres import ask_postgres
from route_pg.evaluation.preparing import Setup
from route_pg.evaluation.records import read_report
from route_pg.evaluation.running import run as run_examples
from route_pg.evaluation.sqlite import open_read_only
from route_pg.types import Candidate, Schema
from tests.fixtures.benchmarks import HERE, make_spider
from tests.fixtures.cluster import Cluster, MakeRole
from tests.fixtures.worker import StartWorker, WorkerProcess

COUNT = "SELECT count(*) FROM Reader"


@pytest.fixture
def dsn(cluster: Cluster, template: str) -> str:
    return cluster.dsn()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make_spider(tmp_path)


@pytest.fixture
def benchmark_(data: Path) -> Benchmark:
    return read_benchmark("spider", Place(data=data))


@pytest.fixture
def loaded(dsn: str, data: Path) -> str:
    assert main(["load", "spider", "--data", str(data), "--dsn", dsn, "--jobs", "1"]) == 0
    return dsn


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """What the fake model says to the questions of the sample."""
    path = tmp_path / "answers.json"
    path.write_text(
        json.dumps(
            {
                "How many readers are there?": ["SELECT count(*) FROM reader"],
                "Names of readers, the earliest first": [
                    "SELECT name FROM reader",
                    "SELECT name FROM reader ORDER BY since",
                ],
                "Which towns have an active reader?": ["SELECT nothing FROM reader"],
            }
        )
    )
    return path


NAMES = "SELECT Name FROM Reader ORDER BY Since"
# Otto and Paula tie for the third place.
PAULA = "SELECT name FROM reader WHERE name <> 'Otto' ORDER BY since LIMIT 3"
BOTH, SWAPPED = "SELECT Name, Fee FROM Reader", "SELECT fee, name FROM reader"
FEES, DISTINCT_FEES = "SELECT Fee FROM Reader", "SELECT DISTINCT fee FROM reader"
UNLIKE, FROM = "SELECT Fee IS NOT 8 FROM Reader", "SELECT fee IS DISTINCT FROM 8 FROM reader"
HOMES = "SELECT Home_Branch FROM Reader"

CASES = [
    # gold, prediction, rules, outcome, strict
    (COUNT, "SELECT count(rdrno) FROM reader", "spider", "right", "right"),
    (COUNT, "SELECT '4'", "spider", "right", "right"),
    (COUNT, "SELECT 5", "spider", "wrong", "wrong"),
    (COUNT, "SELECT count(*) FROM readers", "spider", "error", "error"),
    (COUNT, "DELETE FROM reader", "spider", "error", "error"),
    (COUNT, "SELECT 4; SELECT 4", "spider", "right", "error"),
    (COUNT, "SELECT 4; COMMIT; DROP TABLE reader", "strict", "error", "error"),
    (COUNT, "SELECT 4 FROM pg_sleep(9)", "spider", "timeout", "timeout"),
    ("SELECT oops", "SELECT 1", "spider", "gold_error", "gold_error"),
    (BOTH, SWAPPED, "spider", "right", "wrong"),
    (BOTH, SWAPPED, "bird", "wrong", "wrong"),
    (FEES, DISTINCT_FEES, "spider", "right", "wrong"),
    (FEES, DISTINCT_FEES, "bird", "right", "wrong"),
    (UNLIKE, FROM, "spider", "right", "right"),
    ("SELECT Opened FROM Branch", "SELECT opened FROM branch", "strict", "right", "right"),
    ("SELECT avg(Area) FROM Branch", "SELECT avg(area) FROM branch", "strict", "right", "right"),
    ("SELECT Active FROM Reader", "SELECT active FROM reader", "strict", "right", "right"),
    ("SELECT Taken FROM Loan", "SELECT taken FROM loan", "strict", "right", "right"),
    (HOMES, "SELECT home_branch FROM reader", "strict", "right", "right"),
    ("SELECT Days FROM Loan", "SELECT days FROM loan", "strict", "right", "right"),
    ("SELECT Name FROM Reader", "SELECT rdrno, name FROM reader", "sql-eval", "right", "wrong"),
    # wrong only through ties: in their order, or in which of them LIMIT kept
    (NAMES, "SELECT name FROM reader ORDER BY since, name DESC", "spider", "wrong", "right"),
    (f"{NAMES} LIMIT 3", PAULA, "spider", "wrong", "right"),
    (f"{NAMES} LIMIT 2", f"{NAMES}, name DESC LIMIT 2", "spider", "right", "right"),
    (NAMES, "SELECT name FROM reader ORDER BY since DESC", "spider", "wrong", "wrong"),
]


@pytest.mark.parametrize(("gold", "predicted", "rules", "outcome", "strict"), CASES)
def test_judging_across_engines(
    loaded: str,
    data: Path,
    gold: str,
    predicted: str,
    rules: str,
    outcome: str,
    strict: str,
) -> None:
    path = data / "database" / "lending" / "lending.sqlite"
    with server.connect(loaded, "spider_lending") as connection, open_read_only(path) as file:
        on: Engines = engines(connection, file, 0.7)
        judged = judge([gold], predicted, rules, on)  # type: ignore[arg-type]
    assert (judged.outcome, judged.strict) == (outcome, strict)
    assert judged.tie is ((outcome, strict) == ("wrong", "right"))


def test_of_several_golds_any_is_right_and_time_is_compared(loaded: str) -> None:
    with server.connect(loaded, "spider_lending") as connection:
        on = engines(connection)
        golds = ["SELECT 1", "SELECT name FROM reader"]
        judged = judge(golds, "SELECT name FROM reader", "strict", on, ves=True)
    assert judged.outcome == "right"
    assert judged.ves is not None
    assert judged.ves > 0


def test_a_judged_statement_leaves_nothing(loaded: str) -> None:
    with server.connect(loaded, "spider_lending") as connection:
        assert not ask_postgres(connection, "SELECT nextval('s')", 1).stands
        assert ask_postgres(connection, "SELECT set_config('search_path', 'x', false)", 1).stands
        assert ask_postgres(connection, "SELECT count(*) FROM reader", 1).rows == ((4,),)


def test_values_and_statements_that_python_does_not_hold_are_errors(loaded: str) -> None:
    with server.connect(loaded, "spider_lending") as connection:
        assert not ask_postgres(
            connection, "SELECT ('[' || repeat('9', 5000) || ']')::json", 1
        ).stands
        assert not ask_postgres(connection, "SELECT 1\0 + 1", 1).stands
        assert not ask_postgres(connection, "SELECT '\ud800'", 1).stands
        assert ask_postgres(connection, "SELECT 1", 1).stands


def test_a_lost_connection_counts_against_no_other_statement(loaded: str) -> None:
    with server.connect(loaded, "spider_lending") as connection:
        assert not ask_postgres(
            connection, "SELECT pg_terminate_backend(pg_backend_pid())", 1
        ).stands
        with pytest.raises(BadArgument, match="lost"):
            ask_postgres(connection, "SELECT 1", 1)


def replies(*statements: str) -> list[Candidate]:
    return [
        Candidate(sql=sql, score=-float(i), task="text_to_sql") for i, sql in enumerate(statements)
    ]


def test_a_function_is_measured(dsn: str, benchmark_: Benchmark) -> None:
    def answer(question: str, schema: Schema) -> Sequence[Candidate]:
        assert "reader" in {table.name for table in schema.tables}
        if question.startswith("How many"):
            return replies("SELECT nothing", "SELECT 5", COUNT)
        if question.startswith("Names"):
            raise RouteError(message="do not know")
        return []

    report = evaluate_function(benchmark_, answer, dsn=dsn)
    assert [v.outcome for v in report.examples] == ["error", "refusal", "refusal", "no_database"]
    assert (report.examples[0].rank, report.examples[0].candidates) == (2, 3)
    guided = evaluate_function(benchmark_, answer, dsn=dsn, guided=True)
    assert guided.examples[0].predicted == "SELECT 5"


def run(name: str, data: Path, dsn: str, *more: str) -> int:
    where = ["--data", str(data), "--dsn", dsn, "--jobs", "1", "--no-cache"]
    return main(["run", name, *where, *more])


def test_through_the_extension(
    dsn: str, data: Path, answers: Path, start_worker: StartWorker, tmp_path: Path
) -> None:
    worker: WorkerProcess = start_worker("--model", f"fake:{answers}")
    out, text = tmp_path / "r.json", tmp_path / "md" / "r.md"
    outputs = ["--json", str(out), "--markdown", str(text), "--story"]
    assert run("spider", data, dsn, "--worker", str(worker.socket), *outputs) == 0
    report = read_report(out)
    assert [v.outcome for v in report.examples] == ["right", "wrong", "refusal", "no_database"]
    assert report.examples[1].rank == 1
    assert report.examples[2].sqlstate == "RT002"
    assert report.examples[0].predict_seconds is not None
    assert report.model == "fake"
    assert report.model_version != ""
    assert report.databases["spider_lending"]["rows"] == 11
    assert report.summary["missing_databases"] == {"lost_1": 1}
    assert "1 right of 3 executable examples, of 4 in all" in text.read_text()


def test_over_psycopg_without_a_worker(dsn: str, data: Path, answers: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.json"
    model = ["--via", "direct", "--model", f"fake:{answers}", "--set", "continuation_writing=off"]
    assert run("spider", data, dsn, *model, "--limit", "2", "--json", str(out)) == 0
    report = read_report(out)
    assert [v.outcome for v in report.examples] == ["right", "wrong"]
    assert "continuation_writing=False" in report.predictor
    assert report.examples[1].recall["80"] > 0


def test_what_each_task_adds(
    dsn: str, data: Path, answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, text = tmp_path / "r.json", tmp_path / "r.md"
    model = ["--via", "direct", "--model", f"fake:{answers}", "--limit", "2"]
    assert (
        run("spider", data, dsn, *model, "--ablate", "--json", str(out), "--markdown", str(text))
        == 0
    )
    report = read_report(out)
    assert [row.off for row in report.ablation] == list(LEFT_OUT)
    assert [row.compared for row in report.ablation] == [2] * 5
    assert [row.right for row in report.ablation] == [1] * 5
    assert "no text_to_sql" in capsys.readouterr().out
    assert "## What each task adds" in text.read_text()
    assert run("spider", data, dsn, *model, "--tasks", "text_to_sql", "--json", str(out)) == 0
    assert "noise_correction=False" in read_report(out).predictor


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--ablate"], "a worker's tasks are its own"),
        (["--tasks", "text_to_sql"], "a worker's tasks are its own"),
        (["--ablate", "--via", "direct", "--tasks", "text_to_sql"], "is off already"),
        (["--via", "direct", "--tasks", "schema_linking"], "none of the tasks writes"),
    ],
)
def test_ablations_that_cannot_be(
    dsn: str, data: Path, flags: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("spider", data, dsn, *flags) == 1
    assert said in capsys.readouterr().err


def test_predictions_come_from_the_cache(
    dsn: str, data: Path, answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = ["--via", "direct", "--model", f"fake:{answers}"]
    where = ["--data", str(data), "--dsn", dsn, "--jobs", "1", "--cache", str(tmp_path / "c")]
    arguments = ["run", "spider", *where, *model, "--json", str(tmp_path / "r.json")]
    assert main(arguments) == 0
    first = read_report(tmp_path / "r.json")

    def fail(*_: object) -> None:
        pytest.fail("asked again")

    monkeypatch.setattr("route_pg.evaluation.predicting.Direct.predict", fail)
    assert main(arguments) == 0
    again = read_report(tmp_path / "r.json")
    assert [v.predicted for v in again.examples] == [v.predicted for v in first.examples]


def test_a_missing_worker_ends_the_run(
    dsn: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("spider", data, dsn, "--worker", str(tmp_path / "no.sock")) == 1
    told = capsys.readouterr().err
    assert "the route_pg worker cannot be reached" in told
    assert "HINT" in told


def test_a_database_without_the_extension_is_told(
    cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = cluster.create_database("template1")
    with server.connect(cluster.dsn(name)) as connection:
        connection.execute("CREATE TABLE branch (id integer)")
    assert run("own", HERE / "own.csv", cluster.dsn(name)) == 1
    assert "route_pg is not installed in this database" in capsys.readouterr().err


def test_own_questions_and_dumps(
    dsn: str, cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(
        json.dumps(
            {
                "How many towns?": ["SELECT count(*) FROM branch"],
                "The first town?": ["SELECT id, town FROM branch ORDER BY id LIMIT 1"],
                "Which towns are there?": ["SELECT id, town FROM branch"],
                "How many a town?": ["SELECT count(*) AS n, town FROM branch GROUP BY town"],
            }
        )
    )
    out = tmp_path / "r.json"
    model = ["--via", "direct", "--model", f"fake:{answers}", "--json", str(out)]
    place = ["--databases", str(HERE)]
    assert run("sql-eval", HERE / "sql_eval.csv", dsn, *place, *model, "--ves") == 0
    assert [v.outcome for v in read_report(out).examples] == ["right", "right"]
    assert read_report(out).summary["ves"] > 0
    own = cluster.dsn("sql_eval_towns")
    assert run("own", HERE / "own.toml", own, *model) == 0
    assert [v.outcome for v in read_report(out).examples] == ["right", "right"]
    assert run("own", HERE / "own.csv", own, *model) == 0
    assert [v.outcome for v in read_report(out).examples] == ["right", "wrong"]
    capsys.readouterr()


OWN = """
[[questions]]
question = "How many towns?"
sql = "SELECT 7"
accepted = ["SELECT count(*) FROM branch"]
class = "count"

[[questions]]
question = "Which towns?"
sql = "SELECT town FROM branch ORDER BY id DESC"
ordered = false
class = "list"

[[questions]]
question = "Which rivers?"
sql = "SELECT town FROM branch"
class = "list"

[[questions]]
question = "Will it rain?"
sql = ""
class = "refuse"
refusal = "RT002"

[[questions]]
question = "Has it rained?"
sql = ""
class = "refuse"
refusal = "RT002"
"""


def test_own_questions_in_a_database_that_was_never_synced(
    cluster: Cluster, template: str, start_worker: StartWorker, tmp_path: Path
) -> None:
    """In two processes, each with a session of its own, through one worker."""
    dsn = cluster.dsn(cluster.create_database(template))
    with server.connect(dsn) as connection:
        connection.execute("CREATE TABLE branch (id integer PRIMARY KEY, town text)")
        connection.execute("INSERT INTO branch VALUES (1, 'Ulm'), (2, 'Bern')")
    said = {
        "How many towns?": ["SELECT count(*) FROM branch"],
        "Which towns?": ["SELECT town FROM branch ORDER BY id"],
        "Which rivers?": ["SELECT nothing FROM branch"],
        "Will it rain?": ["SELECT nothing FROM branch"],
        "Has it rained?": ["SELECT town FROM branch"],
    }
    (tmp_path / "answers.json").write_text(json.dumps(said))
    (tmp_path / "own.toml").write_text(OWN)
    worker = start_worker("--model", f"fake:{tmp_path / 'answers.json'}")
    out = tmp_path / "r.json"
    where = ["--dsn", dsn, "--worker", str(worker.socket), "--jobs", "2", "--no-cache"]
    assert main(["run", "own", str(tmp_path / "own.toml"), *where, "--json", str(out)]) == 0
    report = read_report(out)
    assert [v.outcome for v in report.examples] == ["right", "right", "refusal", "right", "wrong"]
    counts = report.summary["by_class"]
    assert (counts["list"]["right"], counts["list"]["refused"]) == (1, 1)
    assert (counts["refuse"]["right"], counts["refuse"]["confidently_wrong"]) == (1, 1)


def test_own_questions_of_a_role_that_may_not_sync(
    cluster: Cluster,
    template: str,
    make_role: MakeRole,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    name = cluster.create_database(template)
    with server.connect(cluster.dsn(name)) as connection:
        connection.execute("CREATE TABLE branch (id integer PRIMARY KEY, town text)")
        sync(Asking(way="direct", model="fake"), cluster.dsn(name), name)
    gold = "SELECT count(*) FROM branch"
    (tmp_path / "answers.json").write_text(json.dumps({"How many towns?": [gold]}))
    questions = f'[[questions]]\nquestion = "How many towns?"\nsql = "{gold}"\n'
    (tmp_path / "own.toml").write_text(questions)
    model = ["--via", "direct", "--model", f"fake:{tmp_path / 'answers.json'}", "--no-cache"]
    command = ["run", "own", str(tmp_path / "own.toml"), *model]
    own = cluster.dsn(name, user=make_role("asker"))
    assert main([*command, "--dsn", own]) == 1
    told = capsys.readouterr().err
    assert "this role may not sync it" in told
    assert f"None of the right statements runs for this role. The first: {gold}" in told
    with server.connect(cluster.dsn(name)) as connection:
        connection.execute("GRANT SELECT ON branch TO PUBLIC")
    assert main([*command, "--dsn", own]) == 0
    assert "100.0" in capsys.readouterr().out


def test_bad_command_lines(dsn: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("spider", data, dsn, "--db", "nowhere") == 1
    assert "no example is left" in capsys.readouterr().err
    assert run("spider", data, dsn, "--set", "colour=1") == 1
    assert main(["load", "own", "--data", str(HERE / "own.csv")]) == 1
    for places in ([], ["questions.toml", "--data", "questions.csv"]):
        with pytest.raises(SystemExit, match="2"):
            main(["run", "own", *places, "--dsn", dsn])


def test_nothing_to_judge_is_an_error(dsn: str, benchmark_: Benchmark) -> None:
    lost = [e for e in benchmark_.examples if e.database == "lost_1"]
    setup = Setup(benchmark=benchmark_, dsn=dsn, asking=Asking(way="direct", model="fake"))
    with pytest.raises(BadArgument, match="no example could be executed"):
        run_examples(setup, lost)
