"""The judge of timings must itself be right."""

import random

import pytest

from tests.silence.ranks import difference


def test_the_numbers_of_the_books():
    """Ages at diagnosis, from SciPy's documentation of mannwhitneyu: U = 17, p = 0.1113."""
    males, females = [19, 22, 16, 29, 24], [20, 11, 17, 12]
    share, p = difference(males, females)
    assert (share, round(p, 4)) == (17 / 20, 0.1113)


def test_ties_share_their_ranks():
    """By hand: 4.5 of 16 pairs, and a variance of 16 / 12 * (9 - 66 / 56)."""
    share, p = difference([1, 2, 2, 3], [2, 2, 3, 4])
    assert (share, round(p, 4)) == (4.5 / 16, 0.3529)


def test_a_shift_is_found_and_no_shift_is_not():
    dice = random.Random(7)
    base = [dice.expovariate(1) for _ in range(400)]
    same = [dice.expovariate(1) for _ in range(400)]
    late = [dice.expovariate(1) + 0.3 for _ in range(400)]
    assert difference(base, same)[1] > 0.05
    assert difference(base, late)[1] < 0.0001
    assert difference(late, base)[0] > 0.5


def test_all_alike_is_no_difference_and_nothing_is_an_error():
    assert difference([5, 5], [5, 5, 5]) == (0.5, 1.0)
    with pytest.raises(ValueError, match="values"):
        difference([], [1])
