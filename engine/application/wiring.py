"""The rooms of one profile, opened when they are needed and wired to each other."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from engine.application.answer import Progress
from engine.application.entities import is_on, known_to, with_lookups
from engine.application.pacing import Pacing
from engine.application.patience import enter_soon
from engine.application.place import place_of
from engine.application.screening import screens_with
from engine.application.sides import NAMES, UnknownEntity
from engine.config.grants import Grant, Grants
from engine.config.profile import Profile, Rate
from engine.config.secret import Secret
from engine.errors import N_, Stopped, UsageError
from engine.messages import Screens
from engine.state.address import Address
from engine.state.database import MOVED, MovedAway
from engine.state.store import Shelves, Store, has_any, hold
from engine.systems.limits import Limits

_WAIT = 30.0
"""How many seconds a command waits for a run beside it to end."""


class NoGrant(UsageError):
    """A profile without a token for the company's books."""

    template = N_("nobody has granted this profile access to CiC yet")
    advice = N_("run `raccordo grant`, or write agreement_grant_token under cic")


class Wiring:
    """What an answer is made with."""

    def __init__(
        self,
        profile: Profile,
        lang: str,
        progress: Progress | None,
        transports: Mapping[str, object],
        halt: threading.Event,
    ) -> None:
        self.profile = profile
        self.lang = lang
        self.halt = halt
        self.stop_exit = Stopped.exit_code
        self.progress = progress or _silence
        self._transports = transports
        self._store: Store | None = None
        self._has_state = False
        self._systems: Any = None
        self._granted: Any = None
        self._languages: Any = None
        self.on_run: Callable[[int], None] = _no_run
        self._is_held = False
        self._pacing = Pacing(
            lambda: Store.open(self.place),
            lambda: self._is_held or self.has_state,
        )

    @property
    def store(self) -> Store:
        """The state, opened and up to date."""
        if self._store is None:
            store = Store.open(self.place)
            to = store.settings.get(MOVED)
            if to:
                store.close()
                raise MovedAway(path=str(self.place), to=to, text="")
            self._store = store
        return self._store

    @property
    def place(self) -> Path | Address:
        """Where the profile remembers."""
        return place_of(self.profile)

    def rehearsal(self) -> Store:
        """A copy of the state in memory; an empty one where there is none yet."""
        return self.store.rehearsal() if self.has_state else Store.open(None)

    def owns(self, store: Store) -> bool:
        """Whether this is the state itself, and no copy."""
        return store is self._store

    @property
    def has_state(self) -> bool:
        """Whether anything was ever remembered."""
        if self._store is None and not self._has_state:
            self._has_state = has_any(self.place)
        return self._store is not None or self._has_state

    @property
    def languages(self) -> Any:  # noqa: ANN401 - Languages, whose import is heavy
        """The mappings and rules, read and checked."""
        if self._languages is None:
            from engine.application.languages import Languages

            self._languages = Languages(self.profile)
        return self._languages

    @cached_property
    def screens(self) -> Screens:
        """What a person sees of the fields and values of every entity."""
        return screens_with(self.lang, lambda: self.languages)

    @property
    def systems(self) -> Any:  # noqa: ANN401 - Pair[System], whose import is heavy
        """The two systems, connected; nothing is sent yet."""
        if self._systems is None:
            self._systems = self._connect()
        return self._systems

    @property
    def known(self) -> tuple[str, ...]:
        """The entities that the profile keeps equal, in the order of its mappings."""
        return known_to(self.profile)

    def shelves(self, entity: str) -> Shelves:
        """What is remembered of an entity.

        Raises:
            UnknownEntity: The profile does not keep it equal.
        """
        if entity not in self.known:
            raise UnknownEntity(entity=entity, known=", ".join(self.known))
        return self.store.of(entity)

    def entities(self, asked: tuple[str, ...]) -> tuple[str, ...]:
        """The entities that were asked for; by default, what the toggles say."""
        for entity in asked:
            self.shelves(entity)
        asked = asked or tuple(one for one in self.known if is_on(self.profile, one))
        return self._in_order(with_lookups(self.profile, asked))

    def _in_order(self, entities: tuple[str, ...]) -> tuple[str, ...]:
        """Each after those that it waits for."""
        if len(entities) < 2:  # noqa: PLR2004 - one has no order
            return entities
        from engine.mapping.order import in_order

        return in_order({name: self.languages.declaration(name) for name in entities})

    @cached_property
    def grant(self) -> Grant | None:
        """What `raccordo grant` keeps, where the profile names no token itself."""
        if self.profile.cic.agreement_grant_token is not None:
            return None
        return Grants(self.profile).read()

    @contextlib.contextmanager
    def held(self, seconds: float | None = None) -> Iterator[None]:
        """Hold the profile alone; another run may take ``seconds`` to end, or 30.

        Raises:
            Busy: Another run holds it, and goes on holding it.
            Stopped: Somebody asked us to end meanwhile.
        """
        with contextlib.ExitStack() as stack:
            patience = _WAIT if seconds is None else seconds
            enter_soon(stack, self._hold, patience, self._wait)
            self._is_held = True
            yield

    def _wait(self, waited: float, seconds: float) -> None:
        self.go_on()
        self.progress("wait", int(waited), int(seconds))

    def _hold(self, seconds: float) -> AbstractContextManager[None]:
        # A file is held before it is opened: it may be about to be replaced.
        path, name = self.profile.state.path, self.profile.name
        return hold(path, name, seconds) if path else self.store.held(name, seconds)

    def go_on(self) -> None:
        """End between two steps where somebody asked us to.

        Raises:
            Stopped: Somebody did.
        """
        if self.halt.is_set():
            raise Stopped

    def calls(self) -> dict[str, int]:
        """How many requests were sent to each system so far."""
        return {system.name: system.calls for system in self._systems or ()}

    def retries(self) -> dict[str, int]:
        """How many of them failed, and were tried again."""
        return {system.name: system.retries for system in self._systems or ()}

    def let_go(self) -> None:
        """Keep no more than the connections: what is on the disk is opened anew."""
        if self._store is not None:
            self._store.close()
        self._pacing.close()
        self._store = self._languages = None
        self.__dict__.pop("grant", None)

    def cut(self) -> None:
        """Break off the calls in hand, after somebody asked us to end."""
        for system in self._opened:
            system.cut()

    def close(self) -> None:
        """Let go of everything that was opened."""
        for system in self._opened:
            system.close()
        self._pacing.close()
        if self._store is not None:
            self._store.close()

    @property
    def _opened(self) -> list[Any]:
        return [one for one in (*(self._systems or ()), self._granted) if one]

    def books_of(self, grant: Grant) -> Any:  # noqa: ANN401 - System, as above
        """The books that a grant opens; they are closed with the rest."""
        self._granted = self._connect_books(grant.token)
        return self._granted

    def _connect_books(self, token: Secret) -> Any:  # noqa: ANN401 - as above
        from engine.systems import connect

        cic = self.profile.cic
        return connect.connect_cic(
            connect.CicAccess(cic.url, cic.app_secret_token.reveal(), token.reveal()),
            self.languages.descriptions.left,
            self._limits(NAMES.left, cic.rate),
            wire=self._transports.get(NAMES.left),
        )

    def _limits(self, system: str, rate: Rate | None) -> Limits:
        told = partial(self.progress, f"again {system}", 0, None)
        limits = Limits(self.profile.policy.concurrency, halt=self.halt, on_wait=told)
        return self._pacing.paced(system, rate, limits)

    def _connect(self) -> Any:  # noqa: ANN401 - as above
        from engine.model.side import Pair
        from engine.systems import connect

        crm = self.profile.crm
        token = self.profile.cic.agreement_grant_token
        if token is None and self.grant is not None:
            token = self.grant.token
        if token is None:
            raise NoGrant
        contacts = connect.CrmAccess(
            crm.url, _reveal(crm.api_key), crm.username, _reveal(crm.password)
        )
        return Pair(
            self._connect_books(token),
            connect.connect_crm(
                contacts,
                self.languages.descriptions.right,
                self._limits(NAMES.right, crm.rate),
                wire=self._transports.get(NAMES.right),
            ),
        )


def _silence(stage: str, done: int, total: int | None) -> None:
    """Show no progress."""


def _no_run(number: int) -> None:
    """Tell nobody that a run has begun."""


def _reveal(secret: Secret | None) -> str:
    return secret.reveal() if secret else ""
