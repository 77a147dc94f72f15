"""What an error of the driver means here: the table of engine.md 4.5."""

import pytest
from neo4j.exceptions import (
    ConfigurationError,
    ConnectionAcquisitionTimeoutError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph import faults
from graph.driver_errors import fault_of
from graph.faults import Busy, EngineUnavailable, Fault, StatementFault, TimedOut


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("TransientError.Transaction.DeadlockDetected", Busy),
        ("TransientError.Transaction.LockAcquisitionTimeout", Busy),
        ("ClientError.Transaction.TransactionTimedOut", TimedOut),
        ("ClientError.Transaction.TransactionTimedOutClientConfiguration", TimedOut),
        ("ClientError.Transaction.Terminated", TimedOut),
        ("TransientError.Transaction.Terminated", TimedOut),
        ("ClientError.Transaction.LockClientStopped", TimedOut),
        ("TransientError.Transaction.LockClientStopped", TimedOut),
        ("ClientError.Database.DatabaseNotFound", EngineUnavailable),
        ("TransientError.General.DatabaseUnavailable", EngineUnavailable),
        ("ClientError.Security.Unauthorized", EngineUnavailable),
        ("ClientError.Security.Forbidden", EngineUnavailable),
        ("ClientError.Security.AuthenticationRateLimit", EngineUnavailable),
        ("ClientError.Statement.SyntaxError", StatementFault),
        ("ClientError.Statement.SemanticError", StatementFault),
        ("ClientError.Statement.ParameterMissing", StatementFault),
        ("ClientError.Statement.TypeError", StatementFault),
        ("ClientError.Statement.ArithmeticError", StatementFault),
        ("ClientError.Statement.ArgumentError", StatementFault),
        ("ClientError.Statement.AccessMode", StatementFault),
        ("ClientError.Procedure.ProcedureNotFound", StatementFault),
        ("DatabaseError.General.UnknownError", StatementFault),
        ("DatabaseError.Statement.ExecutionFailed", StatementFault),
    ],
)
def test_a_servers_code_becomes_a_fault(code: str, fault: type[Fault]) -> None:
    error = Neo4jError._hydrate_neo4j(code=f"Neo.{code}", message="…")
    assert type(fault_of(error, "name", 5)) is fault


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (ServiceUnavailable("gone"), EngineUnavailable),
        (SessionExpired("gone"), EngineUnavailable),
        (ConnectionAcquisitionTimeoutError("full"), Busy),
        (ConfigurationError("wrong"), StatementFault),
    ],
)
def test_a_drivers_own_error_becomes_a_fault(error: DriverError, fault: type[Fault]) -> None:
    assert type(fault_of(error, "name", 5)) is fault


def test_every_fault_speaks_both_languages_and_has_a_code() -> None:
    made = [
        faults.Busy(),
        faults.TimedOut(5),
        faults.EngineUnavailable(),
        faults.AccountRefused("bolt://h:7687", "neo4j"),
        faults.StatementFault("needs_of_area", "Neo.X"),
        faults.EngineDidNotStart("缘由", "why", "engine.log", ["last line"]),
        faults.FolderInUse(".hub", 7),
        faults.FolderInUse(".hub", None),
        faults.UnsupportedPlatform("Linux musl"),
        faults.NewerData(".hub", "99", "26"),
        faults.SchemaChanged("0001_identity"),
        faults.SchemaChanged("0009_later", unknown=True),
        faults.SchemaBusy("pid 7"),
    ]
    known = [kind for kind in vars(faults).values() if isinstance(kind, type)]
    assert {type(fault) for fault in made} | {Fault} == {k for k in known if issubclass(k, Fault)}
    for fault in made:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in fault.zh)
        assert fault.en == str(fault)
        assert fault.code in {"BUSY", "TIMEOUT", "UNAVAILABLE", "INTERNAL"}
