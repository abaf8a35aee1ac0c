"""An app of ours on a free port of this machine, for the browser tests and the bench."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "test-results"
START_S = 90
STOP_S = 20


def free_port() -> int:
    """Return a port of this machine that nothing listened on a moment ago."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


class Server:
    """`streamlit run APP` with a data folder of choice; the shipped data without one. Its words go to a log file.

    Raises RuntimeError, with that log, when the server does not answer within `START_S`.
    """

    def __init__(
        self,
        data: Path | None = None,
        *,
        app: Path = ROOT / "app.py",
        results: Path = RESULTS,
        layers: Path | None = None,
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        results.mkdir(parents=True, exist_ok=True)
        self.log = results / f"server-{self.port}.log"
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith(("MUSTER_", "STREAMLIT_"))
        }
        environment["PYTHONWARNINGS"] = "default"
        environment["MUSTER_STORIES"] = str(results / f"stories-{self.port}")
        environment["MUSTER_STORE"] = str(results / f"store-{self.port}.sqlite")
        if data is not None:
            del environment["MUSTER_STORE"]  # it lies beside the data
            environment["MUSTER_DATA"] = str(data)
        if layers is not None:
            environment["MUSTER_LAYERS"] = str(layers)
        command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(self.port)]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
            )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def _wait(self) -> None:
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server stopped: {self.log.read_text()}")
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"the server did not start in {START_S} s: {self.log.read_text()}")

    def stop(self) -> None:
        """End the server, by force when it does not end by itself."""
        self.process.terminate()
        try:
            self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
