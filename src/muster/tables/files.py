"""Where the tables of a folder are, and their bytes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from muster.errors import Fault
from muster.tables.schema import SCHEMAS

SUBFOLDER = "geodata"
SETTINGS_FILE = "dataset.toml"
VERSION_DIGITS = 12


@dataclass(frozen=True, slots=True)
class FolderContent:
    """The bytes of the files that are there, by file name, and the paths to show for them."""

    content: Mapping[str, bytes]
    shown: Mapping[str, str]
    faults: tuple[Fault, ...]

    @property
    def version(self) -> str:
        """The first 12 hexadecimal digits of the SHA-256 over the files that are there, in one fixed order."""
        digest = hashlib.sha256()
        for name, content in self.content.items():
            digest.update(f"{name} {len(content)}\n".encode())
            digest.update(content)
        return digest.hexdigest()[:VERSION_DIGITS]


def read_folder(folder: Path) -> FolderContent:
    """Return the bytes of every table, each read once.

    The gazetteer is looked for at the top first, the others in `geodata/` first; both places do for all.
    """
    if not folder.is_dir():
        fault = Fault(
            str(folder), None, "", "", "is no folder", "give the folder that holds gazetteer.csv and geodata/"
        )
        return FolderContent({}, {}, (fault,))
    content: dict[str, bytes] = {}
    shown: dict[str, str] = {}
    faults = []
    optional = {schema.file for schema in SCHEMAS if schema.is_optional} | {SETTINGS_FILE}
    for name in (*(schema.file for schema in SCHEMAS), SETTINGS_FILE):
        there = [place for place in (name, f"{SUBFOLDER}/{name}") if (folder / place).exists()]
        usual = name if name == "gazetteer.csv" else f"{SUBFOLDER}/{name}"
        shown[name] = there[0] if there else usual
        if len(there) > 1:
            faults.append(
                Fault(name, None, "", "", f"is there twice: {' and '.join(there)}", "keep one of them")
            )
        if not there:
            if name not in optional:
                faults.append(Fault(usual, None, "", "", "is missing", f"add it to {folder}"))
            continue
        try:
            content[name] = (folder / there[0]).read_bytes()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            faults.append(
                Fault(there[0], None, "", "", f"cannot be read ({reason})", "look at the file's permissions")
            )
    return FolderContent(content, shown, tuple(faults))
