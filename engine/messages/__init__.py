"""The texts that a person reads, found last, in Italian or English."""

from engine.messages.catalogue import tell, tell_count
from engine.messages.errors import advice_text, error_text, sentence_text
from engine.messages.fields import entity_label, field_label
from engine.messages.problems import CAUSES, cause_text, problem_text
from engine.messages.reasons import reason_given, reason_text
from engine.messages.screens import Screens, plain_screens
from engine.messages.systems import system_name

__all__ = [
    "CAUSES",
    "Screens",
    "advice_text",
    "cause_text",
    "entity_label",
    "error_text",
    "field_label",
    "plain_screens",
    "problem_text",
    "reason_given",
    "reason_text",
    "sentence_text",
    "system_name",
    "tell",
    "tell_count",
]
