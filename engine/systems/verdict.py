"""What an answer means: good, worth another try, or one error of the tree.

::

    status                    reading             writing
    ------------------------  ------------------  --------------------------------
    2xx, JSON                 good                good
    2xx, error object         Refused             Refused
    2xx, not JSON             again               again, it may have been done
    401                       Unauthorised        Unauthorised
    403, 405, 501             Forbidden           Forbidden
    404, 410 of one record    Absent              Absent
    404, 410 of a collection  Forbidden           Forbidden
    429                       again               again, nothing was done
    408, 425, other 5xx       again               again, it may have been done
    3xx                       Unavailable         Unavailable
    other 4xx                 Refused             Refused
"""

import re
from dataclasses import replace

from engine.errors import (
    Absent,
    Forbidden,
    Refused,
    RemoteError,
    Unauthorised,
    Unavailable,
)
from engine.systems.calls import Answer, Call, Kind
from engine.systems.clock import read_date
from engine.systems.words import Words, read_words
from engine.values import Value, from_json

_OK, _REDIRECTS, _CLIENT_ERRORS, _SERVER_ERRORS = 200, 300, 400, 500
_NOTHING = 204
"""What a .NET server answers in the place of null."""
_TOO_MANY = 429
_PDF = b"%PDF"
_LATER = (408, 425, _TOO_MANY)
_SECONDS = re.compile(r"[0-9]{1,9}(\.[0-9]+)?")
_NOT_THERE = (404, 410)
_NOT_OFFERED = (403, 405, 501)


class Again(Exception):
    """No good answer came, and another try may bring one.

    Attributes:
        text: What came in its place, for a person.
        may_be_done: Whether the server may have done what was asked.
        after: The seconds that it asked us to wait, or None.
    """

    def __init__(
        self, text: str, *, may_be_done: bool, after: float | None = None
    ) -> None:
        super().__init__(text)
        self.text = text
        self.may_be_done = may_be_done
        self.after = after


def judge(system: str, call: Call, answer: Answer) -> Answer:
    """Give a good answer back with its JSON read.

    Raises:
        Again: Another try may bring a good one.
        RemoteError: It is an error, as the table above says.
    """
    status = answer.status
    if _OK <= status < _REDIRECTS:
        return _good(system, call, answer)
    words = read_words(_json_or_none(answer.body), answer.body)
    text = words.text or f"HTTP {status}"
    if status in _LATER or (status >= _SERVER_ERRORS and status not in _NOT_OFFERED):
        may_be_done = call.kind is not Kind.READ and status != _TOO_MANY
        after = _asked_wait(answer.headers)
        said = f"HTTP {status}: {words.text}" if words.text else text
        raise Again(said, may_be_done=may_be_done, after=after)
    raise _error(system, call, status, replace(words, text=text))


def _good(system: str, call: Call, answer: Answer) -> Answer:
    if not answer.body.strip() and (
        call.kind is not Kind.READ or answer.status == _NOTHING
    ):
        return answer
    if call.is_paper and answer.body.startswith(_PDF):
        return answer
    try:
        value = _json(answer.body)
    except ValueError:
        said = f"HTTP {answer.status}, {answer.headers.get('content-type', 'empty')}"
        may_be_done = call.kind is not Kind.READ
        raise Again(said, may_be_done=may_be_done) from None
    if isinstance(value, dict) and value.get("errorCode"):
        # One part of CiC answers 200 where it refuses.
        words = read_words(value, answer.body)
        raise _refused(system, answer.status, words)
    if call.is_paper:
        # Something was said, and it is no document.
        msg = f"HTTP {answer.status}, JSON"
        raise Again(msg, may_be_done=False)
    return replace(answer, value=value)


def _error(system: str, call: Call, status: int, words: Words) -> RemoteError:
    resource = call.resource or call.path
    if status < _CLIENT_ERRORS:
        return Unavailable(system=system, text=words.text)
    if status == 401:  # noqa: PLR2004 - the number is the name
        return Unauthorised(system=system, text=words.text)
    if status in _NOT_THERE and call.id:
        return Absent(system=system, resource=resource, id=call.id)
    if status in _NOT_THERE or status in _NOT_OFFERED:
        return Forbidden(
            system=system, resource=resource, status=status, text=words.text
        )
    return _refused(system, status, words)


def _refused(system: str, status: int, words: Words) -> Refused:
    return Refused(
        system=system,
        status=status,
        text=words.text or f"HTTP {status}",
        error_code=words.code,
        field=words.field,
    )


def _asked_wait(headers: dict[str, str]) -> float | None:
    """The seconds that ``Retry-After`` asks for, said in seconds or as a date."""
    said = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(said):
        return float(said)
    until, now = read_date(said), read_date(headers.get("date"))
    if until is None or now is None:
        return None
    return max(0.0, (until - now).total_seconds())


def _json(body: bytes) -> Value:
    # A byte-order mark is no JSON, and .NET servers are fond of it.
    return from_json(body.removeprefix(b"\xef\xbb\xbf"))


def _json_or_none(body: bytes) -> Value:
    try:
        return _json(body)
    except ValueError:
        return None
