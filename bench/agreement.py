"""The stock agreement, wired to sandboxes in this process."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from engine.application import Application
from engine.application.languages import Languages
from engine.cli.commands.sandbox import as_yaml, ready_profile
from engine.config import load_profile
from engine.config.profile import Profile
from engine.mapping.compiled import Mapping
from engine.model.option import Option, Options
from engine.sandbox import Cic, Crm
from engine.values import from_json, to_json

_URLS = ("http://localhost", "http://localhost/api/v1")


def _options(cic: Cic, name: str, resource: str, key: str) -> Options:
    found = []
    for one in cic[resource]:
        content = from_json(to_json(cic[resource][one]))
        assert isinstance(content, dict)  # noqa: S101 - a record is an object
        country = content.get("countryCode")
        within = str(country["code"]) if isinstance(country, dict) else ""
        value = content[key]
        kept = value if isinstance(value, int) else str(value)
        found.append(Option(kept, str(content.get("name")), content, within))
    return Options(name, tuple(found))


def _all_options() -> dict[str, Options]:
    cic = Cic(customers=0)
    wanted = (
        ("currencies", "currencies", "code"),
        ("customer_groups", "customer-groups", "customerGroupNumber"),
        ("payment_terms", "payment-terms", "paymentTermsNumber"),
        ("payment_types", "payment-types", "paymentTypeNumber"),
        ("vat_zones", "vat-zones", "vatZoneNumber"),
        ("price_groups", "price-groups", "priceGroupNumber"),
        ("provinces", "provinces", "provinceNumber"),
    )
    return {name: _options(cic, name, resource, key) for name, resource, key in wanted}


OPTIONS = _all_options()


def customers_mapping() -> Mapping:
    """The stock mapping of customers at work, with the stock rules."""
    with profile() as made:
        return Languages(made).mapping("customers", OPTIONS)


@contextmanager
def profile(extra: str = "") -> Iterator[Profile]:
    """A profile of both sandboxes, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profile.yml"
        path.write_text(as_yaml(ready_profile(*_URLS)) + extra, encoding="utf-8")
        yield load_profile(path, {})


def application(made: Profile, cic: Cic, crm: Crm) -> Application:
    """The application on a profile, its calls led straight into the sandboxes."""
    transports = {
        "cic": httpx.WSGITransport(app=cic.app),
        "crm": httpx.WSGITransport(app=crm.app),
    }
    return Application(made, lang="en", transports=transports)
