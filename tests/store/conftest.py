"""A store in a file, and databases of a PostgreSQL that runs for the tests alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from muster.store import Store


@pytest.fixture
def store(tmp_path):
    return Store(str(tmp_path / "store.sqlite"))


@pytest.fixture(scope="module")
def postgres():
    sys.path.insert(0, str(Path(__file__).parents[1] / "query"))
    from engines import find_postgres, running_postgres

    programs = find_postgres()
    if programs is None:
        pytest.skip("no PostgreSQL here: name its programs with MUSTER_POSTGRES")
    with running_postgres(programs) as connection:
        port = connection.con.info.port
        yield f"postgresql+psycopg://muster@127.0.0.1:{port}"


@pytest.fixture
def location(postgres, request):
    name = f"t{abs(hash(request.node.name)) % 10**9}"
    engine = create_engine(f"{postgres}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{postgres}/{name}"
