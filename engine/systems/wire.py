"""One exchange over HTTP; what fails there is told as what it may have done."""

from urllib.parse import quote

from engine.systems.calls import Answer, Call, Kind
from engine.systems.limits import Limits, is_loopback
from engine.systems.verdict import Again
from engine.values import to_json

_CONNECT_SECONDS = 10.0


def address(call: Call) -> str:
    """The path and the query of a call, every value of the query escaped whole."""
    query = "&".join(
        f"{quote(name, safe='$')}={quote(value, safe='')}" for name, value in call.query
    )
    return f"{call.path}?{query}" if query else call.path


class Wire:
    """The connections to one base address."""

    def __init__(self, url: str, limits: Limits, transport: object | None) -> None:
        import httpx

        if transport is not None and not isinstance(transport, httpx.BaseTransport):
            raise TypeError(transport)
        self._base = url.rstrip("/")
        self._client = httpx.Client(
            transport=transport,
            timeout=httpx.Timeout(
                limits.timeout,
                connect=min(_CONNECT_SECONDS, limits.timeout),
                pool=None,
            ),
            limits=httpx.Limits(
                max_connections=limits.concurrency,
                max_keepalive_connections=limits.concurrency,
            ),
            # A proxy of the environment is not for calls to this machine.
            trust_env=not is_loopback(url),
            follow_redirects=False,
            headers={"Accept": "application/json", "User-Agent": "raccordo"},
        )

    def exchange(self, call: Call, headers: dict[str, str]) -> Answer:
        """Send a call once.

        Raises:
            Again: No answer came.
        """
        import httpx

        url = f"{self._base}/{address(call).lstrip('/')}"
        content = None if call.body is None else to_json(call.body).encode()
        if content is not None:
            headers = {**headers, "Content-Type": "application/json"}
        if call.is_paper:
            headers = {**headers, "Accept": "application/pdf, application/json"}
        try:
            response = self._client.request(
                call.method, url, content=content, headers=headers
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Again(_named(error), may_be_done=False) from error
        except (httpx.RequestError, OSError) as error:
            may_be_done = call.kind is not Kind.READ
            raise Again(_named(error), may_be_done=may_be_done) from error
        return Answer(
            response.status_code,
            {name.lower(): value for name, value in response.headers.items()},
            response.content,
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")
