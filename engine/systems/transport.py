"""HTTP to one system: credentials, tries, rates, and what time it is there.

A call is tried five times at most.  What may be tried again, and what it means
that no try was answered well, follows from the kind of the call (``calls.Kind``)
and the verdict on each answer (``verdict``).
"""

import dataclasses
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from engine.errors import Absent, RemoteError, Unavailable, Unclear
from engine.model.resource import SystemDescription
from engine.systems.calls import Answer, Call, Kind
from engine.systems.clock import ServerClock
from engine.systems.credentials import Credentials
from engine.systems.halt import nap
from engine.systems.limits import Limits, base_wait, check_address, rate_for
from engine.systems.mask import masked
from engine.systems.pace import Pace
from engine.systems.places import NoTurn
from engine.systems.verdict import Again, judge
from engine.systems.wire import Wire
from engine.values import from_json

TRIES = 5
_LONGEST_WAIT = 30.0
_MOST_PATIENCE = 120.0
"""Seconds that a server may ask us to wait before we rather give up."""

_SHORT = 2.0
"""Seconds that nobody has to be told of."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Trial:
    """A call and the failures of its tries so far."""

    call: Call
    failures: list[Again] = field(default_factory=list)

    @property
    def may_be_done(self) -> bool:
        """Whether a try that failed may have been carried out."""
        return any(failure.may_be_done for failure in self.failures)

    def asked_for(self, usual: float) -> float:
        """The seconds that the server asked us to wait; the usual ones otherwise."""
        after = self.failures[-1].after
        return usual if after is None else after


class Transport:
    """The calls to one system; any number of threads may use it at once."""

    def __init__(
        self,
        url: str,
        description: SystemDescription,
        credentials: Credentials,
        limits: Limits | None = None,
        wire: object | None = None,
    ) -> None:
        check_address(url)
        limits = limits or Limits()
        self.system = description.name
        self.calls = 0
        self.retries = 0
        self.clock = ServerClock()
        self._credentials = credentials
        self._headers = dict(description.headers)
        self._wait = base_wait(limits)
        self._wire = Wire(url, limits, wire)
        rate = rate_for(url, description, limits)
        self._pace = Pace(limits, rate)
        self._halt = limits.halt
        self._on_wait = limits.on_wait
        self._count = threading.Lock()
        self._is_closed = False

    def __repr__(self) -> str:
        return f"Transport({self.system})"

    def send(self, call: Call) -> Answer:
        """Make a call and give a good answer back, its JSON read.

        Raises:
            RemoteError: No try brought one; ``Unclear`` where it may have been
                done all the same.
        """
        import tenacity

        trial = _Trial(call)
        longest = max(_LONGEST_WAIT, self._wait)
        usual = tenacity.wait_exponential(
            multiplier=self._wait, max=longest
        ) + tenacity.wait_random(0, self._wait)
        again = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(TRIES),
            retry=tenacity.retry_if_exception(self._may_try_again(trial)),
            wait=lambda state: trial.asked_for(usual(state)),
            sleep=self._rest_after(trial),
            reraise=True,
        )
        try:
            return again(self._try, trial)
        except Again as failure:
            raise self._masked(self._given_up(trial, failure)) from None
        except RemoteError as error:
            if isinstance(error, Unavailable) and trial.may_be_done:
                raise self._masked(Unclear(**error.parts)) from None
            raise self._masked(error) from None

    def probe(self, path: str, query: tuple[tuple[str, str], ...] = ()) -> Answer:
        """Ask something that changes nothing, and give back whatever comes.

        Raises:
            Unavailable: Nothing came.
        """
        try:
            answer = self._answer(Call(Kind.READ, "GET", path, query=query))
        except Again as failure:
            error = Unavailable(system=self.system, text=failure.text)
            raise self._masked(error) from None
        try:
            value = from_json(answer.body) if answer.body else None
        except ValueError:
            value = None
        return dataclasses.replace(answer, value=value)

    def cut(self) -> None:
        """Break off the calls in hand, and try nothing again."""
        self._is_closed = True
        self._wire.cut()

    def close(self) -> None:
        """Let go of the connections, and try nothing again."""
        self._is_closed = True
        self._wire.close()

    def _try(self, trial: _Trial) -> Answer:
        try:
            return judge(self.system, trial.call, self._answer(trial.call))
        except NoTurn:
            if not trial.may_be_done:
                raise
            failure = Again("stopped", may_be_done=False)
            trial.failures.append(failure)
            raise failure from None
        except Again as failure:
            trial.failures.append(failure)
            self._pace.pause(min(failure.after or 0.0, _MOST_PATIENCE))
            raise
        except Absent:
            if trial.call.kind is Kind.DELETE and trial.may_be_done:
                # An earlier try was not answered, and did it.
                return Answer(204, {}, b"")
            raise

    def _answer(self, call: Call) -> Answer:
        if call.is_open:
            return self._exchange(call, {})
        headers = self._credentials.headers(self.send)
        answer = self._exchange(call, headers)
        if answer.status == 401 and self._credentials.renew(headers):  # noqa: PLR2004 - the number is the name
            answer = self._exchange(call, self._credentials.headers(self.send))
        return answer

    def _exchange(self, call: Call, credentials: dict[str, str]) -> Answer:
        with self._pace.turn():
            with self._count:
                self.calls += 1
            sent = self.clock.here()
            answer = self._wire.exchange(call, {**self._headers, **credentials})
            received = self.clock.here()
        self.clock.witness(answer.headers.get("date"), sent, received)
        _log.debug(
            "call.answered system=%s method=%s path=%s status=%s",
            self.system,
            call.method,
            call.path,
            answer.status,
        )
        return answer

    def _may_try_again(self, trial: _Trial) -> Callable[[BaseException], bool]:
        def decide(error: BaseException) -> bool:
            if not isinstance(error, Again) or self._is_closed or self._halt.is_set():
                return False
            if trial.call.kind.is_sent_once and error.may_be_done:
                return False
            with self._count:
                self.retries += 1
            _log.info(
                "call.failed system=%s path=%s try=%s",
                self.system,
                trial.call.path,
                len(trial.failures),
            )
            return error.after is None or error.after <= _MOST_PATIENCE

        return decide

    def _rest_after(self, trial: _Trial) -> Callable[[float], None]:
        """The wait between two tries of a call: it ends at once when we have to."""

        def rest(seconds: float) -> None:
            if seconds >= _SHORT or len(trial.failures) > 1:
                self._on_wait()
            if not nap(seconds, self._halt):
                raise trial.failures[-1]

        return rest

    def _given_up(self, trial: _Trial, failure: Again) -> RemoteError:
        if trial.may_be_done:
            return Unclear(system=self.system, text=failure.text)
        return Unavailable(system=self.system, text=failure.text)

    def _masked(self, error: RemoteError) -> RemoteError:
        secrets = self._credentials.secrets()
        parts = {
            name: masked(part, secrets) if isinstance(part, str) else part
            for name, part in error.parts.items()
        }
        return type(error)(**parts)
