from __future__ import annotations

import functools
import http.server
import threading

import pytest

from harmattan.errors import InputError
from harmattan.plugins.places.fetch import fetch


@pytest.fixture
def server(tmp_path):
    (tmp_path / "web").mkdir()
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path / "web"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}/"
        served.shutdown()


def test_a_dump_is_fetched_whole(server, tmp_path):
    (tmp_path / "web" / "ML.zip").write_bytes(b"PK rows")
    path = fetch("ml", address=server, folder=tmp_path / "got")
    assert (path.name, path.read_bytes()) == ("ML.zip", b"PK rows")


def test_what_is_not_there_is_one_line_and_leaves_nothing(server, tmp_path):
    with pytest.raises(InputError, match=r"XX\.zip: can't be fetched"):
        fetch("XX", address=server, folder=tmp_path / "got")
    assert list((tmp_path / "got").iterdir()) == []
