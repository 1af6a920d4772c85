"""How the CRM refuses: a status and an object with a message."""

from engine.sandbox.exact import Fields


class Refusal(Exception):
    """An answer that refuses."""

    def __init__(self, status: int, message: str, **parts: object) -> None:
        super().__init__(message)
        self.status = status
        self.body: Fields = {"message": message, **parts}


def bad(message: str) -> Refusal:
    """Refuse a request that is badly formed."""
    return Refusal(400, message)


def unauthorised() -> Refusal:
    """Refuse a caller who is not known."""
    return Refusal(401, "Authorization has been denied for this request.")


def not_found(what: object) -> Refusal:
    """Say that there is no such thing."""
    return Refusal(404, f"'{what}' was not found.")


def not_allowed(method: str) -> Refusal:
    """Refuse a method."""
    return Refusal(405, f"The method {method} is not allowed here.")


def not_installed(status: int, name: str) -> Refusal:
    """Say that a module is not there, with the status asked for."""
    return Refusal(status, f"{name} is not installed here.")


def not_json() -> Refusal:
    """Refuse a content type."""
    return Refusal(415, "The content type must be application/json.")


def duplicate(name: str, value: object, where: str) -> Refusal:
    """Refuse a value that another record has."""
    return Refusal(409, f"The {name} '{value}' is a duplicate on {where}.")


def expected(name: str, what: str) -> Refusal:
    """Refuse a value of another kind."""
    return bad(f"The property '{name}' expects {what}.")


def unknown_property(name: str, where: str) -> Refusal:
    """Refuse a property that is not there."""
    return bad(f"The property '{name}' does not exist on {where}.")


def mandatory(name: str, label: str) -> Refusal:
    """Refuse a record without a property that it must have."""
    return bad(f"The property '{name}' ({label}) is mandatory.")


def not_among(value: object, name: str) -> Refusal:
    """Refuse a value that is none of those allowed."""
    return bad(f"'{value}' is not among the values of '{name}'.")


def out_of_bounds(name: str, least: int, most: int | None) -> Refusal:
    """Refuse a number that is no whole number between two bounds."""
    bounds = f"from {least} to {most}" if most else f"from {least} on"
    return bad(f"The option '{name}' must be a whole number {bounds}.")


def login_failed() -> Refusal:
    """Refuse a login; what the real answer says is not known."""
    message = "The user name or the password is wrong."
    return Refusal(400, message, error="invalid_grant", result=1)
