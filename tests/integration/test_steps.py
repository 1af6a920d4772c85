"""What a service does by itself, as the profile says it."""

from datetime import timedelta
from pathlib import Path

import pytest

from engine.application import Application
from engine.application.service_desk import ServiceDesk, Step
from engine.config import load_profile

ROOT = Path(__file__).resolve().parents[2]
SMALLEST = "name: acme\ncic: {app_secret_token: s, agreement_grant_token: g}\n"
SMALLEST += "crm: {api_key: key0}\n"
CONTACTS = "mappings: [customers, contacts.yml]\n"
ALONE = "sync: {customers: true, orders: false}\n"
LOOKUPS = {"vat_rates", "payment_terms", "payment_types"}


def steps(folder: Path, text: str) -> dict[str, Step]:
    path = folder / "profile.yml"
    path.write_text(SMALLEST + text, encoding="utf-8")
    contacts = ROOT / "examples" / "05-contacts" / "contacts.yml"
    (folder / "contacts.yml").write_text(contacts.read_text("utf-8"), "utf-8")
    with Application(load_profile(path, {})) as raccordo:
        desk: ServiceDesk = raccordo.service_desk()
        return {step.name: step for step in desk.steps()}


def test_without_a_word_customers_come_often_and_everything_once_a_day(
    tmp_path: Path,
) -> None:
    found = steps(tmp_path, ALONE + "mappings: [customers]\n")

    assert found == {
        "customers": Step("customers", ("customers",), timedelta(minutes=5)),
        "full": Step("full", ("customers",), timedelta(days=1), is_full=True),
    }


def test_lookups_go_along_with_the_customers(tmp_path: Path) -> None:
    found = steps(tmp_path, "mappings: [customers]\n")

    assert set(found["customers"].entities) == {"customers", *LOOKUPS}
    order = found["customers"].entities
    assert order.index("payment_terms") < order.index("customers")


def test_a_mapping_of_the_profile_goes_along_too(tmp_path: Path) -> None:
    found = steps(tmp_path, ALONE + CONTACTS)

    assert found["customers"].entities == ("customers", "contacts")
    assert found["full"].entities == ("customers", "contacts")


@pytest.mark.parametrize(
    ("schedule", "names"),
    [
        pytest.param("{customers: 0}", {"full"}, id="one is switched off"),
        pytest.param("{full: 0}", {"customers"}, id="the full run is switched off"),
        pytest.param("{customers: 0, full: 0}", set(), id="hooks alone"),
        pytest.param("{quotations: 1h}", {"customers", "full"}, id="one that is not"),
    ],
)
def test_the_schedule_of_the_profile_is_laid_over_the_usual_one(
    tmp_path: Path, schedule: str, names: set[str]
) -> None:
    text = f"{ALONE}mappings: [customers]\nschedule: {schedule}\n"

    assert set(steps(tmp_path, text)) == names


def test_its_times_are_those_of_the_profile(tmp_path: Path) -> None:
    found = steps(tmp_path, f"{ALONE}schedule: {{customers: 90s, full: 12h}}\n")

    assert found["customers"].every == timedelta(seconds=90)
    assert found["full"].every == timedelta(hours=12)


def test_where_nothing_is_kept_equal_nothing_is_due(tmp_path: Path) -> None:
    assert steps(tmp_path, "sync: {customers: false, orders: false}\n") == {}


def test_the_catalogue_has_a_step_of_its_own_and_quotes_go_with_customers(
    tmp_path: Path,
) -> None:
    found = steps(tmp_path, "")

    assert "products" not in found["customers"].entities
    assert {"customers", "quotations"} <= set(found["customers"].entities)
    assert "products" in found["products"].entities
    assert "customers" not in found["products"].entities
    assert {"customers", "products", "quotations"} <= set(found["full"].entities)
