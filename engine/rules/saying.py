"""A whole rule as a sentence, in Italian or English."""

from engine.rules.ast import (
    Check,
    Default,
    Forbid,
    Require,
    RequireOne,
    Requires,
    Rule,
)
from engine.rules.complaints import subject_of
from engine.rules.scope import Scope
from engine.rules.tongues import TONGUES
from engine.rules.vocabulary import Vocabulary
from engine.rules.wording import Speaker


def say_rule(rule: Rule, lang: str, vocabulary: Vocabulary) -> str:
    """Say what a rule asks for, whatever its own message."""
    tongue = next(one for one in TONGUES if one.language == lang)
    record = Speaker(tongue, Scope(vocabulary))
    speaker = Speaker(tongue, Scope(vocabulary, rule.each.text if rule.each else ""))
    conditions = [speaker.condition(condition) for condition in rule.conditions]
    said = ", ".join((_statement(rule, speaker), *conditions))
    if rule.each:
        said = tongue.said.each.format(record.field(rule.each.text), said)
    if rule.is_warning:
        said = tongue.said.warning.format(said)
    return f"{speaker.sentence(said)}."


def _statement(rule: Rule, speaker: Speaker) -> str:
    tongue, words = speaker.tongue, speaker.tongue.said
    match rule.statement:
        case Require(fields=fields):
            listed = speaker.listed(fields)
            return words.require[len(fields) > 1].format(listed)
        case RequireOne(fields=fields):
            listed = ", ".join(speaker.field(name.text) for name in fields)
            return words.require_one.format(listed)
        case Requires(subject=subject, fields=fields):
            said = words.requires[len(fields) > 1]
            return said.format(speaker.field(subject.text), speaker.listed(fields))
        case Check(condition=condition):
            said = speaker.phrase(condition, tongue.demands)
            is_one = len(subject_of(condition)) == 1
            skips = words.if_filled if is_one else words.if_all_filled
            return skips.format(said)
        case Forbid(condition=condition):
            return speaker.phrase(condition, tongue.demands, holds=False)
        case Default(field=field, value=value, always=always):
            when = words.always if always else words.new
            said = speaker.operand(value)
            return words.default.format(speaker.field(field.text), said, when)
