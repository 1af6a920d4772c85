"""Every recipe of the cookbook holds, in both languages, and its cases show it."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.application import Application
from engine.application.rule_files import bare_profile
from engine.rules.cases import read_cases
from engine.rules.coverage import coverage
from engine.rules.parser import parse
from engine.rules.proving import Outcome, prove
from engine.rules.reading import read_rules
from engine.rules.rulebook import load_rules
from engine.rules.vocabulary import FieldSpec, Kind, Vocabulary
from engine.source import Source

PAGE = Path(__file__).resolve().parents[2] / "rules" / "COOKBOOK.md"
RECIPE = re.compile(
    r"^## \d+\. (?P<title>[^\n]*)\n.*?"
    r"```rules\n(?P<english>.*?)```\s+```rules\n(?P<italian>.*?)```\s+"
    r"```yaml\n(?P<cases>.*?)```",
    re.DOTALL | re.MULTILINE,
)
HEADERS = {
    "english": "# language: en\nfor customers\n",
    "italian": "# language: it\nper customers\n",
}
# What an overlay of the customer's own would map.
OF_AN_OVERLAY = [FieldSpec(name, Kind.NUMBER) for name in ("balance", "credit_limit")]


@dataclass(frozen=True, slots=True)
class Recipe:
    english: str
    italian: str
    cases: str

    def source(self, language: str) -> Source:
        return Source("recipe.rules", HEADERS[language] + getattr(self, language))


RECIPES = [
    pytest.param(Recipe(one["english"], one["italian"], one["cases"]), id=one["title"])
    for one in RECIPE.finditer(PAGE.read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    """What rules may name under the stock mapping and an overlay of one's own."""
    with Application(bare_profile(tmp_path_factory.mktemp("stock"))) as application:
        stock: Vocabulary = application.rule_desk().words()["customers"]
    own = {spec.name: spec for spec in OF_AN_OVERLAY}
    return Vocabulary("customers", {**stock.fields, **own})


def outcomes(recipe: Recipe, language: str, words: Vocabulary) -> list[Outcome]:
    source = Source("recipe.test.yml", recipe.cases)
    book = load_rules([recipe.source(language)], words)
    cases = read_cases(source, {"customers": words}, "customers")
    return [prove(case, book) for case in cases]


def test_there_are_as_many_recipes_as_titles() -> None:
    titles = re.findall(r"^## ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert len(RECIPES) == len(titles) >= 20


@pytest.mark.parametrize("language", HEADERS)
@pytest.mark.parametrize("recipe", RECIPES)
def test_the_cases_of_a_recipe_come_as_they_say(
    recipe: Recipe, language: str, words: Vocabulary
) -> None:
    wrong = [
        (one.case.name, one.said, one.filled)
        for one in outcomes(recipe, language, words)
        if not one.has_held
    ]

    assert wrong == []


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_says_the_same_in_both_languages(recipe: Recipe) -> None:
    english, problems = parse(recipe.source("english"))
    italian, others = parse(recipe.source("italian"))

    assert (problems, others) == ((), ())
    assert english.sections == italian.sections


@pytest.mark.parametrize("recipe", RECIPES)
def test_the_cases_of_a_recipe_make_every_rule_hold_and_fail(
    recipe: Recipe, words: Vocabulary
) -> None:
    (rules,) = read_rules([recipe.source("english")], words)
    covered = coverage(rules, words, outcomes(recipe, "english", words))

    assert [one.code for one in covered if not one.is_covered] == []
