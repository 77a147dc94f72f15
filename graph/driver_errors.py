"""What an error of the driver means here (engine.md 4.5)."""

import logging

from neo4j.exceptions import (
    AuthError,
    ConnectionAcquisitionTimeoutError,
    DriverError,
    Neo4jError,
)

from graph.faults import Busy, EngineUnavailable, Fault, StatementFault, TimedOut

_LOG = logging.getLogger(__name__)
_TIMED_OUT = (
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.Terminated",
    "Neo.TransientError.Transaction.Terminated",
    "Neo.ClientError.Transaction.LockClientStopped",
    "Neo.TransientError.Transaction.LockClientStopped",
)
_AWAY = (
    "Neo.ClientError.Database.DatabaseNotFound",
    "Neo.TransientError.General.DatabaseUnavailable",
    "Neo.DatabaseError.General.DatabaseUnavailable",
    "Neo.ClientError.Security.",
)


def fault_of(error: DriverError | Neo4jError, name: str, seconds: float) -> Fault:
    """Return the fault to raise for `error` of the statement `name` under a deadline of `seconds`.

    A statement's fault is logged with its name and the driver's code, never with parameters or
    the driver's words, which may quote them.
    """
    code = (error.code or "") if isinstance(error, Neo4jError) else type(error).__name__
    if code.startswith(_TIMED_OUT):
        return TimedOut(seconds)
    if isinstance(error, AuthError) or code.startswith(_AWAY):
        return EngineUnavailable()
    if isinstance(error, ConnectionAcquisitionTimeoutError) or code.startswith(
        "Neo.TransientError."
    ):
        return Busy()
    if isinstance(error, DriverError) and error.is_retryable():
        return EngineUnavailable()
    _LOG.error("statement %s failed: %s", name, code)
    return StatementFault(name, code)
