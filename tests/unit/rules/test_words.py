from engine.rules.words import ENGLISH, ITALIAN


def test_both_languages_can_say_everything() -> None:
    assert set(ENGLISH.terminals) == set(ITALIAN.terminals)


def test_a_slip_leads_to_a_keyword_of_its_language() -> None:
    for words in (ENGLISH, ITALIAN):
        assert set(words.slips.values()) <= set(words.keywords)
        assert not set(words.slips) & set(words.keywords)


def test_the_usual_word_of_a_double_meaning_is_spelt() -> None:
    assert ITALIAN.spell("A") == "un"
    assert ITALIAN.spell("ONE") == "uno"
