"""When a listing or a plan is too destructive to be trusted.

::

    the system says that it holds          the links say   verdict
    -------------------------------------  --------------  -------
    nothing                                some            not forced: stop (emptied)
    fewer than links, by > max(5, 2 %)     some            not forced: stop (shortened)
    otherwise                              any             go on

    pairs to be changed                    policy          verdict
    -------------------------------------  --------------  -------
    more than the share and the floor      not forced      stop
    otherwise                              any             go on
"""

from dataclasses import dataclass

from engine.errors import N_, SafetyStop

_LOST_FLOOR = 5
_LOST_SHARE = 0.02


class Emptied(SafetyStop):
    """A side that held records holds none."""

    template = N_(
        "safety stop: {system} has no {resource} left, and {links} are linked"
    )
    advice = N_(
        "nothing was written; find out what happened there; if they are meant to be"
        " gone, `raccordo sync --full --force` looks for each of them"
    )


class Shortened(SafetyStop):
    """A side lost more records than anybody deletes in a day."""

    template = N_(
        "safety stop: {system} has {found} {resource}, and {links} are linked"
    )
    advice = N_(
        "nothing was written; find out what happened there; if they are meant to be"
        " gone, `raccordo sync --full --force` looks for each of them"
    )


class Cut(SafetyStop):
    """A listing ended before all the records that the system says it has."""

    template = N_("safety stop: {system} has {total} {resource} and listed {found}")
    advice = N_(
        "nothing was written; run again, and ask the system's support if it stays so"
    )


class TooManyChanges(SafetyStop):
    """A plan changes a large share of the linked records."""

    template = N_("safety stop: this would change {changes} of {links} linked records")
    advice = N_("nothing was written; look at the plan, then use --force")


@dataclass(frozen=True, slots=True)
class Caps:
    """How much a plan may change.

    Attributes:
        share: The share of the links that it may change.
        floor: How many it may change whatever the share.
    """

    share: float = 0.3
    floor: int = 20


def guard_total(system: str, resource: str, total: int, links: int) -> None:
    """Stop where a side lost more of its linked records than can be trusted.

    Raises:
        SafetyStop: It did.
    """
    if links and not total:
        raise Emptied(system=system, resource=resource, links=links)
    if links - total > max(_LOST_FLOOR, links * _LOST_SHARE):
        raise Shortened(system=system, resource=resource, links=links, found=total)


def guard_walk(system: str, resource: str, found: int, total: int) -> None:
    """Stop where a walk over everything did not show everything.

    Raises:
        SafetyStop: It did not.
    """
    if total - found > max(_LOST_FLOOR, total * _LOST_SHARE):
        raise Cut(system=system, resource=resource, found=found, total=total)


def guard_changes(changes: int, links: int, caps: Caps) -> None:
    """Stop where a plan changes more than the profile allows.

    Raises:
        SafetyStop: It does.
    """
    if changes > caps.floor and changes > links * caps.share:
        raise TooManyChanges(changes=changes, links=links)
