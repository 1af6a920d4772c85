"""What a server says is wrong, in whatever form it says so."""

import httpx
import pytest

from engine.errors import Refused
from tests.unit.systems.servers import CicOver, Server

MISSING = "Required properties are missing from object: vatZone."


@pytest.mark.parametrize(
    ("body", "text", "code", "field"),
    [
        pytest.param(
            {
                "errorCode": "A_V_71",
                "message": "Contra account not found",
                "errors": [
                    {"errorCode": "A_V_71", "message": "Contra account not found"}
                ],
                "details": {"lineIndex": 2},
            },
            "Contra account not found",
            "A_V_71",
            "",
            id="business",
        ),
        pytest.param(
            {
                "message": "Could not parse query string filter.",
                "errors": [
                    {"errorCode": "MONGO", "message": "Not allowed on property 'x'."}
                ],
            },
            "Could not parse query string filter. Not allowed on property 'x'.",
            "MONGO",
            "",
            id="filter",
        ),
        pytest.param(
            {
                "errorCode": "E00500",
                "message": "Schema validation failed.",
                "errors": [
                    {
                        "message": MISSING,
                        "details": {"property": "vatZone", "path": "vatZone"},
                    }
                ],
            },
            f"Schema validation failed. {MISSING}",
            "E00500",
            "vatZone",
            id="schema",
        ),
        pytest.param(
            {
                "message": "Validation failed. 1 error found.",
                "errorCode": "E04300",
                "errors": {
                    "currency": {
                        "errors": [
                            {"propertyName": "currency", "errorMessage": "Not found"}
                        ]
                    }
                },
            },
            "Validation failed. 1 error found. Not found",
            "E04300",
            "currency",
            id="by property",
        ),
        pytest.param({"message": "no"}, "no", "", "", id="a message"),
        pytest.param({"error": "no"}, "no", "", "", id="an error"),
        pytest.param("no", "no", "", "", id="a text"),
        pytest.param([], "HTTP 400", "", "", id="a list"),
        pytest.param({}, "HTTP 400", "", "", id="nothing"),
    ],
)
def test_the_words_of_a_refusal_are_read(
    cic_over: CicOver, body: object, text: str, code: str, field: str
) -> None:
    system = cic_over(Server(httpx.Response(400, json=body)))

    with pytest.raises(Refused) as raised:
        system.get("customers", "5")

    assert raised.value.parts == {
        "system": "cic",
        "status": 400,
        "text": text,
        "error_code": code,
        "field": field,
    }


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(b"<html>oops</html>", "HTTP 400", id="html"),
        pytest.param(b"Bad request", "Bad request", id="a text"),
        pytest.param(b"", "HTTP 400", id="nothing"),
        pytest.param(b"\xff\xfe", "\ufffd\ufffd", id="no text"),
    ],
)
def test_a_refusal_that_is_not_json_is_shown_as_far_as_it_can_be(
    cic_over: CicOver, body: bytes, text: str
) -> None:
    system = cic_over(Server(httpx.Response(400, content=body)))

    with pytest.raises(Refused) as raised:
        system.get("customers", "5")

    assert raised.value.parts["text"] == text
