"""Texts that are compared, cut, joined or picked from by what they mean."""

# ruff: noqa: ARG002 - every lens is asked alike, whether or not it needs the scope

from urllib.parse import urlsplit

from engine.lenses.base import Kind, Lens, Objection, Scope, distinct
from engine.lenses.texts import as_text, compact, folded, tidy
from engine.model.side import Side
from engine.values import Value, is_set


class Trim(Lens):
    """A text without spaces around it."""

    kind = Kind.CANONICAL

    def written(self, right: Value, scope: Scope) -> Value:
        """Without outer spaces; one that is nothing else is not set."""
        return (as_text(right) or "").strip() or None


class Case(Lens):
    """A text whose capitals do not count; the left takes it in one form."""

    kind = Kind.CANONICAL

    def __init__(self, form: str) -> None:
        self.form = form

    def written(self, right: Value, scope: Scope) -> Value:
        """In capitals, or in small letters."""
        text = as_text(right) or ""
        return text.upper() if self.form == "upper" else text.lower()

    def normal(self, right: Value, scope: Scope) -> str:
        """Tidy, whatever its capitals."""
        return _caseless(tidy(as_text(right) or ""))


class Code(Lens):
    """A code (an IBAN, a recipient code): capitals, spaces and marks do not count."""

    kind = Kind.CANONICAL

    def written(self, right: Value, scope: Scope) -> Value:
        """Capital letters and digits alone; a text that has none as it was typed."""
        text = as_text(right) or ""
        return compact(text) or text

    def normal(self, right: Value, scope: Scope) -> str:
        """Capital letters and digits alone."""
        text = as_text(right) or ""
        return compact(compact(text)) or tidy(text)


class Url(Lens):
    """An address of the web: capitals of its host and a last slash do not count."""

    kind = Kind.CANONICAL

    def normal(self, right: Value, scope: Scope) -> str:
        """Scheme and host in small letters, http understood, no slash at the end."""
        text = tidy(as_text(right) or "")
        try:
            parts = urlsplit(text if "//" in text else f"http://{text}")
        except ValueError:
            return text
        if not parts.netloc:
            return text
        rest = parts._replace(scheme="", netloc="").geturl().rstrip("/")
        scheme = "" if parts.scheme in ("http", "https") else f"{parts.scheme}://"
        return f"{scheme}{parts.netloc.lower()}{rest}"


class PersonName(Lens):
    """The name of a person: capitals, accents and marks do not count."""

    kind = Kind.CANONICAL

    def normal(self, right: Value, scope: Scope) -> str:
        """Its letters, without accents and capitals."""
        text = as_text(right) or ""
        return folded(folded(text)) or tidy(text)


class NamePart(Lens):
    """The first name or the surname of a whole name; there is no way back."""

    kind = Kind.ONE_WAY
    is_plain = False

    def __init__(self, part: str) -> None:
        self.part = part

    def get(self, left: Value, scope: Scope) -> Value:
        """The first word, or all that follows it; a lone word is a surname."""
        words = (as_text(left) or "").split()
        if self.part == "first":
            return words[0] if words[1:] else None
        return " ".join(words[1:] or words) or None


class Constant(Lens):
    """One text wherever the left says anything; there is no way back."""

    kind = Kind.ONE_WAY
    is_plain = False

    def __init__(self, text: str) -> None:
        self.text = text

    def get(self, left: Value, scope: Scope) -> Value:
        """The text."""
        return self.text if is_set(left) else None


class First(Lens):
    """The first item of a list on the left; the others stay."""

    kind = Kind.CANONICAL
    is_plain = False

    def get(self, left: Value, scope: Scope) -> Value:
        """The first item; a lone text is a list of one."""
        return as_text(left[0]) if isinstance(left, list) and left else as_text(left)

    def put(self, right: Value, old: Value, scope: Scope) -> Value:
        """Lay it over the first item; cleared, an only one goes."""
        if self.get(old, scope) == right:
            return old
        rest = old[1:] if isinstance(old, list) else []
        if is_set(right):
            return [as_text(right), *rest]
        return ["", *rest] if rest else None

    def written(self, right: Value, scope: Scope) -> Value:
        """A list of one."""
        return [as_text(right)]


class Join(Lens):
    """A list of texts on the left, one text on the right."""

    kind = Kind.CANONICAL
    is_plain = False

    def __init__(self, between: str) -> None:
        self.between = between

    def get(self, left: Value, scope: Scope) -> Value:
        """The items, joined."""
        return self.between.join(_items(left)) or None

    def written(self, right: Value, scope: Scope) -> Value:
        """The parts of the text; one that has none is not set."""
        return list(_parts(as_text(right) or "", self.between)) or None

    def normal(self, right: Value, scope: Scope) -> str:
        """The parts, each without outer spaces."""
        return "\n".join(_parts(as_text(right) or "", self.between))


class Split(Lens):
    """One text on the left, a list of texts on the right."""

    kind = Kind.CANONICAL
    is_plain = False

    def __init__(self, between: str) -> None:
        self.between = between

    def get(self, left: Value, scope: Scope) -> Value:
        """The parts of the text."""
        return list(_parts(as_text(left) or "", self.between)) or None

    def written(self, right: Value, scope: Scope) -> Value:
        """The items, joined."""
        return self.between.join(_items(right)) or None

    def normal(self, right: Value, scope: Scope) -> str:
        """The items, each without outer spaces; a lone text is split too."""
        text = self.between.join(_items(right))
        return "\n".join(_parts(text, self.between))

    def spellings(self, right: Value, scope: Scope) -> tuple[str, ...]:
        """The items, joined."""
        return distinct(as_text(self.written(right, scope)))

    def why_not(self, right: Value, scope: Scope, target: Side) -> Objection | None:
        """An item that holds what stands between items."""
        broken = next((one for one in _items(right) if self.between in one), None)
        return Objection("not_splittable", {"value": broken}) if broken else None


def _items(value: Value) -> list[str]:
    items = value if isinstance(value, list) else [value]
    texts = ((as_text(item) or "").strip() for item in items)
    return [text for text in texts if text]


def _parts(text: str, between: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(between) if part.strip())


def _caseless(text: str) -> str:
    # Some letters need several turns (İ): the form has to be stable.
    return text.upper().lower().upper().lower()
