"""The values of a case, read by the kind of their field and never by YAML.

A CAP of Rome is the text ``00100`` and Norway the text ``NO``, however they are
written; an amount keeps its cents.
"""

import re
from decimal import Decimal

from engine.errors import N_, Located, RuleError
from engine.marked import Items, Keys, Marked, Scalar, plain
from engine.rules.tokens import thousands
from engine.rules.vocabulary import FieldSpec, Kind
from engine.values import Value

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_TRUTHS = {"true": True, "false": False}


class NotOfKind(RuleError):
    """A case gives a field a value that it cannot hold."""

    template = N_("{field} cannot hold {value!r}")

    def __init__(self, span: object, *, kind: Kind, **parts: object) -> None:
        super().__init__(span, **parts)  # type: ignore[arg-type] # a Span is a Place
        self.advice = {
            Kind.NUMBER: N_("write a number with a point, as 12.50"),
            Kind.TRUTH: N_("write true or false"),
            Kind.LIST: N_("write a list, as [one, two]"),
        }.get(kind, N_("write a text"))


def value_of(marked: Marked, spec: FieldSpec, problems: list[Located]) -> Value:
    """The value of a field; what it cannot hold joins the problems."""
    if isinstance(marked, Scalar) and marked.is_null:
        return None
    match marked, spec.kind:
        case Items(items=items), Kind.LIST:
            return [_item(item, spec, problems) for item in items]
        case Scalar(text=text, span=span), Kind.NUMBER if _NUMBER.fullmatch(text):
            if problem := thousands(span, text):
                problems.append(problem)
            return Decimal(text) if "." in text else int(text)
        case Scalar(text=text), Kind.TRUTH if text in _TRUTHS:
            return _TRUTHS[text]
        case Scalar(text=text), Kind.TEXT | Kind.OPTION | Kind.DATE:
            return text
        case _:
            pass
    shown = marked.text if isinstance(marked, Scalar) else str(plain(marked))
    wrong = NotOfKind(marked.span, kind=spec.kind, field=spec.name, value=shown)
    problems.append(wrong)
    return None


def _item(marked: Marked, spec: FieldSpec, problems: list[Located]) -> Value:
    if isinstance(marked, Scalar):
        return marked.text
    if not isinstance(marked, Keys):
        return None
    fields = spec.items or {}
    return {
        name: value_of(value, fields.get(name) or FieldSpec(name), problems)
        for name, value in marked.entries.items()
    }
