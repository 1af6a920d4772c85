"""Why a decision fell as it did, in a few words."""

from engine.errors import N_
from engine.messages.catalogue import translated

_REASONS = {
    "same": N_("equal on both sides"),
    "edited": N_("changed on one side"),
    "filled": N_("was empty"),
    "last_modified": N_("the later edit wins"),
    "owner": N_("the owner of the field wins"),
    "policy": N_("the policy decides"),
    "person": N_("a person decided"),
    "reverted": N_("put back"),
    "new": N_("new record"),
    "rule": N_("filled by a rule"),
    "not_cleared": N_("is not cleared"),
    "undone": N_("taken back"),
    "gone": N_("its counterpart was deleted"),
    "printed": N_("printed in another template"),
    "foreign": N_("does not travel this way"),
    "manual": N_("waits for a person"),
    "certain": N_("certain"),
    "likely": N_("likely"),
    "tie": N_("at about the same time"),
}


def reason_text(reason: str, lang: str) -> str:
    """Say a reason; one that has its own words already stays as it is."""
    known = _REASONS.get(reason)
    return translated(known, lang) if known else reason


def reason_given(text: str, lang: str) -> str:
    """The reason that a person gave; that there was none, where that is so."""
    return text or translated(N_("no reason was given"), lang)
