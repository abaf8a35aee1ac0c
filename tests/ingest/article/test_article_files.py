"""Files to text, and one clear line for what cannot be read; other extractors behind the same interface."""

import io
import json
from importlib.metadata import EntryPoint

import pytest

from muster import cli
from muster.dates import parse_span
from muster.errors import ArticleError
from muster.ingest.article import extract_with, files, hook, read_article, read_bytes
from muster.ingest.article.draft import Draft
from muster.vocabulary import Kind, Stance, Tier

PARAGRAPHS = [
    "The first 200 of 1,000 Kenyan police officers landed in Port-au-Prince last Tuesday, Kenya's interior ministry said.",
    "A second contingent of about two hundred officers will leave Nairobi for Haiti later this month, the minister told parliament.",
    "The prime minister said that the officers were housed in a base at the airport, which was built in the spring of this year.",
]
HTML = (
    "<!DOCTYPE html><html><head><title>Kenyans land in Haiti</title></head><body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav>"
    "<div class='cookie'>We use cookies.</div><article><h1>Kenyans land in Haiti</h1>"
    + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    + "</article><footer>All rights reserved</footer></body></html>"
)


def pdf_of(text: str) -> bytes:
    """Return a pdf of one page, written by hand."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, starts = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(objects, 1):
        starts.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    at = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % start for start in starts))
    out.write(b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % at)
    return out.getvalue()


def test_of_a_web_page_only_the_article_is_taken_its_title_first():
    lines = [line for line in read_bytes(HTML.encode(), "page.html").splitlines() if line]
    assert lines == ["Kenyans land in Haiti", *PARAGRAPHS]


def test_a_pdf_is_told_by_its_bytes_and_not_by_its_name():
    assert (
        read_bytes(pdf_of("Forty soldiers arrived in Maputo."), "letter.txt").strip()
        == "Forty soldiers arrived in Maputo."
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_text_is_read_in_the_encoding_that_it_is_in(encoding):
    text = "Первые подразделения прибыли в Курскую область, сообщило управление разведки." * 3
    assert read_bytes(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "a has no text to read"),
        (b"\x00\x01\x02" * 900, "a is no text, html or pdf"),
        (b"%PDF-1.4 nothing more", "a is a pdf that cannot be read"),
        (b"<!DOCTYPE html><html><body></body></html>", "a is a web page without an article"),
        (b"x" * (files.MOST_BYTES + 1), "a has 20,000,001 bytes"),
        (b"<html>" + b" " * files.MOST_HTML_BYTES, "a has 5,000,006 bytes"),
        (b"word " * 200_001, "a has 1,000,005 characters of text"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(content, message):
    with pytest.raises(ArticleError) as caught:
        read_bytes(content, "a")
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_missing_is_told_with_its_path(tmp_path):
    with pytest.raises(ArticleError, match=r"none\.txt cannot be read"):
        read_article(tmp_path / "none.txt")


@pytest.fixture
def muster(capsys, monkeypatch):
    monkeypatch.delenv("MUSTER_DATA", raising=False)

    def run(*arguments):
        code = 0
        try:
            cli.main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = end.code or 0
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


def test_the_terminal_gives_the_promised_fields_first(muster, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("Head\n\nNATO confirmed that up to 90 North Korean soldiers are in Russia.", "utf-8")
    code, out, _ = muster("extract", file, "--published", "2024-10-24", "--json")
    (row,) = json.loads(out)
    assert code == 0
    assert list(row)[:14] == [
        *(
            "sentence",
            "place_text",
            "place",
            "kind",
            "stance",
            "originator",
            "count_low",
            "count_best",
            "count_high",
        ),
        *("count_unit", "event_start", "event_end", "date_precision", "date_text"),
    ]
    assert (row["place"], row["stance"], row["originator"]) == ("russia", "confirms", "nato")
    assert (row["count_low"], row["count_best"], row["count_high"], row["count_unit"]) == (
        None,
        None,
        90,
        "people",
    )
    assert (row["event_start"], row["event_end"], row["date_precision"]) == (None, "2024-10-24", 5)


def test_the_terminal_says_that_drafts_are_no_claims(muster, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("Head\n\nNATO confirmed that North Korean soldiers are in Russia.", "utf-8")
    code, out, _ = muster("extract", file, "--published", "2024-10-24")
    assert code == 0
    assert out.startswith("1 draft to review; none is a claim yet.")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--published", "yesterday"), "'yesterday' is no date that can be read"),
        ((), "Missing option '--published'"),
        (
            ("--published", "2024-10-24", "--extractor", "none"),
            "there is no extractor 'none'; there are: rules",
        ),
    ],
)
def test_a_call_that_is_wrong_is_told_so(muster, tmp_path, arguments, message):
    file = tmp_path / "a.txt"
    file.write_text("Some text.", "utf-8")
    code, _, err = muster("extract", file, *arguments)
    assert code == 2
    assert message in err


def own_extractor(dataset, text, *, published, publisher):
    return [
        Draft(
            sentence="Some text.",
            locator="line 1",
            tier=Tier.CORE,
            kind=Kind.PRESENCE,
            stance=Stance.ASSERTS,
            carrier=publisher,
        )
    ]


def careless_extractor(dataset, text, *, published, publisher):
    return [
        Draft(
            sentence="Invented.", locator="line 1", tier=Tier.CORE, kind=Kind.PRESENCE, stance=Stance.ASSERTS
        )
    ]


@pytest.fixture
def installed(monkeypatch):
    points = [EntryPoint(name, f"{__name__}:{name}_extractor", hook.GROUP) for name in ("own", "careless")]
    monkeypatch.setattr(hook, "entry_points", lambda **_: points)
    monkeypatch.setattr(EntryPoint, "load", lambda self: globals()[self.attr])


def test_a_site_plugs_in_its_own_extractor(shipped, installed):
    assert hook.extractor_names() == ["rules", "careless", "own"]
    (draft,) = extract_with("own", shipped, "Some text.", published=parse_span("2024"), publisher="The Daily")
    assert (draft.sentence, draft.carrier) == ("Some text.", "The Daily")


def test_an_extractor_that_invents_sentences_is_not_believed(shipped, installed):
    with pytest.raises(ArticleError, match="gave 1 answers that are no drafts of this text"):
        extract_with("careless", shipped, "Some text.", published=parse_span("2024"))
