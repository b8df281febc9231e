"""What all tests share: no test reads the clock's zone or the user's colours, and none opens a socket."""

import socket
from typing import NoReturn

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a socket fails."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the checker never uses the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.delenv("NO_COLOR", raising=False)
