"""How the CRM refuses: a status and an object with a message."""

from engine.sandbox.exact import Fields


class Refusal(Exception):  # noqa: N818 - not an error of the program
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


def not_found(what: str) -> Refusal:
    """Say that there is no such thing."""
    return Refusal(404, f"{what} was not found.")
