"""A small data set whose every text field holds text that would be code somewhere."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

SECOND_DEPLOYMENT = Path(__file__).parents[1] / "data" / "second_deployment"

FOLDER = "Cycler"
"""What appears beside app.py where the server evaluates the text."""
HOSTILE = (
    "{{7*7}} {% if %} {% if 1 %}zb{% endif %} {{ cycler.__init__.__globals__.os.mkdir(cycler.__name__) }} "
    "${alert(1)} ${window.hacked=1} `tick` ``` ~~gone~~ "
    '<img src=x onerror="window.hacked=2;parent.hacked=2"> <b>bold</b> </script><script>window.hacked=3</script> '
    "![](http://x) ![alt](http://x.example/p.png) [a](javascript:alert(1)) <http://x.example> http://x.example www.x.example "
    ":material/bug_report: :material_bug_report: :smile: :streamlit: $e=mc^2$ $$x$$ :red[x] :blue-background[y] **strong** _em_ __u__ "
    "<-> -> <- -- >= <= ~= != ... &lt;i&gt; &#123; \\* \\n 'a' \"b\" # 1. * + - | ^ ~ @x [^1] [x]"
)
TEXT_COLUMNS = {
    "sources": ("name", "short_name"),
    "documents": ("title", "author", "note"),
    "assertions": ("label", "judgement"),
    "claims": ("locator", "place_text", "date_text", "count_text", "summary", "judgement"),
    "gazetteer": ("name", "names", "radius_basis", "coordinate_basis", "note"),
    "areas": ("name", "basis", "note"),
}


def hostile(table: str, column: str, key: str) -> str:
    """Return the text of one cell: which it is, then all of HOSTILE."""
    return f"{table}.{column}.{key} {HOSTILE}"


def make(folder: Path) -> Path:
    """Write the data set into a new folder and return it."""
    shutil.copytree(SECOND_DEPLOYMENT, folder)
    for table, columns in TEXT_COLUMNS.items():
        file = folder / f"{table}.csv"
        with file.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened))
        for row in rows:
            key = next(iter(row.values()))
            for column in columns:
                # A separator of names in the text would end the name, and is no text then.
                text = hostile(table, column, key)
                row[column] = "es:" + text.replace("|", "") if column == "names" else text
        sink = io.StringIO(newline="")
        writer = csv.DictWriter(sink, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        file.write_text(sink.getvalue(), "utf-8")
    settings = [
        f"{key} = {json.dumps(hostile('dataset', key, 'toml'))}" for key in ("title", "subtitle", "about")
    ]
    settings += [
        "[[extent]]",
        f"name = {json.dumps(hostile('dataset', 'extent', 'toml'))}",
        "bounds = [-71.0, -20.0, -65.0, -15.0]",
    ]
    (folder / "dataset.toml").write_text("\n".join(settings) + "\n", "utf-8")
    return folder
