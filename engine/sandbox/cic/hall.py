"""What stands before the resources: the API itself, the agreement, the schemas."""

from engine.sandbox.cic.nested import schema_of
from engine.sandbox.cic.resource import Resource
from engine.sandbox.cic.shapes import RESOURCES
from engine.sandbox.exact import Fields

COMPANY = {
    "name": "Esempio S.r.l.",
    "addressLine1": "Via Roma 1",
    "addressLine2": "",
    "zip": "20121",
    "city": "Milano",
    "province": {"provinceCode": "MI"},
    "countryCode": "IT",
    "vatNumber": "01234567897",
    "companyIdentificationNumber": "01234567897",
    "phoneNumber": "+39 02 0000000",
    "email": "info@esempio.example",
    "invoiceEmail": "fatture@esempio.example",
}
AGREEMENT = 123456
FIRST_MODULE = 2


def root(base: str, now: str) -> Fields:
    """List the API."""
    return {
        "apiName": "Reviso REST API",
        "company": "TeamSystem",
        "gettingStarted": f"{base}/self",
        "resources": [
            {"name": entry.name, "routes": _routes(entry)}
            for entry in RESOURCES.values()
        ],
        "version": "1.0.0",
        "serverTime": now,
    }


def _routes(resource: Resource) -> list[Fields]:
    below = f"customers/{{customerNumber}}/{resource.name}"
    path = f"/{below if resource.parent else resource.name}"
    whole = sorted(resource.methods & {"GET", "POST"})
    each = sorted(resource.methods & {"GET", "PUT", "DELETE"})
    return [
        {"path": path, "methods": whole},
        {"path": f"{path}/{{{resource.key}}}", "methods": each},
    ]


def agreement(base: str, modules: tuple[str, ...]) -> Fields:
    """Tell whose books these are, and which modules are on."""
    return {
        "agreementNumber": AGREEMENT,
        "userName": "API USER",
        "company": {**COMPANY, "self": f"{base}/self/company"},
        "application": {
            "appNumber": 42,
            "name": "Sandbox",
            "self": f"{base}/self/application",
        },
        "modules": [
            {"moduleNumber": number, "name": name}
            for number, name in enumerate(modules, start=FIRST_MODULE)
        ],
        "settings": {"baseCurrency": "EUR"},
        "self": f"{base}/self",
    }


def write_schema(resource: Resource, verb: str) -> Fields:
    """Describe what may be sent to a resource."""
    return {
        "$schema": "http://json-schema.org/draft-03/schema#",
        "title": f"{resource.name}.{verb}",
        **schema_of(resource.properties),
    }
