"""Keys of a collection that serves as a select list."""

# ruff: noqa: ARG002 - every lens is asked alike, whether or not it needs the scope

from collections.abc import Iterable

from engine.lenses.base import Kind, Lens, Objection, Scope
from engine.lenses.countries import alpha_2
from engine.lenses.texts import as_text, folded, tidy
from engine.model.option import Option, Options
from engine.model.side import Side
from engine.values import Value

_LONGEST_NUMBER = 18


class Choice(Lens):
    """An option: its key on the left, the text of its key or ``show`` on the right.

    Where keys or shown texts are unique only within something (a country), the
    field named by ``within`` says which; an option that only one such holds is
    found without it.
    """

    kind = Kind.CANONICAL

    def __init__(self, options: Options, show: str = "", within: str = "") -> None:
        self.options = options
        self.show = show
        self.within = within
        self.reads = (within,) if within else ()
        self.is_plain = not show
        self._by_key = _index((str(one.key), one) for one in options.options)
        self._by_text = _index(self._texts())
        self._by_folded = _index((folded(text), one) for text, one in self._texts())
        # The common case, which runs for every record, is one step.
        self._shown = {
            (one.key, one.within or None): self.shown(one)
            for one in reversed(options.options)
        }
        self._keys = {
            place: found.key
            for place in (
                (self.shown(one), one.within or None) for one in options.options
            )
            if (found := self._found(place[0], {within: place[1]}))
        }

        if not within:
            self.known = {
                text: key
                for (text, group), key in self._keys.items()
                if text and group is None
            }

    def shown(self, option: Option) -> str | None:
        """What stands on the right for an option; None where it has no such text."""
        return as_text(option.content.get(self.show)) if self.show else str(option.key)

    def get(self, left: Value, scope: Scope) -> Value:
        """What is shown for a key; a key that no option has as its text."""
        if not self.show:
            return as_text(left)
        try:
            return self._shown[left, scope.get(self.within)]  # type: ignore[index]
        except (KeyError, TypeError):
            return self._shown_slowly(left, scope)

    def written(self, right: Value, scope: Scope) -> Value:
        """The key of an option, of the JSON type that it has."""
        try:
            return self._keys[right, scope.get(self.within)]  # type: ignore[index]
        except (KeyError, TypeError):
            return self._written_slowly(right, scope)

    def _written_slowly(self, right: Value, scope: Scope) -> Value:
        option = self._found(right, scope)
        if option:
            return option.key
        text = as_text(right) or ""
        has_numbers = any(isinstance(one.key, int) for one in self.options.options)
        return int(text) if has_numbers and _is_number(text) else text

    def normal(self, right: Value, scope: Scope) -> str:
        """The text that is shown for the option that was meant."""
        option = self._found(right, scope)
        shown = self.shown(option) if option else None
        return shown or tidy(as_text(right) or "")

    def why_not(self, right: Value, scope: Scope, target: Side) -> Objection | None:
        """A value that is no option, one of another country, or one of several."""
        text = as_text(right)
        if text is None or self.options.is_missing:
            return None
        parts = {"value": text, "registry": self.options.name}
        found = self._matching(text)
        if not found:
            return Objection("unknown_option", parts)
        group = self._group(scope)
        if not group:
            option = self._pick(found, scope)
            alone = option and self._pick(self._by_key[str(option.key)], scope)
            return None if alone else Objection("option_unclear", parts)
        if any(one.within in ("", group) for one in found):
            return None
        return Objection("option_elsewhere", parts | {"within": group})

    def texts(self) -> tuple[str, ...]:
        """Every text that may stand on the right."""
        shown = (self.shown(option) for option in self.options.options)
        return tuple(dict.fromkeys(text for text in shown if text))

    def _shown_slowly(self, left: Value, scope: Scope) -> Value:
        key = as_text(left)
        option = self._pick(self._by_key.get(key or "", ()), scope)
        return self.shown(option) if option else key

    def _texts(self) -> Iterable[tuple[str, Option]]:
        """Shown texts first, then names: one may have been typed for the other."""
        for option in self.options.options:
            if shown := self.shown(option):
                yield shown, option
        for option in self.options.options:
            if self.show and option.label and self.shown(option):
                yield option.label, option

    def _found(self, right: Value, scope: Scope) -> Option | None:
        text = as_text(right)
        return self._pick(self._matching(text), scope) if text else None

    def _matching(self, text: str) -> tuple[Option, ...]:
        """Options whose text this is, whatever its capitals and accents."""
        exactly = self._by_text.get(text)
        # Within nothing, the exact text decides; else another country's option
        # may be the one that was meant.
        if exactly and not self.within:
            return exactly
        letters = folded(text)
        return self._by_folded.get(letters, ()) if letters else ()

    def _pick(self, options: tuple[Option, ...], scope: Scope) -> Option | None:
        group = self._group(scope)
        for option in options:
            if group and option.within in ("", group):
                return option
        is_clear = len({option.within for option in options}) == 1
        return options[0] if is_clear else None

    def _group(self, scope: Scope) -> str:
        text = as_text(scope.get(self.within)) if self.within else None
        return (alpha_2(text) or text) if text else ""


def _index(pairs: Iterable[tuple[str, Option]]) -> dict[str, tuple[Option, ...]]:
    found: dict[str, tuple[Option, ...]] = {}
    for text, option in pairs:
        found[text] = (*found.get(text, ()), option)
    return found


def _is_number(text: str) -> bool:
    is_short = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return is_short and str(int(text)) == text
