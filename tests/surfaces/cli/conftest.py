"""The command, run as a user would."""

from __future__ import annotations

import pytest

from harmattan.surfaces.cli import main


@pytest.fixture
def harmattan(capfdbinary):
    """Runs the command; returns its exit status, standard output and standard error."""

    def run(*arguments):
        with pytest.raises(SystemExit) as stop:
            main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return stop.value.code, out.decode(), err.decode()

    return run
