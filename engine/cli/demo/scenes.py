"""The scenes of the demo: each does something, shows the answer, and claims."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.cli.demo import story
from engine.cli.demo.world import CUSTOMERS, World
from engine.cli.render import lists, plans, reports
from engine.cli.render.page import Page
from engine.errors import N_

Document = dict[str, Any]
Claim = tuple[str, bool, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What happened in a scene.

    Attributes:
        said: Its title and its sentence.
        parts: What the sentence names.
        document: The answer of raccordo.
        render: How it is shown.
        claims: What the audience may believe, and whether it holds.
    """

    said: tuple[str, str]
    document: Document
    render: Callable[[Page, Document], None]
    claims: tuple[Claim, ...]
    parts: Mapping[str, object] = field(default_factory=dict)


def claim(text: str, holds: object, **parts: object) -> Claim:
    """A sentence of ours about the world, and whether it is true."""
    return text, bool(holds), parts


def set_up(world: World) -> Scene:
    """Create the six select fields."""
    document = world.ask(lambda application: application.setup())
    created = len(world.crm.free_fields)
    return Scene(
        story.SETUP,
        document,
        lists.fields,
        (claim(N_("six fields are there"), created == story.FIELDS),),
    )


def plan(world: World) -> Scene:
    """Show what would be written."""
    world.forget_calls()
    document = world.ask(lambda application: application.plan(["customers"]))
    creates = [one for one in document["operations"] if one["verb"] == "create"]
    return Scene(
        story.PLAN,
        document,
        _shortened,
        (
            claim(
                N_("{n} companies would be created"),
                len(creates) == CUSTOMERS,
                n=len(creates),
            ),
            claim(N_("nothing was written"), world.writes == 0),
        ),
    )


def _shortened(page: Page, document: Document) -> None:
    shown = document["operations"][:2]
    for operation in shown:
        plans.one(page, operation)
    rest = len(document["operations"]) - len(shown)
    page.line((page.say(N_("… and {n} more"), n=rest), "dim"), indent=2)


def first_sync(world: World) -> Scene:
    """Create a company for each customer."""
    document = world.sync()
    companies = len(world.crm.companies)
    filled = sum(
        all(world.crm.companies[key].get(code) for code in _ALWAYS)
        for key in world.crm.companies
    )
    return Scene(
        story.FIRST,
        document,
        reports.run,
        (
            claim(N_("{n} companies"), companies == CUSTOMERS, n=companies),
            claim(N_("every mandatory select field is filled"), filled == CUSTOMERS),
        ),
    )


_ALWAYS = (
    "FF_CIC_CURRENCY",
    "FF_CIC_CUSTOMER_GROUP",
    "FF_CIC_PAYMENT_TERMS",
    "FF_CIC_VAT_ZONE",
)


def two_edits(world: World) -> Scene:
    """Edit different fields of one pair."""
    company = world.company_of(story.PAIR)
    name = world.cic.customers[story.PAIR]["name"]
    world.clock.advance(60)
    world.cic.customers.edit(story.PAIR, telephoneAndFaxNumber=story.PHONE)
    world.crm.companies.edit(company, emails=[{"value": story.EMAIL}])
    document = world.sync()
    in_cic = world.cic.customers[story.PAIR]
    in_crm = world.crm.companies[company]
    return Scene(
        story.EDITS,
        document,
        reports.run,
        (
            claim(
                N_("the phone of CiC is in the CRM"),
                _digits(in_crm["phones"][0]["value"]) == _digits(story.PHONE),
            ),
            claim(
                N_("the e-mail of the CRM is in CiC"), in_cic["email"] == story.EMAIL
            ),
        ),
        {"name": name},
    )


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def conflict(world: World) -> Scene:
    """Edit one field on both sides, the CRM later."""
    company = world.company_of(story.DISPUTED)
    name = world.cic.customers[story.DISPUTED]["name"]
    world.clock.advance(60)
    world.cic.customers.edit(story.DISPUTED, city=story.CITY_IN_CIC)
    world.clock.advance(story.SECONDS_BETWEEN)
    world.crm.companies.edit(company, city=story.CITY_IN_CRM)
    document = world.sync()
    listed = document["entities"]["customers"]["conflicts"]
    return Scene(
        story.CONFLICT,
        document,
        reports.run,
        (
            claim(
                N_("the later edit is on both sides"),
                world.cic.customers[story.DISPUTED]["city"]
                == world.crm.companies[company]["city"]
                == story.CITY_IN_CRM,
            ),
            claim(
                N_("the loser is shown"),
                any(story.CITY_IN_CIC in str(one.get("cic")) for one in listed),
            ),
        ),
        {"name": name},
    )


def held(world: World) -> Scene:
    """Send a company without a VAT zone."""
    like = world.crm.companies[world.company_of(story.PAIR)]
    chosen = {code: like[code] for code in story.CHOSEN if code in like}
    company = world.crm.add("Company", **story.NEWCOMER, **chosen)
    world.clock.advance(60)
    world.forget_calls()
    document = world.ask(lambda application: application.send_company(str(company)))
    problems = document.get("problems", [])
    return Scene(
        story.HELD,
        document,
        plans.sent,
        (
            claim(
                N_("it is held for its VAT zone"),
                [one["code"] for one in problems] == ["vat_zone_missing"],
            ),
            claim(N_("nothing was sent to CiC"), not world.cic.traffic.writes),
        ),
        {"name": story.NEWCOMER["companyName"]},
    )


def mended(world: World) -> Scene:
    """Choose the VAT zone, and try again."""
    company = world.crm.companies.highest
    like = world.crm.companies[world.company_of(story.PAIR)]
    world.crm.companies.edit(company, **{story.FORGOTTEN: like[story.FORGOTTEN]})
    world.clock.advance(60)
    document = world.ask(lambda application: application.retry([]))
    problems = world.ask(lambda application: application.problems())["problems"]
    names = {world.cic.customers[key]["name"] for key in world.cic.customers}
    return Scene(
        story.MENDED,
        document,
        reports.run,
        (
            claim(
                N_("it is a customer of CiC now"),
                story.NEWCOMER["companyName"] in names,
            ),
            claim(N_("nothing is held any more"), not problems),
        ),
    )


def idle(world: World) -> Scene:
    """Run once more, with nothing to do."""
    world.sync()
    world.forget_calls()
    document = world.sync()
    return Scene(
        story.IDLE,
        document,
        reports.run,
        (
            claim(N_("no write"), world.writes == 0),
            claim(
                N_("{n} calls, however many customers there are"),
                world.calls <= story.MOST_IDLE_CALLS,
                n=world.calls,
            ),
        ),
    )
