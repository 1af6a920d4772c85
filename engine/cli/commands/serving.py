"""The verbs of the life without a person: the service, and what calls it."""

import sys
import threading
from collections.abc import Callable

import click

from engine.cli.desk import Desk
from engine.cli.documents import to_text
from engine.cli.ending import asks
from engine.cli.log import level, logs_json
from engine.cli.render import hooking
from engine.cli.verb import option, verb
from engine.cli.work import answer, echo
from engine.errors import N_


@verb(
    "hooks",
    N_(
        "A person enters them in CiC under Impostazioni, Estensioni, Webhooks. Their "
        "addresses hold a secret: whoever knows it can have records read anew, and "
        "nothing else."
    ),
)
@option(
    "--rotate",
    is_flag=True,
    help=N_("Make a new secret; what was entered before is refused from now on."),
)
@click.pass_obj
def hooks(desk: Desk, *, rotate: bool) -> int:
    """Ask for the web hooks."""
    return answer(
        desk,
        lambda application: application.hooks(rotate=rotate),
        hooking.hooks,
        is_offline=True,
    )


@verb(
    "serve",
    N_(
        "One process with the receiver of web hooks and the schedule of the profile, "
        "one run at a time. Ctrl-C or SIGTERM ends it: the call in hand is finished, "
        "what is known is kept. GET /healthz, /readyz and /metrics tell how it is."
    ),
)
@option(
    "--host",
    default="127.0.0.1",
    metavar="HOST",
    help=N_("Where to listen; default: 127.0.0.1, this machine only."),
)
@option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8340,
    metavar="N",
    help=N_("The port; default: 8340. 0 takes a free one."),
)
@click.pass_obj
def serve(desk: Desk, host: str, port: int) -> int:
    """Serve until a signal ends it."""
    ending = _Ending()
    # From here on a signal ends the service well, even while it is being imported.
    with asks(ending.ask):
        _serve(desk, host, port, ending)
    return 0


class _Ending:
    """A wish to end, which may come before there is anything that can end."""

    def __init__(self) -> None:
        self.is_asked = threading.Event()
        self.stop: Callable[[], None] = self.is_asked.set

    def ask(self) -> None:
        """Have whatever runs end."""
        self.is_asked.set()
        self.stop()


def _serve(desk: Desk, host: str, port: int, ending: _Ending) -> None:
    from engine.application import Application
    from engine.config import load_profile
    from engine.service import Opening, Place, Service
    from engine.service.log import listen

    def read() -> Application:
        profile = load_profile(desk.profile_path, desk.environment)
        return Application(profile, lang=desk.lang)

    profile = load_profile(desk.profile_path, desk.environment)
    marking = listen(as_json=logs_json(desk), level=level(desk))
    service = Service(profile, Opening(profile.path, read), marking)
    ending.stop = service.stop
    if ending.is_asked.is_set():
        return
    service.run(Place(host, port), lambda address: _tell(desk, address))


def _tell(desk: Desk, address: str) -> None:
    if desk.json:
        sys.stdout.write(to_text({"serve": {"address": address}}))
        sys.stdout.flush()
    # Among lines of JSON the event of the log says the same.
    if not desk.quiet and not logs_json(desk):
        echo(
            desk,
            N_("raccordo serves at {address}; `raccordo hooks` tells what calls it."),
            address=address,
        )
