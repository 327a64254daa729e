"""Whether two lots of measurements can be told apart: the Mann-Whitney test."""

from collections import Counter
from collections.abc import Sequence
from math import erfc, sqrt


def difference(one: Sequence[float], other: Sequence[float]) -> tuple[float, float]:
    """How often a value of `one` is above one of `other` (0.5 is even), and the p-value.

    Two-sided, by the normal approximation with the correction for ties, so each lot should
    hold at least 20 values. Ranks forgive the few requests that a busy machine holds up.
    ValueError where a lot is empty. Source: Mann and Whitney, 1947; SciPy's mannwhitneyu
    (method="asymptotic", use_continuity=True) gives the same numbers.
    """
    n, m = len(one), len(other)
    if not n or not m:
        raise ValueError("Both lots need values.")
    counts = Counter([*one, *other])
    ranks, below = {}, 0
    for value in sorted(counts):
        ranks[value] = below + (counts[value] + 1) / 2
        below += counts[value]
    u = sum(ranks[value] for value in one) - n * (n + 1) / 2
    ties = sum(count**3 - count for count in counts.values())
    spread = sqrt(n * m / 12 * (n + m + 1 - ties / ((n + m) * (n + m - 1))))
    if not spread:
        return 0.5, 1.0
    away = max(0.0, abs(u - n * m / 2) - 0.5) / spread
    return u / (n * m), erfc(away / sqrt(2))
