"""PDF files written by hand: a reader must find every part where the file says."""

import re

import pytest

from engine.sandbox.cic.pdf import PER_PAGE, write_pdf

XREF = re.compile(rb"startxref\n(\d+)\n%%EOF\n\Z")
ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf]) \n")


def objects_of(file: bytes) -> list[bytes]:
    """Read a file as a reader does: from its end, by the table."""
    assert file.startswith(b"%PDF-1.")
    found = XREF.search(file)
    assert found is not None
    table = file[int(found[1]) :]
    head = re.match(rb"xref\n0 (\d+)\n", table)
    assert head is not None
    count = int(head[1])
    entries = [
        ENTRY.fullmatch(table[head.end() + 20 * i : head.end() + 20 * (i + 1)])
        for i in range(count)
    ]
    assert b"/Size %d " % count in table
    places = [int(entry[1]) for entry in entries if entry and entry[3] == b"n"]
    assert len(places) == count - 1
    for number, place in enumerate(places, start=1):
        assert file[place:].startswith(b"%d 0 obj\n" % number)
    return [file[place : file.index(b"\nendobj\n", place)] for place in places]


def text_of(file: bytes) -> list[str]:
    """Give the lines of text, after checking that each stream is as long as it says."""
    lines: list[str] = []
    for told in objects_of(file):
        found = re.search(rb"/Length (\d+) >>\nstream\n", told)
        if found is None:
            continue
        stream = told[found.end() :]
        assert stream[int(found[1]) :] == b"\nendstream"
        shown = re.findall(rb"\(((?:\\.|[^\\)])*)\) Tj", stream[: int(found[1])])
        lines += [re.sub(rb"\\(.)", rb"\1", raw).decode("cp1252") for raw in shown]
    return lines


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        pytest.param([], 1, id="nothing"),
        pytest.param(["Una riga"], 1, id="one line"),
        pytest.param(["x"] * PER_PAGE, 1, id="a full page"),
        pytest.param(["x"] * (PER_PAGE + 1), 2, id="one line more"),
        pytest.param([str(i) for i in range(5 * PER_PAGE)], 5, id="five pages"),
    ],
)
def test_a_reader_finds_every_page_and_line(lines: list[str], pages: int) -> None:
    file = write_pdf(lines)

    told = b" ".join(objects_of(file))
    assert b"/Count %d " % pages in told
    assert told.count(b"/Type /Page ") == pages
    assert text_of(file) == lines


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        pytest.param("Città è € 10", "Città è € 10", id="letters of Italian"),
        pytest.param(r"(a) \ b", r"(a) \ b", id="signs of the format"),
        pytest.param("due\nrighe", "due righe", id="line break"),
        pytest.param("中", "?", id="not in the typeface"),
    ],
)
def test_a_text_survives_as_far_as_the_typeface_goes(line: str, shown: str) -> None:
    assert text_of(write_pdf([line])) == [shown]
