"""The registries that only sales documents and products refer to."""

from dataclasses import dataclass

from engine.sandbox.cic.filter import Type
from engine.sandbox.cic.kinds import (
    Address,
    Anything,
    AsItIs,
    Day,
    Flag,
    Link,
    Property,
    Text,
    Whole,
)
from engine.sandbox.cic.nested import Ref
from engine.sandbox.cic.resource import READ_ONLY, Resource
from engine.sandbox.exact import Fields

TEXT, NUMBER, MOMENT, FLAG = Type.TEXT, Type.NUMBER, Type.MOMENT, Type.FLAG
YEAR = Ref("accounting-years", "year", Text())


@dataclass(frozen=True, slots=True)
class Peeks(AsItIs):
    """The next number of a series in each accounting year, each with its address."""

    def accept(self, value: object, reading: object) -> None:
        """Take nothing: a series counts for itself."""

    def show(self, value: Fields, at: Address) -> list[Fields]:
        """Show each year's next number."""
        return [peek(year, number, at) for year, number in value.items()]

    def schema(self) -> Fields:
        """Describe the array."""
        return {"type": "array"}


def peek(year: str, number: int, at: Address) -> Fields:
    """Show the next number of one year, below the series' address."""
    return {
        "accountingYear": YEAR.show({"year": year}, at),
        "nextVoucherNumber": number,
        "self": f"{at.own}/accounting-years/{year}/peek",
    }


NUMBER_SERIES = Resource(
    "number-series",
    "number series",
    "numberSeriesNumber",
    (
        Property("prefix", Text()),
        Property("allowGaps", Flag()),
        Property("entrySubtype", Ref("entry-subtypes", "entrySubtypeNumber")),
        Property("entryType", Text()),
        Property("name", Text()),
        Property("peeks", Peeks(), default={}),
        Property("systemGenerated", Flag()),
        Property("isOrdered", Flag()),
        Property("sequenceType", Text()),
        Property("numberSeriesNumber", Whole()),
    ),
    {"entryType": TEXT, "name": TEXT, "numberSeriesNumber": NUMBER, "prefix": TEXT},
    READ_ONLY,
)

ACCOUNTING_YEARS = Resource(
    "accounting-years",
    "accounting year",
    "year",
    (
        Property("entries", Link("entries"), default=""),
        Property("fromDate", Day()),
        Property("periods", Link("periods"), default=""),
        Property("toDate", Day()),
        Property("totals", Link("totals"), default=""),
        Property("vouchers", Link("vouchers"), default=""),
        Property("year", Text()),
    ),
    {"fromDate": MOMENT, "toDate": MOMENT, "year": TEXT},
    READ_ONLY,
    numbered=False,
)

EMPLOYEES = Resource(
    "employees",
    "employee",
    "employeeNumber",
    (
        Property("barred", Flag(), default=False),
        Property("email", Text()),
        Property("employeeGroup", Ref("employee-groups", "employeeGroupNumber")),
        Property("phone", Text()),
        Property("employeeNumber", Whole()),
        Property("name", Text(250, 1), required=True),
    ),
    {"employeeNumber": NUMBER, "name": TEXT, "email": TEXT, "barred": FLAG},
    READ_ONLY,
    unsortable=frozenset({"barred"}),
)

DEPARTMENTS = Resource(
    "departments",
    "department",
    "departmentNumber",
    (
        Property("barred", Flag(), default=False),
        Property("departmentNumber", Whole()),
        Property("name", Text(250, 1), required=True),
    ),
    {"departmentNumber": NUMBER, "name": TEXT},
    READ_ONLY,
    module="Dimension",
)

DEPARTMENTAL_DISTRIBUTIONS = Resource(
    "departmental-distributions",
    "departmental distribution",
    "departmentalDistributionNumber",
    (
        Property("barred", Flag(), default=False),
        Property("departmentalDistributionNumber", Whole()),
        Property("distributions", Anything()),
        Property("distributionType", Text()),
        Property("name", Text(250, 1), required=True),
    ),
    {"departmentalDistributionNumber": NUMBER, "name": TEXT},
    READ_ONLY,
    module="Dimension",
)

EXEMPT_VAT_CODES = Resource(
    "exempt-vat-codes",
    "exempt VAT code",
    "code",
    (Property("code", Text()), Property("description", Text())),
    {"code": TEXT},
    frozenset({"GET", "DELETE"}),
    numbered=False,
)
