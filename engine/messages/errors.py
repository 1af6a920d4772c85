"""The words of an error, by its template and its parts."""

from engine.errors import EngineError, Located, RemoteError, Several
from engine.messages.catalogue import fill, translated
from engine.messages.denials import DENIALS
from engine.messages.systems import system_name


def error_text(error: EngineError, lang: str) -> str:
    """Say an error whole: where it has a place, with its line and a caret."""
    if isinstance(error, Several):
        return "\n".join(error_text(each, lang) for each in error.errors)
    sentence, advice = sentence_text(error, lang), advice_text(error, lang)
    if isinstance(error, Located):
        return f"{error.place}: {sentence}\n{error.place.show(advice)}"
    # A server's own text may end with a full stop.
    return f"{sentence.removesuffix('.')}: {advice}" if advice else sentence


def sentence_text(error: EngineError, lang: str) -> str:
    """Say what went wrong, without the advice."""
    return fill(translated(error.template, lang), _said(error, lang))


def advice_text(error: EngineError, lang: str) -> str:
    """Say what to do next; an empty text where nothing helps."""
    return fill(translated(error.advice, lang), _said(error, lang))


def _said(error: EngineError, lang: str) -> dict[str, object]:
    """The parts, those that are sentences of ours said in the language."""
    return {name: _part(error, name, lang) for name in error.parts}


def _part(error: EngineError, name: str, lang: str) -> object:
    value = error.parts[name]
    if isinstance(value, EngineError):
        return error_text(value, lang)
    if not isinstance(value, str):
        return value
    if name == "system":
        return system_name(value)
    # A system's own words stay as they are; ours are found in the catalogue.
    is_ours = name == "text" and (
        value in DENIALS or not isinstance(error, RemoteError)
    )
    return translated(value, lang) if is_ours else value
