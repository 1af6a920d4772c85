"""PDF files of plain text, written by hand: pages of lines in one typeface."""

from collections.abc import Sequence

WIDTH, HEIGHT = 595, 842
LEFT, TOP, LEADING, SIZE = 50, 790, 14, 10
PER_PAGE = 52
CATALOG, PAGES, FONT, FIRST_PAGE = 1, 2, 3, 4


def write_pdf(lines: Sequence[str]) -> bytes:
    """Write lines of text as an A4 file that any reader opens."""
    starts = range(0, max(len(lines), 1), PER_PAGE)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _font()]
    kids: list[str] = []
    for start in starts:
        kids.append(f"{FIRST_PAGE + 2 * len(kids)} 0 R")
        content = _content(lines[start : start + PER_PAGE])
        objects += [_page(len(objects) + 2), _stream(content)]
    told = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects[PAGES - 1] = told.encode("ascii")
    return _file(objects)


def _font() -> bytes:
    return (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica"
        b" /Encoding /WinAnsiEncoding >>"
    )


def _page(content: int) -> bytes:
    return (
        f"<< /Type /Page /Parent {PAGES} 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}]"
        f" /Resources << /Font << /F1 {FONT} 0 R >> >> /Contents {content} 0 R >>"
    ).encode("ascii")


def _content(lines: Sequence[str]) -> bytes:
    start = f"BT /F1 {SIZE} Tf {LEADING} TL {LEFT} {TOP} Td\n".encode("ascii")
    return (
        start
        + b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines)
        + (b"ET")
    )


def _escaped(line: str) -> bytes:
    """Write a text in the typeface's code; what it does not have is a question mark."""
    raw = line.encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        raw = raw.replace(sign, b"\\" + sign)
    return raw.replace(b"\r", b" ").replace(b"\n", b" ")


def _stream(content: bytes) -> bytes:
    head = f"<< /Length {len(content)} >>\nstream\n".encode("ascii")
    return head + content + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    """Put objects together, with the table that says where each begins."""
    body = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, told in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode("ascii") + told + b"\nendobj\n"
    count = len(objects) + 1
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return body + (
        f"xref\n0 {count}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {count} /Root {CATALOG} 0 R >>\n"
        f"startxref\n{len(body)}\n%%EOF\n"
    ).encode("ascii")
