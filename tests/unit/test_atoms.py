"""Typed facts in a text: one normal form for every spelling, spans that hold, and what a source does not say."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist import atoms
from assist.atoms import AtomKind
from tests.hanging import not_hanging

PROPERTY = settings(max_examples=40, deadline=None, derandomize=True)

FRAGMENTS = (
    "4,95 EUR", "€4.95", "1.234,50 €", "$5", "10 %", "30 days", "3-5 working days", "two weeks", "20 November 2026", "20/11/2026", "31/02/2026",
    "2026-11-20", "Nov 3", "13:00", "https://norrfell.example/returns.", "www.a.example", "ana@mail.example", "NF-20288", "42", "4.95", " ", "\n",
    ",", ".", "-", "and", "€", "@", "%", "1", "000", "days", "(", ")",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text("abc019.,-€ ", max_size=6), max_size=15).map("".join)


def found(text: str) -> list[tuple[str, str]]:
    return [(atom.kind.value, atom.value) for atom in atoms.extract(text)]


def only(kind: AtomKind, text: str) -> list[str]:
    return [atom.value for atom in atoms.extract(text) if atom.kind is kind]


@PROPERTY
@given(TEXTS)
def test_atoms_stand_in_order_inside_the_text_without_overlap(text):
    extracted = atoms.extract(text)

    assert all(0 <= atom.start < atom.end <= len(text) for atom in extracted)
    assert all(before.end <= after.start for before, after in pairwise(extracted))


@PROPERTY
@given(TEXTS)
def test_a_text_supports_itself(text):
    assert atoms.unsupported(text, [text]) == []


@PROPERTY
@given(st.integers(1, 999), st.integers(0, 99))
def test_an_amount_has_one_normal_form_however_it_is_written(whole, cents):
    spellings = [
        f"{whole}.{cents:02d} EUR", f"{whole},{cents:02d} EUR", f"€{whole}.{cents:02d}", f"€ {whole},{cents:02d}",
        f"{whole},{cents:02d}€", f"{whole}.{cents:02d} euros", f"{whole}.{cents:02d} Euro",
    ]  # fmt: skip

    forms = {tuple(found(spelling)) for spelling in spellings}

    assert len(forms) == 1
    assert {kind for kind, _ in forms.pop()} == {"money"}


@PROPERTY
@given(st.integers(1, 999), st.integers(0, 999), st.integers(0, 99))
def test_thousands_are_read_with_a_point_a_comma_or_a_space(thousands, rest, cents):
    spellings = [
        f"€{thousands},{rest:03d}.{cents:02d}", f"{thousands}.{rest:03d},{cents:02d} €", f"{thousands} {rest:03d},{cents:02d} €",
        f"{thousands}{rest:03d}.{cents:02d} €",
    ]  # fmt: skip

    forms = {tuple(found(spelling)) for spelling in spellings}

    assert len(forms) == 1


@pytest.mark.parametrize("written", ["4,95 EUR", "€4.95", "4.95 euros", "4.95€", "€ 4,95", "4.95 eur"])
def test_4_95_euros_is_one_fact(written):
    assert found(f"The label costs {written}.") == [("money", "4.95 EUR")]


@pytest.mark.parametrize("written", ["EUR 4.95", "EUR4.95"])
def test_a_currency_code_may_stand_before_the_amount(written):
    assert found(f"The label costs {written}.") == [("money", "4.95 EUR")]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("£3.50", "3.5 GBP"),
        ("3.50 pounds", "3.5 GBP"),
        ("20 quid", "20 GBP"),
        ("$10", "10 USD"),
        ("80.00 EUR", "80 EUR"),
        ("1.000 €", "1000 EUR"),
    ],
)
def test_amounts_in_other_currencies_and_round_ones(written, value):
    assert found(written) == [("money", value)]


def test_an_amount_does_not_begin_on_the_line_above():
    assert only(AtomKind.MONEY, "I have 2\n100 EUR was the price") == ["100 EUR"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("10 %", "10"),
        ("10%", "10"),
        ("12.5 percent", "12.5"),
        ("10 per cent", "10"),
        ("20 por ciento", "20"),
        ("12,5 %", "12.5"),
    ],
)
def test_percentages_have_one_normal_form(written, value):
    assert found(written) == [("percent", value)]


def test_a_small_percentage_keeps_its_decimals():
    assert found("0.125 %") == [("percent", "0.125")]


@pytest.mark.parametrize(
    "written",
    [
        "20 November 2026",
        "20th of November 2026",
        "Nov 20, 2026",
        "November 20th 2026",
        "20/11/2026",
        "20.11.2026",
        "20/11/26",
        "2026-11-20",
        "20 de noviembre de 2026",
    ],
)
def test_a_day_has_one_normal_form(written):
    assert found(written) == [("date", "2026-11-20")]


def test_a_day_without_a_year_keeps_the_year_open():
    assert found("by 31 January") == [("date", "0000-01-31")]


@pytest.mark.parametrize("written", ["31/02/2026", "32 May", "2026-13-01"])
def test_a_day_no_calendar_has_is_no_date(written):
    assert only(AtomKind.DATE, written) == []


@pytest.mark.parametrize("text", ["size 2 may be too small", "number 1 may be faster"])
def test_the_verb_may_is_no_month(text):
    assert only(AtomKind.DATE, text) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("30 days", "30 day"), ("30-day", "30 day"), ("thirty days", "30 day"), ("30 días", "30 day"), ("30 días naturales", "30 day"), ("30 calendar days", "30 day"),
        ("3 working days", "3 working day"), ("3 business days", "3 working day"), ("3 días laborables", "3 working day"), ("tres días hábiles", "3 working day"),
        ("3-5 working days", "3-5 working day"), ("3 to 5 working days", "3-5 working day"), ("3 a 5 días laborables", "3-5 working day"),
        ("two weeks", "2 week"), ("60 minutes", "60 minute"), ("5 years", "5 year"),
    ],
)  # fmt: skip
def test_a_stretch_of_time_has_one_normal_form_and_working_days_are_their_own(written, value):
    assert found(written) == [("duration", value)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("order NF-20288 please", ("id", "NF-20288")),
        ("see https://norrfell.example/returns.", ("link", "https://norrfell.example/returns")),
        ("write to Ana@Mail.example!", ("email", "ana@mail.example")),
        ("until 9:05 today", ("time", "09:05")),
        ("I bought 3 of them", ("number", "3")),
    ],
)
def test_each_kind_is_told_from_the_others(text, expected):
    assert found(text) == [expected]


def test_the_full_stop_behind_a_link_is_no_part_of_its_span():
    text = "see https://norrfell.example/returns."

    atom = atoms.extract(text)[0]

    assert text[atom.start : atom.end] == "https://norrfell.example/returns"


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("The label is 4,95 EUR.", "A label costs €4.95."),
        ("You have 30 days.", "Returns: 30 days from delivery."),
        ("Buy 30 and pay.", "Returns: 30 days from delivery."),
        ("Until 31 January.", "Until 31 January 2027."),
        ("Until 31 January 2027.", "Until 31 January."),
    ],
)
def test_a_statement_is_supported_by_a_source_that_says_it_in_other_words(statement, source):
    assert atoms.unsupported(statement, [source]) == []


@pytest.mark.parametrize(
    ("statement", "source", "value"),
    [
        ("The label is 5.95 EUR.", "A label costs €4.95.", "5.95 EUR"),
        ("The label is 4.95 GBP.", "A label costs €4.95.", "4.95 GBP"),
        ("You have 30 working days.", "Returns: 30 days from delivery.", "30 working day"),
        ("You have 30 weeks.", "Returns: 30 days from delivery.", "30 week"),
        ("Until 31 January 2027.", "Until 31 January 2026.", "2027-01-31"),
        ("You get 10 % more.", "It costs 10 EUR.", "10"),
        ("Order NF-20289 left.", "Order NF-20288 left.", "NF-20289"),
    ],
)
def test_a_fact_its_source_does_not_state_is_named(statement, source, value):
    assert [atom.value for atom in atoms.unsupported(statement, [source])] == [value]


def test_several_sources_support_together():
    statement = "4.95 EUR within 30 days"

    assert atoms.unsupported(statement, ["It costs 4.95 EUR.", "You have 30 days."]) == []


@pytest.mark.parametrize(
    "text",
    ["1" * 29, "€" + "1" * 29, "1" * 29 + " %", "1" * 4_301 + " days"],
    ids=["number", "money", "percent", "days"],
)
def test_a_very_long_number_stops_nothing(text):
    atoms.extract(text)


@pytest.mark.parametrize("text", ["5 MİNUTES", "3 dıas", "2 ſep", "5 uſd"])
def test_letters_that_only_look_like_a_known_word_stop_nothing(text):
    atoms.extract(text)


@pytest.mark.parametrize("text", ["1" * 1_200 + "a", "1" + " 111" * 600], ids=["one long number", "endless thousands"])
def test_a_wall_of_digits_is_read_to_its_end(text):
    with not_hanging():
        atoms.extract(text * 20)


def test_a_very_long_number_is_still_a_fact_a_source_must_state():
    assert [atom.value for atom in atoms.unsupported("It is " + "1" * 40, ["It is 11."])] == ["1" * 40]


def test_a_code_between_an_amount_and_a_number_belongs_to_the_amount():
    assert found("I paid 5 EUR 3 days ago") == [("money", "5 EUR"), ("duration", "3 day")]


@pytest.mark.parametrize("written", ["2 May", "2nd of may", "it came on 2 may."])
def test_the_month_of_may_is_a_month_however_it_is_cased(written):
    assert only(AtomKind.DATE, written) == ["0000-05-02"]


@PROPERTY
@given(TEXTS)
def test_a_text_is_read_the_same_twice(text):
    assert atoms.extract.__wrapped__(text) == atoms.extract.__wrapped__(text)


@PROPERTY
@given(st.integers(1, 400), st.integers(1, 400))
def test_a_range_of_money_has_one_normal_form_however_it_is_written(low, more):
    high = low + more
    spellings = [
        f"{low}-{high} EUR", f"{low} to {high} EUR", f"€{low}-{high}", f"€{low} to €{high}", f"{low} EUR - {high} EUR",
        f"between {low} and {high} EUR", f"between €{low} and €{high}", f"entre {low} € y {high} €", f"de {low} a {high} €",
    ]  # fmt: skip

    assert {tuple(found(spelling)) for spelling in spellings} == {(("money", f"{low}-{high} EUR"),)}


@PROPERTY
@given(st.integers(1, 99))
def test_a_number_word_is_the_number(number):
    english, spanish = in_words(number)

    assert found(f"{english} days") == found(f"{number} days") == found(f"{spanish} días")


ONES_EN = "- one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS_EN = "- - twenty thirty forty fifty sixty seventy eighty ninety"
ONES_ES = (
    "- un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte "
    "veintiún veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
)
TENS_ES = "- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa"


def in_words(number: int) -> tuple[str, str]:
    """Spell a number under a hundred, English and Spanish."""
    ones_en, tens_en, ones_es, tens_es = ONES_EN.split(), TENS_EN.split(), ONES_ES.split(), TENS_ES.split()
    tens, ones = divmod(number, 10)
    english = ones_en[number] if number < 20 else tens_en[tens] + (f"-{ones_en[ones]}" if ones else "")
    spanish = ones_es[number] if number < 30 else tens_es[tens] + (f" y {ones_es[ones]}" if ones else "")
    return english, spanish


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Send 2 photos.", "We need two pictures."),
        ("Your 2 parcels left.", '{"quantity": 2}'),
        ("One item is missing.", "An item is missing."),
        ("We reopen in December 2026.", "We reopen on 3 December 2026."),
        ("You may never return it.", "You can return it."),
    ],
)
def test_counts_months_and_wording_are_supported_leniently(statement, source):
    assert atoms.unsupported(statement, [source]) == []


@pytest.mark.parametrize(
    ("statement", "source", "value"),
    [
        ("Send 3 photos.", "Send 2 photos within 3 days.", "3 photo"),
        ("Call 900 123 456.", "Call 900 123 457.", "900123456"),
        ("It costs 5-10 EUR.", "It costs 5 EUR.", "5-10 EUR"),
        ("We reopen in January 2027.", "We reopen on 3 December 2026.", "2027-01"),
        ("It takes a week.", "It takes 3 days.", "1 week"),
    ],
)
def test_a_count_phone_range_or_month_its_source_does_not_state_is_named(statement, source, value):
    assert [atom.value for atom in atoms.unsupported(statement, [source])] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000, " " * 100_000, "a" * 99_000 + "@", "a@" * 50_000, "one (1" * 16_000, "twenty " * 14_000, "€" * 100_000, "if " * 33_000,
        "up to " * 16_000, "(" * 100_000,
    ],
    ids=["digits", "spaces", "one at", "many ats", "brackets", "number words", "signs", "ifs", "comparators", "parentheses"],
)  # fmt: skip
def test_a_hundred_kilobytes_of_anything_are_read_in_linear_time(text):
    with not_hanging():
        atoms.extract(text)
        atoms.wording(text)
