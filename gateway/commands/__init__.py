"""What each command does; `gateway.cli` says what it understands. Each module has `run(given)`."""
