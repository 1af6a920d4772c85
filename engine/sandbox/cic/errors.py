"""The frames in which CiC refuses.

Codes marked as ours stand where the real one is not known; clients should not
lean on them.
"""

import uuid
from collections.abc import Iterable
from typing import Any

from engine.sandbox.cic.reading import SchemaProblem
from engine.sandbox.exact import Fields

OPERATORS = {
    "equals": "$eq:",
    "not equals": "$ne:",
    "greater than": "$gt:",
    "greater than or equal": "$gte:",
    "less than": "$lt:",
    "less than or equal": "$lte:",
    "substring match": "$like:",
    "and also": "$and:",
    "or else": "$or:",
    "in": "$in:",
    "not in": "$nin:",
}
ESCAPES = {
    "$": "$$",
    "(": "$(",
    ")": "$)",
    "*": "$*",
    "[": "$[",
    "]": "$]",
    ",": "$,",
}
FILTER_HINT = (
    "Filtering on collections can be done using the querystring parameter 'filter'. "
    "Use the allowed operators and allowed filtering fields to create your query. "
    "To enforce operator affinity you can group expressions using parentheses. "
    "The $like: filter supports both using wildcards (*) and not using wildcards. "
    "If no wildcards are used, the expression is considered a 'contains' expression "
    "and effectively becomes a filter with a wildcard at the start of the string and "
    "one at the end of the string. Example: filter=name$eq:Joe$and:city$like:*port"
)
LOGIN_HINT = (
    "Please take a look at https://rest.reviso.com and follow the links to help on "
    "authorization, or use the word demo for both tokens."
)
LAST = ("nullValue", "wildcard")
SCHEMA_HINT = "Inspect the errors and correct your request."

NOT_FOUND = "E06000"
REFERENCE_NOT_FOUND = "E04041"
PAGE_SIZE = "E04810"
TERMS_FIXED = "E06151"
ARCHIVED = "S_V_87"
BARRED = "E06600"
DUE_DATE_MISSING = "E04042"
DUE_DATE_EARLY = "E04760"
# These are ours.
NUMBER_TAKEN = "S_V_1"
VAT_ZONE_NOT_VALID = "S_V_2"
PROVINCE_WITHOUT_COUNTRY = "S_V_3"
IN_USE = "S_V_4"
LINE_WITHOUT_PRODUCT = "S_V_5"
NO_VAT_CODE = "S_V_6"
LINE_TWICE = "S_V_7"


class Refusal(Exception):
    """An answer that refuses, with its whole frame but for the time."""

    def __init__(self, status: int, message: str, **parts: Any) -> None:  # noqa: ANN401 - JSON
        super().__init__(message)
        self.status = status
        self.message = message
        self.parts = parts

    def frame(self, log_time: str) -> Fields:
        """Make the body, keys in the order of the recordings."""
        parts = dict(self.parts)
        details = {"details": parts.pop("details")} if "details" in parts else {}
        tail = {name: parts.pop(name) for name in LAST if name in parts}
        for entry in parts.get("errors", ()):
            entry["logTime"] = log_time
        body: Fields = {
            **parts,
            "httpStatusCode": self.status,
            "logId": str(uuid.uuid4()),
            "logTime": log_time,
            "message": self.message,
            **details,
            **tail,
        }
        return body


def business(code: str, message: str, status: int = 400, **details: object) -> Refusal:
    """Refuse what fits the schema but not the books."""
    errors = [{"errorCode": code, "logTime": "", "message": message}]
    more: Fields = {"details": details} if details else {}
    return Refusal(status, message, errorCode=code, errors=errors, **more)


def not_found() -> Refusal:
    """Say that there is no such record or path."""
    return Refusal(404, "Object not found.", errorCode=NOT_FOUND)


def plain(status: int, message: str) -> Refusal:
    """Refuse with no more than a status and a sentence."""
    return Refusal(status, message)


def not_allowed(method: str) -> Refusal:
    """Refuse a verb."""
    return Refusal(405, f"Method {method} is not allowed here.")


def unauthorised(address: str, query: str) -> Refusal:
    """Say that the tokens are not good; the body offers the demo."""
    link = f"{address}?{query}&demo=true"
    message = "Login to API server failed."
    return Refusal(401, message, demoLink=link, developerHint=LOGIN_HINT)


def bad_filter(allowed: Iterable[str], message: str) -> Refusal:
    """Refuse a filter and tell the whole language."""
    return Refusal(
        400,
        "Could not parse query string filter.",
        allowedFilteringFields=list(allowed),
        allowedFilteringOperators=OPERATORS,
        developerHint=FILTER_HINT,
        errors=[
            {"errorCode": "MONGO_QUERY_COMPILER", "logTime": "", "message": message}
        ],
        escapeCharacters=ESCAPES,
        nullValue="$null:",
        wildcard="*",
    )


def schema_failed(problems: Iterable[SchemaProblem]) -> Refusal:
    """Refuse a body that does not fit the schema, one entry for each misfit."""
    errors = [
        {
            "developerHint": SCHEMA_HINT,
            "errorCode": problem.misfit.code,
            "logTime": "",
            "message": problem.misfit.message,
            "details": _details(problem),
        }
        for problem in problems
    ]
    return Refusal(
        400,
        "Schema validation failed.",
        developerHint=SCHEMA_HINT,
        errorCode=errors[0]["errorCode"],
        errors=errors,
    )


def _details(problem: SchemaProblem) -> Fields:
    name = problem.path.rpartition(".")[2]
    details: Fields = {"property": name, "path": problem.path}
    if problem.misfit.value is not None:
        details["value"] = problem.misfit.value
    return details
