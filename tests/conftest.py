"""What all tests share: no test reads the clock's zone or the user's colours, and none opens a socket."""

import socket
from pathlib import Path
from typing import NoReturn

import pandera.pandas  # noqa: F401  (else a thread takes it in, and what counts branches trips over that)
import pytest
from hypothesis import settings

from checker.cli import main

KURSK = Path(__file__).parent.parent / "datasets" / "kursk-2024"

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of a file go to one worker, since they share what takes long to make."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a socket fails."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the checker never uses the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(scope="session")
def kursk_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the report on a shipped dataset, as the command writes it: to be read, not to be changed."""
    folder = tmp_path_factory.mktemp("kursk")
    with pytest.raises(SystemExit) as end:
        main(["report", str(KURSK), "-o", str(folder), "--quiet"])
    assert end.value.code == 0
    return folder
