import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from engine.errors import Several
from engine.model.side import Side
from engine.rules import reading
from engine.rules.cache import Cache, user_cache
from engine.rules.rulebook import Rulebook, load_rules
from engine.rules.vocabulary import FieldSpec, Vocabulary
from engine.source import Source
from engine.values import Value
from tests.unit.rules.customers import CUSTOMERS, NOTHING

_TEXT = """for customers
C-1: check zip is a cap when country in ['IT', 'SM'] message it 'CAP!' en 'ZIP!'
warn check email matches '[a-z]+@[a-z.]+'
each lines: check amount <= 1.5 or product_code in catalogue
check total = sum of lines.amount within 0.01
default currency = 'EUR'
default always discount = 2.5 when zip is set
require name
"""
_RECORD: dict[str, Value] = {
    **NOTHING,
    "zip": "x",
    "country": "IT",
    "email": "A",
    "total": 3,
    "lines": [{"amount": 2, "product_code": "C3"}, {"amount": 2}],
}


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "raccordo" / "rules")


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were compiled."""
    compiled: list[str] = []
    compile_sheets = reading.compile_sheets

    def watched(sources: list[Source], vocabulary: Vocabulary) -> object:
        compiled.extend(source.name for source in sources)
        return compile_sheets(sources, vocabulary)

    monkeypatch.setattr(reading, "compile_sheets", watched)
    return compiled


def _load(
    cache: Cache | None,
    text: str = _TEXT,
    vocabulary: Vocabulary = CUSTOMERS,
    name: str = "r.rules",
) -> Rulebook:
    return load_rules([Source(name, text)], vocabulary, cache=cache)


def _files(cache: Cache) -> list[Path]:
    return list(cache.folder.iterdir())


def test_what_is_kept_says_the_same(cache: Cache, compilations: list[str]) -> None:
    made, kept, plain = _load(cache), _load(cache), _load(None)

    assert compilations == ["r.rules"] * 2
    assert kept.rules == plain.rules == made.rules
    known = {name: value for name, value in _RECORD.items() if name != "pec"}
    for record in (_RECORD, known):
        expected = plain.judge(record, side=Side.RIGHT, changed=frozenset({"zip"}))
        assert len(expected) == 6
        assert (
            kept.judge(record, side=Side.RIGHT, changed=frozenset({"zip"})) == expected
        )
        assert len(plain.fill(record, is_new=True)) == 2
        assert kept.fill(record, is_new=True) == plain.fill(record, is_new=True)


def test_a_record_that_lacks_fields_is_judged_from_what_is_kept(cache: Cache) -> None:
    _load(cache)

    (problem,) = _load(cache).judge({"zip": "x", "country": "IT"}, side=Side.LEFT)

    assert problem.parts["it"] == "CAP! (zip = 'x')"


@pytest.mark.parametrize(
    ("text", "vocabulary", "name"),
    [
        pytest.param(_TEXT + "require zip", CUSTOMERS, "r.rules", id="another text"),
        pytest.param(_TEXT, CUSTOMERS, "s.rules", id="another name"),
        pytest.param(
            _TEXT,
            Vocabulary(
                "customers",
                {**CUSTOMERS.fields, "zip": FieldSpec("zip", labels={"it": "CAP"})},
                tables=CUSTOMERS.tables,
            ),
            "r.rules",
            id="another label",
        ),
        pytest.param(
            _TEXT,
            Vocabulary("customers", CUSTOMERS.fields, tables={"catalogue": None}),
            "r.rules",
            id="a table that is not known any more",
        ),
    ],
)
def test_anything_else_is_compiled_anew(
    cache: Cache,
    compilations: list[str],
    text: str,
    vocabulary: Vocabulary,
    name: str,
) -> None:
    _load(cache)

    _load(cache, text, vocabulary, name)

    assert compilations == ["r.rules", name]


def test_a_table_is_read_when_the_rules_are_loaded(cache: Cache) -> None:
    rule = "for customers\ncheck zip in catalogue"
    sold = Vocabulary("customers", CUSTOMERS.fields, tables={"catalogue": ("x",)})
    _load(cache, rule)

    assert len(_load(cache, rule).judge(_RECORD, side=Side.LEFT)) == 1
    assert _load(cache, rule, sold).judge(_RECORD, side=Side.LEFT) == ()


def test_a_wrong_file_is_not_kept(cache: Cache) -> None:
    with pytest.raises(Several):
        _load(cache, "for customers\nrequire nam")

    assert not cache.folder.exists()


def test_what_is_kept_is_for_its_owner_alone(cache: Cache) -> None:
    _load(cache)

    (file,) = _files(cache)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700


def _tear(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-3])


def _swap(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:100] + b"\x00" + content[101:])


def _open_to_all(file: Path) -> None:
    file.chmod(0o666)


def _open_the_folder(file: Path) -> None:
    file.parent.chmod(0o777)


def _link(file: Path) -> None:
    other = file.with_name("other")
    file.rename(other)
    file.symlink_to(other)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize(
    "spoil", [_tear, _swap, _open_to_all, _open_the_folder, _link, _empty]
)
def test_what_is_not_ours_and_whole_is_not_read(
    cache: Cache, compilations: list[str], spoil: object
) -> None:
    _load(cache)
    (file,) = _files(cache)
    spoil(file)  # type: ignore[operator] # one of those above

    assert len(_load(cache).judge(_RECORD, side=Side.LEFT)) == 6
    assert compilations == ["r.rules"] * 2


def test_what_belongs_to_somebody_else_is_not_read(
    cache: Cache, compilations: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _load(cache)
    monkeypatch.setattr(os, "getuid", lambda: 4242)

    _load(cache)

    assert compilations == ["r.rules"] * 2


def test_a_folder_that_cannot_be_made_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")

    book = _load(Cache(tmp_path / "file" / "rules"))

    assert len(book.judge(_RECORD, side=Side.LEFT)) == 6


def test_only_the_latest_are_kept(cache: Cache) -> None:
    for index in range(70):
        cache.put(f"key-{index}", b"x")
        os.utime(cache.folder / f"key-{index}", (index, index))

    assert len(_files(cache)) == 64
    assert cache.get("key-69") == b"x"
    assert cache.get("key-0") is None


def test_the_cache_is_where_the_user_keeps_caches(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    at_home = user_cache()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    elsewhere = user_cache()

    assert at_home == Cache(tmp_path / ".cache" / "raccordo" / "rules")
    assert elsewhere == Cache(tmp_path / "caches" / "raccordo" / "rules")


def test_what_is_kept_needs_no_parser(cache: Cache) -> None:
    text = "for customers\nrequire zip"
    load_rules(
        [Source("r", text)],
        Vocabulary("customers", {"zip": FieldSpec("zip")}),
        cache=cache,
    )
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from engine.rules.cache import Cache\n"
        "from engine.rules.rulebook import load_rules\n"
        "from engine.rules.vocabulary import FieldSpec, Vocabulary\n"
        "from engine.source import Source\n"
        "known = Vocabulary('customers', {'zip': FieldSpec('zip')})\n"
        f"cache = Cache(Path({str(cache.folder)!r}))\n"
        f"book = load_rules([Source('r', {text!r})], known, cache=cache)\n"
        "assert len(book.rules) == 1\n"
        "assert 'lark' not in sys.modules\n"
    )

    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )

    assert done.stderr == ""
