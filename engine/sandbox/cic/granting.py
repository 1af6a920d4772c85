"""The page on which a person grants an app access to the books."""

from collections.abc import Callable
from html import escape
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

PAGE = """<!doctype html><title>{title}</title>
<form method="post" action="{action}"><button>{title}</button></form>"""
SHOWN = """<!doctype html><title>Token</title><code>{token}</code>"""


def granting(grant: Callable[[], str]) -> Blueprint:
    """Make the route; `grant` gives a new token each time."""
    routes = Blueprint("granting", __name__)

    @routes.route("/api1/requestaccess.aspx", methods=["GET", "POST"])
    def page() -> AnyResponse:
        asked = {name.lower(): value for name, value in request.args.items()}
        if not (asked.get("appid") or asked.get("apppublictoken")):
            return Response("An app must be named.", 400)
        if request.method == "GET":
            action = escape(request.full_path)
            return Response(PAGE.format(title="Concedi l'accesso", action=action))
        return _given(grant(), asked.get("redirecturl", ""))

    return routes


def _given(token: str, back: str) -> AnyResponse:
    if not back:
        return Response(SHOWN.format(token=token))
    parts = urlsplit(back)
    query = urlencode([*parse_qsl(parts.query), ("token", token)])
    return redirect(urlunsplit(parts._replace(query=query)))
