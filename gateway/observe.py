"""What was answered, and how: a line a request, sums for `/metrics`, nothing personal."""

import hashlib
import json
import logging
import re
import secrets
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.words import language_of_header
from graph.metrics import Metrics, recording

LOG = logging.getLogger("hub")
REQUESTS = logging.getLogger("hub.requests")
_SANE_ID = re.compile(r"[\w.:-]{1,64}")
_NAMES_KEPT = 200


@dataclass(slots=True)
class Seen:
    """One request, as its log line tells it.

    Attributes:
        request_id: names it in answers and in the log.
        operation: name of the GraphQL operation, if it has one.
        digest: the first 12 hex digits of its document's SHA-256.
        viewer: id of the member who asked; '' for nobody.
        status: HTTP status.
        cost: what the operation cost.
        statements: how many statements ran.
        ms: milliseconds to the last byte.
        codes: error codes of the answer.
    """

    request_id: str
    path: str = ""
    operation: str = ""
    digest: str = ""
    viewer: str = ""
    status: int = 500
    cost: int = 0
    statements: int = 0
    ms: float = 0.0
    codes: list[str] = field(default_factory=list[str])


@dataclass(slots=True)
class Traffic:
    """Sums since the start, for `/metrics`."""

    requests: dict[tuple[str, int], int] = field(
        default_factory=lambda: defaultdict[tuple[str, int], int](int)
    )
    errors: dict[str, int] = field(default_factory=lambda: defaultdict[str, int](int))
    operations: dict[str, tuple[int, float]] = field(default_factory=dict[str, tuple[int, float]])

    def note(self, seen: Seen) -> None:
        """Add one request; names beyond the first 200 are summed as `other`."""
        self.requests[(seen.path, seen.status)] += 1
        for code in seen.codes:
            self.errors[code] += 1
        if seen.digest:
            name = seen.operation or "anonymous"
            if name not in self.operations and len(self.operations) >= _NAMES_KEPT:
                name = "other"
            count, seconds = self.operations.get(name, (0, 0.0))
            self.operations[name] = count + 1, seconds + seen.ms / 1000


class Observe:
    """ASGI middleware round everything: ids, the log line, and a plain 500 where we failed."""

    def __init__(self, app: ASGIApp, traffic: Traffic, known_paths: Iterable[str]) -> None:
        self._app, self._traffic, self._known = app, traffic, frozenset(known_paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = Seen(_request_id(scope), self._path(scope["path"]))
        scope.setdefault("state", {})["seen"] = seen
        began, started = time.perf_counter(), False

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started, seen.status = True, message["status"]
                message["headers"] = [
                    *message.get("headers", []),
                    (b"x-request-id", seen.request_id.encode()),
                ]
            await send(message)

        with recording() as names:
            try:
                await self._app(scope, receive, answer)
            except Exception:
                LOG.exception("request %s", seen.request_id)
                seen.codes.append("INTERNAL")
                if started:
                    raise
                await _failed(scope, seen)(scope, receive, answer)
            finally:
                seen.statements, seen.ms = len(names), (time.perf_counter() - began) * 1000
                self._traffic.note(seen)
                REQUESTS.info("", extra={"seen": seen})

    def _path(self, path: str) -> str:
        """Return the path as a label: the known ones, nothing invented by a stranger."""
        return path if path in self._known else "other"


def digest_of(document: str) -> str:
    """Return the short name of a document for the log."""
    return hashlib.sha256(document.encode()).hexdigest()[:12]


def _request_id(scope: Scope) -> str:
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    text = given.decode("latin-1")
    return text if _SANE_ID.fullmatch(text) else secrets.token_hex(8)


def _failed(scope: Scope, seen: Seen) -> JSONResponse:
    accept = next((value for name, value in scope["headers"] if name == b"accept-language"), b"")
    english = language_of_header(accept.decode("latin-1")) == "en"
    error = {
        "message": "Internal error." if english else "系统内部错误，已记录。",
        "extensions": {"code": "INTERNAL", "requestId": seen.request_id},
    }
    return JSONResponse({"errors": [error]}, status_code=500)


class _Lines(logging.Formatter):
    """One line a record: `text` for people, `json` for machines."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self._json = form == "json"

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        at = at.replace("+00:00", "Z")
        seen: Seen | None = getattr(record, "seen", None)
        if self._json:
            rest = asdict(seen) if seen else {"message": super().format(record)}
            return json.dumps({"at": at, "level": record.levelname, **rest}, ensure_ascii=False)
        if seen is None:
            return f"{at} {record.levelname} {super().format(record)}"
        codes = f" {','.join(seen.codes)}" if seen.codes else ""
        name = f"{seen.operation or '-'}#{seen.digest}" if seen.digest else "-"
        return (
            f"{at} {seen.request_id} {seen.path} {name} {seen.viewer or '-'} {seen.status}{codes} "
            f"cost={seen.cost} statements={seen.statements} {seen.ms:.1f}ms"
        )


def log_to_stderr(form: str) -> None:
    """Send our logs to stderr as `text` or `json`; '': text on a terminal, else json."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Lines(form or ("text" if sys.stderr.isatty() else "json")))
    LOG.handlers[:] = [handler]
    LOG.propagate = False
    LOG.setLevel(logging.INFO)


def prometheus(traffic: Traffic, metrics: Metrics | None, restarts: int) -> str:
    """Return everything counted, in Prometheus' text form."""
    lines = _counter("hub_requests_total", "Requests by path and status.")
    lines += [
        f'hub_requests_total{{path="{p}",status="{s}"}} {n}'
        for (p, s), n in sorted(traffic.requests.items())
    ]
    lines += _counter("hub_errors_total", "Errors in answers by code.")
    lines += [
        f'hub_errors_total{{code="{code}"}} {n}' for code, n in sorted(traffic.errors.items())
    ]
    lines += [
        "# HELP hub_operation_seconds Time by operation.",
        "# TYPE hub_operation_seconds summary",
    ]
    for name, (count, seconds) in sorted(traffic.operations.items()):
        lines.append(f'hub_operation_seconds_count{{operation="{name}"}} {count}')
        lines.append(f'hub_operation_seconds_sum{{operation="{name}"}} {seconds:.6f}')
    lines += _counter("hub_engine_restarts_total", "Times the embedded engine was brought back.")
    lines.append(f"hub_engine_restarts_total {restarts}")
    return "\n".join([*lines, *(_statements(metrics) if metrics else [])]) + "\n"


def _statements(metrics: Metrics) -> list[str]:
    lines = [
        "# HELP hub_statement_seconds Time by statement.",
        "# TYPE hub_statement_seconds summary",
    ]
    for name, measure in sorted(metrics.statements.items()):
        lines.append(f'hub_statement_seconds_count{{statement="{name}"}} {measure.count}')
        lines.append(f'hub_statement_seconds_sum{{statement="{name}"}} {measure.seconds:.6f}')
    lines += _counter("hub_statement_rows_total", "Rows by statement.")
    lines += [
        f'hub_statement_rows_total{{statement="{n}"}} {m.rows}'
        for n, m in sorted(metrics.statements.items())
    ]
    lines += _counter("hub_write_retries_total", "Tries of a write beyond its first.")
    lines.append(f"hub_write_retries_total {metrics.retries}")
    lines += _counter("hub_faults_total", "Faults of the graph by code.")
    return lines + [
        f'hub_faults_total{{code="{code}"}} {n}' for code, n in sorted(metrics.faults.items())
    ]


def _counter(name: str, help_text: str) -> list[str]:
    return [f"# HELP {name} {help_text}", f"# TYPE {name} counter"]
