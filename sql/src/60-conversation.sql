-- The conversation with the worker (docs/protocol.md). The one function that is not SQL or PL/pgSQL.
--
-- Python's standard library only. The socket is kept for the session in GD, because SD is lost when
-- somebody GRANTs on the function. Errors are returned, not raised: PL/Python would put the name of an
-- exception before the message and a traceback below it.

CREATE FUNCTION route.call(message jsonb, path text) RETURNS jsonb
LANGUAGE plpython3u VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $python$
import codecs
import json
import os
import pwd
import select
import socket
import stat
import struct
import time

PROTOCOL = 1
MAX_LINE_BYTES = 8 * 1024 * 1024
MAX_MESSAGES = 2000  # of one question, many times what a worker needs
STEP_MS = 50  # between looks at a pending cancel
CONNECT_SECONDS = 0.15
GREETING_SECONDS = 5.0
NEWS_SECONDS = 0.02  # after a cancel, for what the worker said before it to arrive
CLAIM_SECONDS = 10.0  # for the claim of a cancel that was announced: the worker may be kept waiting
CLOCK_SECONDS = 0.005  # by which two readings of one clock may differ
LATE_SECONDS = 0.1  # for a cancel that the worker reports to arrive
CANCELLED = "57014"
DEFAULT_SOCKET = "/run/route_pg/worker.sock"
REPLIES = {"link": "linked", "explain": "explained", "trial": "tried"}


class Failure(Exception):
    """An error in PostgreSQL's parts, to be raised by the caller in SQL."""

    def __init__(self, sqlstate, message, detail="", hint=""):
        super().__init__(message)
        self.parts = {"type": "error", "sqlstate": sqlstate, "message": message,
                      "detail": detail or "", "hint": hint or ""}


class Lost(Exception):
    """The other end is gone."""


# The body runs anew at each call, and a connection kept from an earlier one raises that call's classes.
Failure = GD.setdefault("route_pg.Failure", Failure)
Lost = GD.setdefault("route_pg.Lost", Lost)


def setting(name, otherwise=None):
    plan = plpy.prepare("SELECT route.setting($1, $2) AS value", ["text", "text"])
    return plpy.execute(plan, [name, otherwise])[0]["value"]


def unreachable(reason):
    hint = f"Start it with `route-pg worker`; it was looked for at {address}. See also `route-pg doctor`."
    return Failure("RT001", "the route_pg worker cannot be reached", reason, hint)


def garbled(reason):
    return Failure("08P01", "the route_pg worker does not keep to the protocol", reason,
                   "Is it another program that listens there?")


def pause():
    """Let a cancel or an expired statement_timeout act: a bare wait would ignore both."""
    plpy.execute(GD["route_pg.pause"])


def wait(channel, event, deadline, step_ms=STEP_MS):
    """Wait until the socket is ready, a step has passed, or the deadline is over."""
    left_ms = max(0, int((deadline - time.monotonic()) * 1000))
    poll = select.poll()
    poll.register(channel, event)
    ready = poll.poll(min(step_ms, left_ms))
    pause()
    if not ready and time.monotonic() >= deadline:
        raise Lost("it does not answer")


def connected(family, target, seconds):
    channel = socket.socket(family, socket.SOCK_STREAM)
    channel.setblocking(False)
    deadline = time.monotonic() + seconds
    try:
        code = channel.connect_ex(target)
        if code not in (0, 115):  # EINPROGRESS
            raise Lost(os.strerror(code))
        while code:
            wait(channel, select.POLLOUT, deadline)
            code = channel.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if code:
                raise Lost(os.strerror(code))
            if select.select([], [channel], [], 0)[1]:
                break
            code = 115
    except BaseException:
        channel.close()
        raise
    return channel


def check_peer(channel):
    """The worker must run as the user that the owner of the extension named."""
    _, user, _ = struct.unpack("3i", channel.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    expected = setting("worker_user")
    try:
        allowed = {pwd.getpwnam(expected).pw_uid} if expected else {0, os.geteuid()}
    except KeyError:
        raise unreachable(f"There is no OS user {expected!r}, which worker_user names.") from None
    if user not in allowed:
        raise Failure("RT001", "the worker's socket belongs to another OS user",
                      f"{address} is served by user {user}; allowed: {sorted(allowed)}.",
                      "INSERT INTO route.setting VALUES ('worker_user', the worker's OS user), as the owner.")


def over_tls(channel, host):
    import ssl

    context = ssl.create_default_context(cafile=setting("ca_file"))
    secured = context.wrap_socket(channel, server_hostname=host, do_handshake_on_connect=False)
    deadline = time.monotonic() + GREETING_SECONDS
    while True:
        try:
            secured.do_handshake()
            return secured
        except ssl.SSLWantReadError:
            wait(secured, select.POLLIN, deadline)
        except ssl.SSLWantWriteError:
            wait(secured, select.POLLOUT, deadline)


def over_tcp(scheme, place):
    host, _, port = place.rpartition(":")
    host = host.strip("[]")
    if not host or not port.isdigit():
        raise unreachable("The address is not tcp://host:port or tls://host:port.")
    family, _, _, _, target = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
    if scheme == "tcp" and not (target[0].startswith("127.") or target[0] == "::1"):
        raise unreachable("Beyond this machine it must be tls://, so that nobody reads along.")
    channel = connected(family, target, CONNECT_SECONDS if scheme == "tcp" else GREETING_SECONDS)
    channel.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return over_tls(channel, host) if scheme == "tls" else channel


def read_secret():
    name = setting("secret_file")
    if not name:
        raise unreachable("A worker on TCP needs a secret: route.setting has no secret_file.")
    with open(name, encoding="utf-8") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
            raise unreachable("The file that secret_file names can be read by other OS users: chmod 600 it.")
        return file.read().strip()


def not_yet(error):
    """Whether a socket only has to be waited for; a TLS one says so in words of its own."""
    return isinstance(error, BlockingIOError) or type(error).__name__ in ("SSLWantReadError", "SSLWantWriteError")


class Connection:
    """A socket to the worker, line by line."""

    def __init__(self):
        self.address, self.buffer, self.fresh = address, b"", True
        self.pid = os.getpid()
        scheme, _, place = address.partition("://")
        on_tcp = scheme in ("tcp", "tls") and bool(place)
        if on_tcp:
            self.channel = over_tcp(scheme, place)
        else:
            self.channel = connected(socket.AF_UNIX, address, CONNECT_SECONDS)
        try:
            if not on_tcp:
                check_peer(self.channel)
            self.greet(read_secret() if on_tcp else None)
        except BaseException:
            self.close()
            raise

    def greet(self, secret):
        version = plpy.execute("SELECT extversion FROM pg_extension WHERE extname = 'route_pg'")
        self.send({"type": "hello", "protocol": PROTOCOL, "version": version[0]["extversion"], "secret": secret})
        reply = self.receive(GREETING_SECONDS)
        if reply["type"] == "error":
            raise failure_of(reply)
        if reply["type"] != "welcome":
            raise garbled("It did not greet.")
        if reply.get("protocol") != PROTOCOL:
            raise Failure("RT004", "the extension and the worker speak different versions of the protocol",
                          f"The extension speaks {PROTOCOL} (version {version[0]['extversion']}), the worker "
                          f"{reply.get('protocol')} (version {reply.get('version')}).",
                          "Install the same version of route_pg on both sides, then restart the worker.")

    def usable(self):
        """Whether it still is the same worker, with nothing unread: an idle worker says nothing."""
        return (self.address == address and self.pid == os.getpid() and not self.buffer
                and not select.select([self.channel], [], [], 0)[0])

    def send(self, message):
        data = json.dumps(message, ensure_ascii=False).encode() + b"\n"
        if len(data) > MAX_LINE_BYTES:
            raise garbled("A message of ours is longer than 8 MiB.")
        deadline = time.monotonic() + patience
        while data:
            try:
                data = data[self.channel.send(data):]
            except OSError as error:
                if not not_yet(error):
                    raise Lost(error.strerror or str(error)) from error
                wait(self.channel, select.POLLOUT, deadline)

    def line(self):
        line, found, rest = self.buffer.partition(b"\n")
        if found:
            self.buffer = rest
        return line if found else None

    def fill(self, deadline, step_ms=STEP_MS):
        """Read once; True when something came."""
        try:
            data = self.channel.recv(1 << 16)
        except OSError as error:
            if not not_yet(error):
                raise Lost(error.strerror or str(error)) from error
            wait(self.channel, select.POLLIN, deadline, step_ms)
            return False
        if not data:
            raise Lost("it closed the connection")
        self.buffer += data
        if len(self.buffer) > 2 * MAX_LINE_BYTES:
            raise garbled("A line is longer than 8 MiB.")
        return True

    def receive(self, seconds, step_ms=STEP_MS):
        """The next message; Lost after so many seconds of silence, or where it comes drop by drop."""
        deadline = time.monotonic() + seconds
        latest = time.monotonic() + max(seconds, patience)
        while (line := self.line()) is None:
            self.fill(deadline, step_ms)
            if time.monotonic() > latest:
                raise Lost("its message has no end")
        try:
            message = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise garbled(f"A line is not JSON: {error}.") from None
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            raise garbled("A line is no message.")
        return message

    def close(self):
        self.channel.close()


def failure_of(message):
    parts = {name: message.get(name) for name in ("sqlstate", "message", "detail", "hint")}
    sqlstate = parts["sqlstate"]
    if not (isinstance(sqlstate, str) and len(sqlstate) == 5 and sqlstate.isalnum() and sqlstate.isascii()
            and sqlstate[:2] not in ("00", "01", "02")):  # those are no errors
        raise garbled("An error has no SQLSTATE.")
    return Failure(sqlstate.upper(), *(str(parts[name] or "") for name in ("message", "detail", "hint")))


def timed_out():
    """Whether the caller's own statement_timeout is over."""
    row = plpy.execute(
        "SELECT (SELECT setting::float FROM pg_settings WHERE name = 'statement_timeout') AS allowed,"
        " extract(epoch FROM clock_timestamp() - statement_timestamp()) * 1000 AS taken")[0]
    return row["allowed"] > 0 and float(row["taken"]) >= row["allowed"] - 1


class Conversation:
    """One message of ours to its ending, answering what the worker asks in between."""

    def __init__(self, connection):
        self.connection = connection
        self.id = os.urandom(8).hex()
        self.answered = False  # anything came back
        self.announced = False  # the worker is about to cancel, and has not yet said that it did
        self.queue = []
        self.messages = 0
        self.passed = set()  # statements that the database itself has checked and not refused

    def run(self):
        self.connection.send({**ask, "id": self.id})
        while True:
            message = self.next()
            if message["type"] in ENDINGS:
                # Said by us, whatever the worker says.
                return {**message, "checked": isinstance(message.get("sql"), str) and message["sql"] in self.passed}
            if message["type"] not in REPLIES or ask["type"] != "ask":
                raise garbled(f"It sent {message['type'][:40]!r} out of turn.")
            self.connection.send(self.reply(message))

    def read(self, seconds, step_ms=STEP_MS):
        message = self.connection.receive(seconds, step_ms)
        self.answered = True
        self.messages += 1
        if self.messages > MAX_MESSAGES:
            raise garbled(f"It sent more than {MAX_MESSAGES} messages for one question.")
        if message.get("id") != self.id:
            raise garbled("A message belongs to another question.")
        return message

    def next(self):
        """The next message that is no report of a cancel."""
        while True:
            if self.queue:
                return self.queue.pop(0)
            try:
                message = self.read(patience)
            except plpy.SPIError as error:
                self.claim(error)
                continue
            if message["type"] == "cancelling":
                self.announced = True
            elif message["type"] != "cancelled":
                return message
            else:
                self.announced = False
                if moment(message):
                    self.let_out()

    def claim(self, error):
        """Return if the worker says that the cancel was its own; else raise it.

        The worker announces a cancel before it sends it, so where there is no announcement there is
        nothing to wait for. While the claim is awaited another cancel of the user's raises at once.
        """
        arrived = time.time()
        if error.sqlstate != CANCELLED or timed_out():
            raise error
        while len(self.queue) < 2:  # it says nothing else while it waits for a reply
            try:
                # Silence of so long, not so long in all: what it said before may be much, and we be slow.
                message = self.read(CLAIM_SECONDS if self.announced else NEWS_SECONDS, 5)
            except Lost:
                break
            if message["type"] == "cancelling":
                self.announced = True
            elif message["type"] != "cancelled":
                self.queue.append(message)
            else:
                self.announced = False
                if moment(message) > arrived + CLOCK_SECONDS:
                    break  # it sent its own later than this one came: somebody else's was first
                if moment(message):
                    return self.settle()
        raise error

    def settle(self):
        """A second cancel next to the worker's is the user's; pause() raises it."""
        end = time.monotonic() + 0.02
        while time.monotonic() < end:
            pause()
            time.sleep(0.002)

    def let_out(self):
        """A cancel that the worker sent came after its trial: take it now, before anything else runs."""
        end = time.monotonic() + LATE_SECONDS
        while time.monotonic() < end:
            try:
                pause()
            except plpy.SPIError as error:
                if error.sqlstate != CANCELLED or timed_out():
                    raise
                return self.settle()
            time.sleep(0.001)

    def reply(self, request):
        """Have the database answer; a statement that its encoding cannot hold fails like any other."""
        kind = request["type"]
        texts = [request.get("sql")] if kind == "trial" else listed(request, "sql") if kind == "explain" else []
        if not all(isinstance(text, str) for text in texts):
            raise garbled("A statement is no text.")
        if kind == "link":
            request = {**request, "words": [word for word in listed(request, "words") if fits(word)]}
        elif not all(map(fits, texts)):
            return self.without(request, texts)
        began = time.monotonic()
        try:
            row = plpy.execute(GD["route_pg.handle"], [json.dumps(request), path])[0]
        except plpy.SPIError as error:
            if error.sqlstate != CANCELLED:
                raise
            self.claim(error)
            if kind != "trial":
                return self.reply(request)
            return {"type": "tried", "id": self.id, "milliseconds": (time.monotonic() - began) * 1000,
                    "failure": failed(CANCELLED, "the trial was cancelled: it outstayed route.trial_timeout")}
        reply = json.loads(row["reply"])
        outcomes = reply["plans"] if kind == "explain" else [reply]
        self.passed.update(text for text, outcome in zip(texts, outcomes) if "failure" not in outcome)
        return reply

    def without(self, request, texts):
        unfit = failed("22P05", f"the statement has a character that {encoding} does not have")
        if request["type"] == "trial":
            return {"type": "tried", "id": self.id, "failure": unfit, "milliseconds": 0}
        plans = iter(self.reply({**request, "sql": [text for text in texts if fits(text)]})["plans"])
        return {"type": "explained", "id": self.id, "milliseconds": 0,
                "plans": [next(plans) if fits(text) else {"failure": unfit} for text in texts]}


def listed(request, name):
    found = request.get(name, [])
    if not isinstance(found, list):
        raise garbled(f"Its {name} are no list.")
    return found


def moment(message):
    """When the worker sent a cancel, by the server's clock."""
    at = message.get("at")
    if isinstance(at, bool) or not isinstance(at, (int, float)) or not 0 <= at < 1e11:
        raise garbled("A cancel was sent at no time.")
    return at


def failed(sqlstate, message):
    return {"sqlstate": sqlstate, "message": message, "detail": "", "hint": ""}


def python_codec(name):
    """Python's name for an encoding of the server."""
    if name in ("UTF8", "SQL_ASCII"):
        return "utf-8"
    try:
        return codecs.lookup(name.replace("WIN", "cp").replace("KOI8", "koi8_").lower()).name
    except LookupError:
        return "ascii"


def fits(text):
    try:
        text.encode(codec)
    except (UnicodeEncodeError, AttributeError):
        return False
    return "\0" not in text


def fitted(value):
    """JSON in which no text has a character that the database's encoding cannot hold."""
    if isinstance(value, str):
        return value.replace("\0", "?").encode(codec, "replace").decode(codec)
    if isinstance(value, list):
        return [fitted(item) for item in value]
    if isinstance(value, dict):
        return {fitted(key): fitted(item) for key, item in value.items()}
    return value


def connection_for():
    """The session's connection; a new one where there is none, or it has been of no use since."""
    kept = GD.get("route_pg.connection")
    if kept is not None:
        if kept.usable():
            kept.fresh = False
            return kept
        drop()
    GD["route_pg.connection"] = Connection()
    return GD["route_pg.connection"]


def drop():
    kept = GD.pop("route_pg.connection", None)
    if kept is not None:
        kept.close()


def converse():
    """Once more on a new connection where a kept one turned out to be dead before it said anything."""
    connection = connection_for()
    conversation = Conversation(connection)
    try:
        return conversation.run()
    except Lost:
        if connection.fresh or conversation.answered:
            raise
    drop()
    return Conversation(connection_for()).run()


if "route_pg.session" not in GD:
    GD["route_pg.pause"] = plpy.prepare("SELECT 1")
    GD["route_pg.session"] = plpy.prepare(
        "SELECT jsonb_build_object('database', current_database(), 'role', current_user,"
        " 'server_version', current_setting('server_version_num')::integer,"
        " 'backend_pid', pg_backend_pid(), 'backend_start', route.backend_start(),"
        " 'statement_start', (extract(epoch FROM statement_timestamp()) * 1000000)::bigint)::text AS session")
    GD["route_pg.handle"] = plpy.prepare("SELECT route.handle($1::jsonb, $2)::text AS reply", ["text", "text"])

ask = json.loads(message)
if ask["type"] == "ask":
    # Said here and by nobody else: whoever may call this function could name another's process, and
    # have the worker cancel what runs there.
    ask["session"] = json.loads(plpy.execute(GD["route_pg.session"])[0]["session"])
ENDINGS = {"ask": ("answer", "refusal", "error"), "embed": ("embedded", "error"), "status": ("status", "error")}[ask["type"]]
address = setting("worker", DEFAULT_SOCKET)
patience = float(setting("worker_timeout", "120"))
encoding = plpy.execute("SELECT getdatabaseencoding() AS name")[0]["name"]
codec = python_codec(encoding)
try:
    ending = converse()
    if ending["type"] == "error":
        raise failure_of(ending)
    if ending["type"] == "refusal":
        failure_of(ending)
    return json.dumps(fitted(ending))
except Failure as failure:
    drop()
    return json.dumps(fitted(failure.parts))
except plpy.SPIError as error:
    # A cancel included. Whatever the worker is about to say must never reach the next question.
    drop()
    _, detail, hint, *_ = getattr(error, "spidata", None) or (None, None, None)
    return json.dumps(fitted(Failure(error.sqlstate, str(error), detail, hint).parts))
except RecursionError:
    drop()
    return json.dumps(garbled("A message is nested too deep.").parts)
except (Lost, OSError) as error:
    drop()
    return json.dumps(fitted(unreachable(f"{address}: {error}.").parts))
except BaseException:
    drop()
    raise
$python$;
COMMENT ON FUNCTION route.call(jsonb, text) IS
    'PL/Python: one message to the worker and its ending; keeps the connection for the session';
