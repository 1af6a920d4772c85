"""The scenes of a quote: sent to CiC, to the cent, and printed there."""

from engine.cli.demo import story
from engine.cli.demo.scenes import Scene, claim
from engine.cli.demo.world import World
from engine.cli.render import lists, plans
from engine.errors import N_


def quoted(world: World) -> Scene:
    """Write a quote, and send it, and send it again."""
    world.keep_orders()
    world.ask(lambda application: application.sync(["quotations"]))
    company = world.company_of(story.PAIR)
    quote = world.crm.add(
        "Quote",
        crossType=0,
        crossId=company,
        quoteDate=story.QUOTE_DATE,
        rows=[
            {**row, "taxId": world.counterpart("vat_rates", code)} if code else row
            for code, row in story.QUOTE_ROWS
        ],
    )
    document = world.ask(lambda application: application.send_quote(str(quote)))
    world.ask(lambda application: application.send_quote(str(quote)))
    made = [version.fields or {} for version in world.cic.quotations.listed()]
    total = str(made[0].get("grossAmount")) if made else "—"
    return Scene(
        story.QUOTE,
        document,
        plans.sent,
        (
            claim(
                N_("CiC adds it up to {total}, as we do"),
                total == document.get("totals", {}).get("gross") == story.QUOTE_TOTAL,
                total=total,
            ),
            claim(N_("sent twice, it is there once"), len(made) == 1),
        ),
        {"name": world.crm.companies[company]["companyName"]},
    )


def printed(world: World) -> Scene:
    """List the quotes, and print the one that is in CiC in two templates."""
    document = world.ask(lambda application: application.quotes())
    (quote,) = (one["id"] for one in document["quotes"] if one["cic"])
    before = world.cic.quotations.listed()[0].fields or {}
    papers = [world.print(quote, layout) for layout in ("", story.OTHER_LAYOUT)]
    after = world.cic.quotations.listed()[0].fields or {}
    return Scene(
        story.PRINTED,
        document,
        lists.quotes,
        (
            claim(
                N_("two templates, two PDFs"),
                len(set(papers)) == len(papers)
                and all(paper.startswith(b"%PDF") for paper in papers),
            ),
            claim(
                N_("the quotation kept its own template"),
                before.get("layout") == after.get("layout"),
            ),
        ),
    )
