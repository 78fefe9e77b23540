"""Inverse transforms: one uniform in, one variate out, never decreasing in the uniform.

One draw a variate keeps draws named and paired runs comparable: the same uniform in two scenarios
is the same luck (common random numbers).  Every ``u`` is strictly between 0 and 1.
All formulas use only arithmetic and the C library's ``erfc``, ``exp``, ``log``, ``log1p`` and
``sqrt``, so compiled and interpreted values are identical.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.jit import jit
from sim.streams import Luck, uniform

Floats = NDArray[np.float64]

_BELOW_ONE = 1.0 - 2.0**-52
_SMALL_MEAN = 30.0
_SAFE_FROM_BELOW = 0.999
_NEGLIGIBLE = 1e-22


@jit
def normal_quantile(u: float) -> float:
    """Return the standard normal quantile, to about 1e-16 relative.

    Algorithm AS 241, routine PPND16: M. J. Wichura, "The percentage points of the normal
    distribution", Applied Statistics 37 (1988), 477-484.
    """
    q = u - 0.5
    if abs(q) <= 0.425:
        return q * _normal_centre(0.180625 - q * q)
    r = math.sqrt(-math.log(u if q < 0.0 else 1.0 - u))
    size = _normal_shoulder(r - 1.6) if r <= 5.0 else _normal_tail(r - 5.0)
    return -size if q < 0.0 else size


@jit
def _normal_centre(r: float) -> float:
    """Return the rational function of AS 241 for 0.075 <= u <= 0.925."""
    above = 2.5090809287301226727e3 * r + 3.3430575583588128105e4
    above = above * r + 6.7265770927008700853e4
    above = above * r + 4.5921953931549871457e4
    above = above * r + 1.3731693765509461125e4
    above = above * r + 1.9715909503065514427e3
    above = above * r + 1.3314166789178437745e2
    above = above * r + 3.3871328727963666080e0
    below = 5.2264952788528545610e3 * r + 2.8729085735721942674e4
    below = below * r + 3.9307895800092710610e4
    below = below * r + 2.1213794301586595867e4
    below = below * r + 5.3941960214247511077e3
    below = below * r + 6.8718700749205790830e2
    below = below * r + 4.2313330701600911252e1
    return above / (below * r + 1.0)


@jit
def _normal_shoulder(r: float) -> float:
    """Return the rational function of AS 241 for tails down to exp(-25)."""
    above = 7.74545014278341407640e-4 * r + 2.27238449892691845833e-2
    above = above * r + 2.41780725177450611770e-1
    above = above * r + 1.27045825245236838258e0
    above = above * r + 3.64784832476320460504e0
    above = above * r + 5.76949722146069140550e0
    above = above * r + 4.63033784615654529590e0
    above = above * r + 1.42343711074968357734e0
    below = 1.05075007164441684324e-9 * r + 5.47593808499534494600e-4
    below = below * r + 1.51986665636164571966e-2
    below = below * r + 1.48103976427480074590e-1
    below = below * r + 6.89767334985100004550e-1
    below = below * r + 1.67638483018380384940e0
    below = below * r + 2.05319162663775882187e0
    return above / (below * r + 1.0)


@jit
def _normal_tail(r: float) -> float:
    """Return the rational function of AS 241 for tails beyond exp(-25)."""
    above = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5
    above = above * r + 1.24266094738807843860e-3
    above = above * r + 2.65321895265761230930e-2
    above = above * r + 2.96560571828504891230e-1
    above = above * r + 1.78482653991729133580e0
    above = above * r + 5.46378491116411436990e0
    above = above * r + 6.65790464350110377720e0
    below = 2.04426310338993978564e-15 * r + 1.42151175831644588870e-7
    below = below * r + 1.84631831751005468180e-5
    below = below * r + 7.86869131145613259100e-4
    below = below * r + 1.48753612908506148525e-2
    below = below * r + 1.36929880922735805310e-1
    below = below * r + 5.99832206555887937690e-1
    return above / (below * r + 1.0)


@jit
def normal_share(x: float) -> float:
    """Return the share of a standard normal population that lies above ``x``: 1 - Φ(x)."""
    return 0.5 * math.erfc(x / math.sqrt(2.0))


@jit
def normal(luck: Luck, stream: int, who: int, nth: int) -> float:
    """Draw the standard normal with this name: the quantile of ``streams.uniform``."""
    return normal_quantile(uniform(luck, stream, who, nth))


@jit
def exponential(mean: float, u: float) -> float:
    """Return ``-mean log(1 - u)``, in the unit of ``mean``."""
    return -mean * math.log1p(-u)


@jit
def lognormal(median: float, sigma: float, u: float) -> float:
    """Return ``median exp(sigma z(u))``; ``sigma`` is the deviation of the logarithm."""
    return median * math.exp(sigma * normal_quantile(u))


@jit
def lognormal_from_mean(mean: float, sigma: float, u: float) -> float:
    """Return the lognormal with this mean: its median is ``mean exp(-sigma**2 / 2)``."""
    return lognormal(mean * math.exp(-0.5 * sigma * sigma), sigma, u)


@jit
def poisson(mean: float, u: float) -> int:
    """Return the Poisson quantile: the smallest count whose cumulative probability reaches ``u``.

    Never decreasing in ``u`` and in ``mean``.  A mean of zero or less gives 0.  The work grows
    with the mean below 30 and with its square root above.
    """
    if mean <= 0.0:
        return 0
    if mean < _SMALL_MEAN and u < _SAFE_FROM_BELOW:
        return _climb(0, math.exp(-mean), mean, u)
    low, low_weight, below = _lower_tail(mean)
    high, high_weight, above = _upper_tail(mean)
    if u < 0.5:
        return _climb(low, low_weight, mean, u * (below + above))
    return _descend(high, high_weight, mean, (1.0 - u) * (below + above))


@jit
def _lower_tail(mean: float) -> tuple[int, float, float]:
    """Weigh the counts below the mode, the mode's own weight being 1.

    The weights obey ``w(k + 1) = w(k) mean / (k + 1)``: no factorial, no cancellation.  Return
    the lowest count that matters, its weight and the sum of the weights below the mode.
    """
    count, weight, total = int(mean), 1.0, 0.0
    while weight > _NEGLIGIBLE and count > 0:
        weight *= count / mean
        count -= 1
        total += weight
    return count, weight, total


@jit
def _upper_tail(mean: float) -> tuple[int, float, float]:
    """Return the highest count that matters, its weight and the sum from the mode upwards."""
    count, weight, total = int(mean), 1.0, 1.0
    while weight > _NEGLIGIBLE:
        count += 1
        weight *= mean / count
        total += weight
    return count, weight, total


@jit
def _climb(count: int, weight: float, mean: float, target: float) -> int:
    """Walk up from the lower tail until the weights so far reach ``target``."""
    reached = weight
    while reached < target:
        count += 1
        weight *= mean / count
        reached += weight
    return count


@jit
def _descend(count: int, weight: float, mean: float, target: float) -> int:
    """Walk down from the upper tail while the weights above stay within ``target``.

    Adding the small weights first keeps the far tail exact, where climbing would lose it.
    """
    above = weight
    while above <= target:
        weight *= count / mean
        count -= 1
        above += weight
    return count


@jit
def bernoulli(probability: float, u: float) -> bool:
    """Say yes with this probability: ``u < probability`` (more probability never takes a yes)."""
    return u < probability


@jit
def table(values: Floats, u: float) -> float:
    """Interpolate an equally spaced quantile table: ``values[i]`` is the quantile at i / (n-1)."""
    place = u * (len(values) - 1)
    cell = max(0, min(int(place), len(values) - 2))
    return float(values[cell] + (place - cell) * (values[cell + 1] - values[cell]))


@jit
def choice(cumulative: Floats, u: float) -> int:
    """Return an index drawn in proportion to weights given as cumulative sums.

    The last entry is the total and need not be 1.  An index of weight zero is never drawn.
    """
    target = cumulative[-1] * min(u, _BELOW_ONE)
    low, high = 0, len(cumulative) - 1
    while low < high:
        middle = (low + high) // 2
        if cumulative[middle] > target:
            high = middle
        else:
            low = middle + 1
    return low


@jit
def logistic(x: float) -> float:
    """Return ``1 / (1 + exp(-x))``, without overflow."""
    if x >= 0.0:
        return 1.0 / (1.0 + math.exp(-x))
    power = math.exp(x)
    return power / (1.0 + power)


@jit
def logit(probability: float) -> float:
    """Return ``log(p / (1 - p))``; 0 and less give -inf, 1 and more +inf: certain stays certain."""
    if probability <= 0.0:
        return -math.inf
    if probability >= 1.0:
        return math.inf
    return math.log(probability / (1.0 - probability))


def gamma_table(mean: float, cv: float, n: int = 1025) -> Floats:
    """Return the quantile table of a gamma variable for ``table``.

    ``cv`` is the standard deviation over the mean.  The inner values are exact quantiles.  The
    first is set so that its cell has the mean of the gamma variable there, the last (which would
    be infinite) so that ``table`` as a whole has exactly this mean.
    Raise ValueError unless mean > 0, cv >= 0 and n >= 3.
    """
    if not (mean > 0.0 and cv >= 0.0 and n >= 3):
        raise ValueError(f"a gamma table needs mean > 0, cv >= 0, n >= 3; got {mean}, {cv}, {n}")
    if cv == 0.0:
        return np.full(n, float(mean))
    from scipy.special import gammainc, gammaincinv

    cells, shape = n - 1, 1.0 / (cv * cv)
    inner = gammaincinv(shape, np.arange(1, cells) / cells)
    first = max(0.0, 2.0 * cells * shape * gammainc(shape + 1.0, inner[0]) - inner[0])
    last = max(inner[-1], 2.0 * (cells * shape - inner.sum()) - first)
    return np.concatenate(([first], inner, [last])) * (mean / shape)
