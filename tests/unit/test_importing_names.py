"""Names in an import differ, and ten thousand equal ones cost no more than ten thousand different ones."""

from hypothesis import given
from hypothesis import strategies as st

from assist.importing.names import Names


def test_a_name_that_is_taken_is_numbered() -> None:
    names = Names(["fees", "fees-3"])

    assert [names.distinct("fees"), names.distinct("fees"), names.distinct("hats")] == ["fees-2", "fees-4", "hats"]


def test_a_name_that_is_free_is_not_taken_by_asking() -> None:
    names = Names(["fees"])

    assert (names.free("fees"), names.free("fees")) == ("fees-2", "fees-2")


@given(st.lists(st.from_regex(r"\A[ab](-[1-4]){0,2}\Z")), st.sets(st.sampled_from(["a", "a-2", "a-2-2", "b-3"])))
def test_no_name_is_given_twice(wanted: list[str], taken: set[str]) -> None:
    names = Names(taken)

    found = [names.distinct(each) for each in wanted]

    assert len({*found, *taken}) == len(found) + len(taken)
    assert all(name == each or name.rpartition("-")[0] == each for name, each in zip(found, wanted, strict=True))


def test_equal_names_are_not_counted_from_one_each() -> None:
    names = Names()

    found = [names.distinct("fees") for _ in range(50_000)]  # pairwise, this would be a billion look-ups

    assert found[-1] == "fees-50000"
