"""The words of a problem: what is wrong with a record, and how to mend it.

One entry for each code: the message, the fix.  ``field`` is said by its label,
``side`` and ``system`` by the name of the system.
"""

from collections.abc import Mapping

from engine.errors import N_
from engine.messages.catalogue import fill, translated
from engine.messages.fields import field_label
from engine.messages.systems import system_name

_LOOK = N_("compare the two records, correct the wrong one, then retry")

_TEXTS = {
    # what accounting demands, caught before anything is sent
    "province_needs_country": (
        N_("the province is set and the country is not"),
        N_("fill in the country of the company in the CRM, then retry"),
    ),
    "vat_zone_missing": (
        N_("the VAT zone is missing, or not one that CiC accepts"),
        N_("choose 'Zona iva Reviso' on the company in the CRM, then retry"),
    ),
    "mandatory_missing": (
        N_("{field} is missing, and {side} takes no record without it"),
        N_("fill in the field {form}, then retry"),
    ),
    "mandatory_missing_unnamed": (
        N_("{system} says that something it demands is missing: {text}"),
        N_("fill in the field {form}, then retry"),
    ),
    "quote_not_sent": (
        N_("the quote is not in CiC yet, and CiC is who prints it"),
        N_("send it first: `raccordo send quote {id}`"),
    ),
    "quotation_gone": (
        N_("the quotation was deleted in CiC"),
        N_("`raccordo problems` says what can be done"),
    ),
    "totals_differ": (
        N_(
            "CiC adds the document up to {their_net} + {their_vat} = {their_gross}, "
            "its rows come to {our_net} + {our_vat} = {our_gross}"
        ),
        N_("compare the rows and their rates on both sides, then send it again"),
    ),
    "required_missing": (
        N_("{field} is missing, and {side} does not take a record without it"),
        N_("fill it in, then retry"),
    ),
    "unknown_option": (
        N_("{value!r} is not among the values of {field}"),
        N_("choose one of the list; `raccordo setup` brings the list up to date"),
    ),
    "unknown_value": (
        N_("{value!r} is not a value that {field} can have"),
        N_("correct it, or add it to the table of the mapping"),
    ),
    "ambiguous_option": (
        N_("{value!r} names more than one value of {field}"),
        N_("give the values of the list different names"),
    ),
    "not_representable": (
        N_("{value!r} cannot be written as {field} on the other side"),
        N_("correct the value, then retry"),
    ),
    "too_long": (
        N_("{field} is longer than the {max} characters that {side} takes"),
        N_("shorten it, then retry"),
    ),
    "cannot_clear": (
        N_("{field} was emptied on one side, and the other needs it"),
        N_("fill it in again, then retry"),
    ),
    "excluded": (
        N_("it is left out: {reason}"),
        N_("`raccordo include {entity} {ref}` takes it in again"),
    ),
    "reused_number": (
        N_("in {side}, number {id} was {before} and is now {after}: another record"),
        N_(
            "`raccordo unlink {entity} {cic}` parts the pair; `raccordo retry` says"
            " that it is one"
        ),
    ),
    # what a server said
    "refused": (
        N_("{system} refused it: {text}"),
        N_("correct what it names, then retry"),
    ),
    "schema_validation": (
        N_("CiC did not accept the record: {text}"),
        N_("fill in what is missing {form}, then retry"),
    ),
    "forbidden": (
        N_("{system} does not allow it: {text}"),
        N_("install the module, or give the user the permission, then retry"),
    ),
    "unavailable": (
        N_("{system} did not answer: {text}"),
        N_("nothing is lost: the next run tries again"),
    ),
    "absent": (
        N_("{system} has no such record any more"),
        N_("look whether it was deleted; `raccordo unlink` forgets the pair"),
    ),
    # what only a person can know
    "disputed": (
        N_("more than one record could be its counterpart: {candidates}"),
        N_(
            "`raccordo link {entity} {pair}` says which it is, `raccordo link --never"
            " {entity} {pair}` which it is not"
        ),
    ),
    "review": (
        N_("{candidates} may be the same, by {key}"),
        N_(
            "`raccordo link {entity} {pair}` says that it is, `raccordo link --never"
            " {entity} {pair}` that it is not"
        ),
    ),
    "unsure_create": (
        N_("it may have been created already, and was not found"),
        N_("look for it there; `raccordo link` names it, `retry` creates it"),
    ),
    "deleted_there": (
        N_("its counterpart was deleted in {side}"),
        N_(
            "`raccordo unlink {entity} {cic}` lets the other live alone; nothing is"
            " deleted by itself"
        ),
    ),
    "target_changed": (
        N_("{side} changed {field} while writing it: {sent!r} became {value!r}"),
        N_("correct the value so that both systems keep it, then retry"),
    ),
    "conflict_held": (
        N_("{field} was changed on both sides"),
        N_("`raccordo conflicts` shows both values, `raccordo resolve` decides"),
    ),
    "possible_overwrite": (
        N_("{seen} changed in {side} while {written} was written: more may be gone"),
        N_("`raccordo journal --record {ref}` shows what was there; then `dismiss`"),
    ),
    "tie": (
        N_("both sides changed {field} at about the same time"),
        N_("`raccordo journal` shows the value that lost"),
    ),
    "foreign_edit": (
        N_("{field} was changed in {source}, from where it does not travel"),
        N_("change it on the other side, or let the mapping send it"),
    ),
    "apart": (
        N_("nobody changed {field}, and the two differ: CiC {cic!r}, CRM {crm!r}"),
        N_("what counts as equal changed: correct the record that is wrong"),
    ),
    "oscillation": (
        N_("it is written again and again, and does not come to rest: {trace}"),
        N_("look what else changes it and stop that, then `raccordo retry`"),
    ),
    "reused": (
        N_("its number now belongs to another customer"),
        N_("`raccordo unlink` forgets the pair, then both are matched anew"),
    ),
    "waiting": (
        N_("it waits for {who}, which is held: {why}"),
        N_("mend that one: this one then goes by itself"),
    ),
    "parent_missing": (
        N_("it belongs to {who}, which is not there, or was not read yet"),
        N_("look whether that was deleted; once it is there, this one goes by itself"),
    ),
    "unreadable": (
        N_("{field} cannot be read: {value!r}"),
        N_("correct the value, then retry"),
    ),
    "still_moving": (
        N_("it was changed again and again while we looked"),
        N_("nothing to do: the next run tries again"),
    ),
    "module_missing": (
        N_("{system} has no {resource}: the module is not installed"),
        N_("install it, or switch that part off in the profile"),
    ),
}

CAUSES = frozenset(_TEXTS)
"""What a record can be held for that is none of the rules."""

_OTHER = (N_("held for the reason {code!r}"), _LOOK)


def problem_text(code: str, parts: Mapping[str, str], lang: str) -> tuple[str, str]:
    """Say a problem and its fix; what a rule brought itself comes first."""
    named = f"{code}_unnamed" if parts.get("field") == "" else code
    message, fix = _TEXTS.get(named) or _TEXTS.get(code, _OTHER)
    said = {**_said(parts, lang), "code": code}
    return (
        parts.get(lang) or fill(translated(message, lang), said),
        parts.get(f"fix_{lang}") or fill(translated(fix, lang), said),
    )


# A cause that says little without the record that it is about.
_HEADINGS = {
    "waiting": N_("it waits for a record that is held"),
    "parent_missing": N_("the record that it belongs to is not there"),
    "possible_overwrite": N_("it was changed while it was being written"),
}


def cause_text(code: str, label: str, lang: str) -> str:
    """Say a cause apart from any record: what differs between them stays open."""
    if code in _HEADINGS:
        return translated(_HEADINGS[code], lang)
    parts = {"field": label, f"field_{lang}": label} if label else {}
    return problem_text(code, parts, lang)[0]


def _said(parts: Mapping[str, str], lang: str) -> dict[str, str]:
    said = dict(parts)
    for name in ("field", "key"):
        if name in said:
            said[name] = field_label(said[name], lang)
    for name in ("field", "key", "why", "seen", "written", "trace"):
        if f"{name}_{lang}" in parts:
            said[name] = parts[f"{name}_{lang}"]
    for name in ("side", "source", "system"):
        if name in said:
            said[name] = system_name(said[name])
    return said
