"""Keys and tokens: used, renewed, and never shown."""

import httpx
import pytest

from engine.errors import (
    Refused,
    Unauthorised,
    Unavailable,
)
from tests.unit.systems.servers import CicOver, CrmOver, Script, bad, good


def test_a_password_gets_a_token_that_is_used_for_every_call(
    crm_of_user_over: CrmOver,
) -> None:
    script = Script(good({"access_token": "t1", "expires_in": 1200}), good({"id": 5}))
    system = crm_of_user_over(script)

    system.get("Company", "5")
    system.get("Company", "5")

    login, *others = script.requests
    assert login.url.path == "/api/v1/Auth/Login"
    assert "Authorization" not in login.headers
    assert [r.headers["Authorization"] for r in others] == ["Bearer t1", "Bearer t1"]


def test_a_token_that_is_not_accepted_is_renewed_once(
    crm_of_user_over: CrmOver,
) -> None:
    script = Script(
        good({"access_token": "t1"}),
        bad(401),
        good({"access_token": "t2"}),
        good({"id": 5}),
    )

    crm_of_user_over(script).get("Company", "5")

    assert script.requests[-1].headers["Authorization"] == "Bearer t2"
    assert len(script.requests) == 4


def test_a_second_401_is_the_end(crm_of_user_over: CrmOver) -> None:
    script = Script(
        good({"access_token": "t1"}),
        bad(401),
        good({"access_token": "t2"}),
        bad(401, "Utente disabilitato"),
    )

    with pytest.raises(Unauthorised, match="Utente disabilitato"):
        crm_of_user_over(script).get("Company", "5")

    assert len(script.requests) == 4


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(bad(400, "wrong"), id="400"),
        pytest.param(bad(401, "wrong"), id="401"),
        pytest.param(good({"result": 3, "error": "wrong"}), id="200 without a token"),
    ],
)
def test_a_wrong_password_is_not_accepted_credentials(
    crm_of_user_over: CrmOver, answer: httpx.Response
) -> None:
    with pytest.raises(Unauthorised, match="wrong"):
        crm_of_user_over(Script(answer)).get("Company", "5")


def test_no_secret_stands_in_an_error_or_in_a_representation(
    cic_over: CicOver, crm_over: CrmOver
) -> None:
    echo = bad(400, "grant-token-2, app-secret-1 and ?apiKey=key-3&x=1 are wrong")
    system = cic_over(Script(echo))

    with pytest.raises(Refused) as raised:
        system.get("customers", "5")

    shown = f"{raised.value} {raised.value!r} {raised.value.parts} {system!r}"
    assert "grant-token-2" not in shown
    assert "app-secret-1" not in shown
    assert "key-3" not in shown
    assert "*** and ?apiKey=***&x=1 are wrong" in shown
    with pytest.raises(Unavailable) as lost:
        crm_over(Script(httpx.ConnectError("key-3"))).whoami()
    assert "key-3" not in f"{lost.value}{lost.value.parts}"


def test_a_key_goes_in_a_header_and_never_into_the_address(
    crm_over: CrmOver,
) -> None:
    script = Script(good({"name": "Ada"}))

    assert crm_over(script).whoami() == "Ada"
    assert script.requests[0].headers["ApiKey"] == "key-3"
    assert "key-3" not in str(script.requests[0].url)
