"""The guard stops what never ends, and leaves alone what does."""

import pytest

from tests.hanging import Hangs, not_hanging


def test_work_that_never_ends_is_stopped():
    with pytest.raises(Hangs), not_hanging(0.05):
        while True:
            pass


def test_work_that_ends_is_left_alone():
    with not_hanging(0.05):
        done = sum(range(10))

    assert done == 45
