"""A place added to a gazetteer: checked by the rules that `muster check` keeps, and given back as a file of its own."""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from anyascii import anyascii

from muster.check import check
from muster.errors import Fault, GazetteerError
from muster.tables.schema import GAZETTEER, SCHEMAS

COLUMNS = tuple(GAZETTEER.readers)
_SUBFOLDER = "geodata"


def slug_of(name: str) -> str:
    """Return an id for a name: lower-case letters, digits and hyphens; "" for a name that has none of them."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")[:60].strip("-")


def with_rows(folder: Path, rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return the folder's gazetteer.csv with rows after its own, which stay byte for byte as they are.

    Columns stand in the file's own order; a cell that a row lacks is blank. Raises GazetteerError where there is no
    gazetteer to add to.
    """
    file = _file(folder)
    content = file.read_bytes()
    header = next(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")), [])
    ending = "\r\n" if b"\r\n" in content else "\n"
    added = io.StringIO(newline="")
    writer = csv.DictWriter(added, header, restval="", extrasaction="ignore", lineterminator=ending)
    writer.writerows(rows)
    gap = b"" if content.endswith(b"\n") else ending.encode()
    return content + gap + added.getvalue().encode()


def faults_of(folder: Path, rows: Sequence[Mapping[str, str]]) -> list[Fault]:
    """Return every fault that the data set would have with these rows, as `muster check` finds them; none when sound.

    A coordinate_basis is asked of every added row, also of one that has a boundary alone. The folder is only read.
    """
    own = [_needs_basis(row) for row in rows if not row.get("coordinate_basis", "").strip()]
    with tempfile.TemporaryDirectory(prefix="muster-") as made:
        copy = Path(made)
        (copy / _SUBFOLDER).mkdir()
        for schema in SCHEMAS:
            if schema is not GAZETTEER:
                _copy(folder, copy, schema.file)
        _copy(folder, copy, "dataset.toml")
        (copy / GAZETTEER.file).write_bytes(with_rows(folder, rows))
        found = check(copy)
    asked = {fault.column for fault in own}
    return [*own, *(fault for fault in found if not (fault.column in asked and fault.problem == "is blank"))]


def _needs_basis(row: Mapping[str, str]) -> Fault:
    remedy = "say where the coordinate comes from, so that somebody else can check it"
    return Fault(
        GAZETTEER.file, None, "coordinate_basis", row.get("coordinate_basis", ""), "is blank", remedy
    )


def _file(folder: Path) -> Path:
    for file in (folder / GAZETTEER.file, folder / _SUBFOLDER / GAZETTEER.file):
        if file.is_file():
            return file
    raise GazetteerError(f"{folder} has no {GAZETTEER.file} to add to.")


def _copy(folder: Path, copy: Path, name: str) -> None:
    for file in (folder / _SUBFOLDER / name, folder / name):
        if file.is_file():
            shutil.copyfile(file, copy / _SUBFOLDER / name)
            return
