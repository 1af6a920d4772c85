"""Servers that give the answers that a test wrote down."""

from collections.abc import Callable

import httpx
import simplejson

from engine.systems.cic import Cic
from engine.systems.crm import Crm

Answering = Callable[[httpx.Request], httpx.Response]


CicOver = Callable[[Answering], Cic]


CrmOver = Callable[[Answering], Crm]


class Server:
    """Gives the answers in their order, and keeps the questions."""

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, httpx.Response):
            return answer
        return httpx.Response(200, text=simplejson.dumps(answer))

    @property
    def queries(self) -> list[dict[str, str]]:
        return [dict(request.url.params) for request in self.asked]

    @property
    def bodies(self) -> list[object]:
        return [simplejson.loads(request.content) for request in self.asked]


Answer = httpx.Response | Exception


class Script:
    """Answers in their order, the last one again and again; counts the calls."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = answers
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        answer = self.answers[min(len(self.requests), len(self.answers) - 1)]
        self.requests.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer


CUSTOMER = {"customerNumber": 5, "name": "Esempio S.r.l."}


def good(body: object = CUSTOMER, **headers: str) -> httpx.Response:
    return httpx.Response(200, json=body, headers=headers)


def bad(status: int, message: str = "no", **headers: str) -> httpx.Response:
    return httpx.Response(status, json={"message": message}, headers=headers)
