"""A Limn, a MongoDB, and a FiftyOne that knows both. It reads its environment when it is imported, so they are there before."""
import importlib.util
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "api"))
from server import ADMIN, Server, free_port  # noqa: E402

LONGEST_TEST = 180  # seconds: where an answer is not what it expects, FiftyOne's client asks for ever


def start_mongod(folder, port):
    package = pathlib.Path(importlib.util.find_spec("fiftyone").origin).parent
    folder.mkdir()
    command = [package / "db" / "bin" / "mongod", "--dbpath", folder, "--port", str(port), "--bind_ip", "127.0.0.1", "--nounixsocket", "--quiet"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def pytest_configure(config):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="limn-fiftyone-"))
    (folder / "home").mkdir()
    port = free_port()
    config.mongod = start_mongod(folder / "mongo", port)
    config.limn_folder = folder
    config.limn = Server(folder).start()
    os.environ.update(
        HOME=str(folder / "home"),
        FIFTYONE_DATABASE_URI=f"mongodb://127.0.0.1:{port}",
        FIFTYONE_DATABASE_VALIDATION="false",
        FIFTYONE_DO_NOT_TRACK="true",
        FIFTYONE_SHOW_PROGRESS_BARS="false",
        FIFTYONE_CVAT_URL=config.limn.url,
        FIFTYONE_CVAT_USERNAME=ADMIN[0],
        FIFTYONE_CVAT_PASSWORD=ADMIN[1],
    )


def pytest_unconfigure(config):
    if hasattr(config, "limn"):
        config.limn.stop()
        config.mongod.terminate()
        config.mongod.wait(timeout=60)
        shutil.rmtree(config.limn_folder)


@pytest.fixture
def limn(request):
    return request.config.limn


@pytest.fixture(autouse=True)
def time_limit():
    def give_up(*_):
        raise TimeoutError(f"more than {LONGEST_TEST} seconds")

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(LONGEST_TEST)
    yield
    signal.alarm(0)
