import itertools
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE / "watch")]
import addresses  # noqa: E402
import contract  # noqa: E402
import s3  # noqa: E402
from server import Server  # noqa: E402

numbers = itertools.count()


def pytest_addoption(parser):
    parser.addoption("--limn-database", default="sqlite", help="sqlite, or the URL of a PostgreSQL database")


@pytest.fixture(scope="session", autouse=True)
def contract_problems(tmp_path_factory):
    """The file that collects what does not fit the OpenAPI document, of calls made here and by programs started from here."""
    path = tmp_path_factory.mktemp("contract") / "problems.txt"
    path.touch()
    os.environ["LIMN_CONTRACT_PROBLEMS"] = str(path)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HERE / "watch"), *filter(None, [os.environ.get("PYTHONPATH")])])
    contract.watch()
    addresses.spread()
    return path


@pytest.fixture(autouse=True)
def every_call_fits_the_contract(contract_problems):
    yield
    problems = contract_problems.read_text()
    contract_problems.write_text("")
    assert not problems, "These calls are not as /api/schema/ describes them:\n" + "".join(sorted(set(problems.splitlines(True))))


@pytest.fixture(scope="session")
def fresh_database(request, tmp_path_factory):
    """Gives the address of an empty database each time it is called; None stands for SQLite in the data folder."""
    url = request.config.getoption("--limn-database")
    made = []

    def make():
        if url == "sqlite":
            return None
        name = f"limn_{next(numbers)}_{id(made)}"
        subprocess.run(["psql", "-q", url, "-c", f"CREATE DATABASE {name}"], check=True)
        made.append(name)
        return url.rsplit("/", 1)[0] + "/" + name

    yield make
    for name in made:
        subprocess.run(["psql", "-q", url, "-c", f"DROP DATABASE {name} WITH (FORCE)"], check=False)


@pytest.fixture(scope="session")
def limn(tmp_path_factory, fresh_database):
    """The server that most tests share."""
    server = Server(tmp_path_factory.mktemp("limn"), fresh_database()).start()
    yield server
    server.stop()


@pytest.fixture
def own_limn(tmp_path, fresh_database):
    """A server of the test's own, to be killed and started again."""
    server = Server(tmp_path, fresh_database()).start()
    yield server
    if server.process.poll() is None:
        server.stop()


@pytest.fixture
def bucket():
    """A bucket of the S3 server that scripts/s3.sh starts."""
    if not s3.ENDPOINT:
        pytest.skip("needs the S3 server of scripts/s3.sh")
    made = s3.Bucket(f"limn-{secrets.token_hex(6)}")
    yield made
    made.remove()


@pytest.fixture
def storage(limn, bucket):
    return limn.json("POST", "/api/cloudstorages", json=bucket.storage())["id"]
