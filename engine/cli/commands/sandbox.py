"""The verb that runs both sandboxes."""

import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from engine.cli.desk import Desk
from engine.cli.documents import to_text
from engine.cli.verb import option, verb
from engine.cli.work import echo
from engine.errors import N_, ConfigError, Several, UsageError
from engine.marked import plain, read
from engine.source import Source, Span

_PRODUCTS = 25
"""How many products CiC holds where nobody says."""


class NotFaults(ConfigError):
    """A faults file asks for what a sandbox cannot do."""

    template = N_("these are no faults of a sandbox: {text}")
    advice = N_("keys are cic and crm, and under them the names of the faults")


class NoFaults(UsageError):
    """A faults file cannot be read."""

    template = N_("there is no file {path!r}")


@verb(
    "sandbox",
    N_(
        "They behave like CiC and the CRM, hold Italian firms, and forget everything"
        " in the end. The profile is on standard output, ready for a file."
    ),
)
@option(
    "--port",
    # The CRM takes the next one.
    type=click.IntRange(0, 65534),
    default=0,
    metavar="N",
    help=N_("The port of CiC, and the next one for the CRM; default: free ones."),
)
@option(
    "--customers",
    type=click.IntRange(min=0),
    default=200,
    metavar="N",
    help=N_("How many customers CiC holds at first; default: 200."),
)
@option(
    "--products",
    type=click.IntRange(min=0),
    default=None,
    metavar="N",
    help=N_("How many products CiC holds, and the profile keeps; default: 25, unkept."),
)
@option(
    "--quotes",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help=N_("How many quotes the CRM holds, with their companies; default: none."),
)
@option(
    "--faults",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=N_("A YAML file with the faults of each: {{cic: {{latency: 0.02}}}}."),
)
@click.pass_obj
def sandbox(desk: Desk, /, port: int, faults: Path | None, **counts: int | None) -> int:
    """Serve both until a signal ends this process."""
    from engine.sandbox.cic.agreement import Cic
    from engine.sandbox.crm.tenant import Crm
    from engine.sandbox.serve import serve

    customers, quotes = counts["customers"] or 0, counts["quotes"] or 0
    has_orders = counts["products"] is not None or quotes > 0
    products = _PRODUCTS if counts["products"] is None else counts["products"]
    cic = Cic(customers=customers, products=products)
    # A quote is somebody's: the first customers are companies already.
    companies = min(quotes, max(customers, 1))
    crm = Crm(companies=companies, quotes=quotes, on_offer=products)
    if faults is not None:
        _trouble({"cic": cic, "crm": crm}, faults)
    ports = {"cic_port": port, "crm_port": port + 1} if port else {}
    with serve(cic, crm, **ports) as served:
        profile = ready_profile(served.cic_url, served.crm_url, orders=has_orders)
        sys.stdout.write(to_text(profile) if desk.json else as_yaml(profile))
        sys.stdout.flush()
        if not desk.quiet:
            echo(
                desk,
                N_("Both are running. Put this into profile.yml; Ctrl-C ends them."),
            )
        # A signal ends the wait, and with it the servers.
        threading.Event().wait()
    return 0


def ready_profile(
    cic_url: str, crm_url: str, *, orders: bool = False
) -> dict[str, Any]:
    """The profile that opens the two sandboxes."""
    from engine.sandbox.cic.agreement import APP_SECRET, GRANT_TOKEN
    from engine.sandbox.crm.auth import API_KEY

    return {
        "name": "sandbox",
        "cic": {
            "url": cic_url,
            "app_secret_token": APP_SECRET,
            "agreement_grant_token": GRANT_TOKEN,
            "app_public_token": "sandbox",
        },
        "crm": {"url": crm_url, "api_key": API_KEY},
        "sync": {"customers": True, "orders": orders},
    }


def as_yaml(profile: Mapping[str, Any]) -> str:
    """The same as a person would write it."""
    import yaml

    text: str = yaml.safe_dump(profile, sort_keys=False, allow_unicode=True)
    return text


def _trouble(sandboxes: Mapping[str, Any], path: Path) -> None:
    """Turn the knobs that a file names."""
    try:
        source = Source(str(path), path.read_text(encoding="utf-8"))
    except OSError:
        raise NoFaults(path=str(path)) from None
    marked, problems = read(source)
    if problems:
        raise Several(problems)
    told = plain(marked)
    start = Span(source, 1, 1)
    if not isinstance(told, dict) or not set(told) <= set(sandboxes):
        raise NotFaults(start, text=", ".join(told) if isinstance(told, dict) else "?")
    for name, changes in told.items():
        try:
            sandboxes[name].set_faults(**changes)
        except (TypeError, ValueError) as error:
            raise NotFaults(start, text=str(error)) from None
