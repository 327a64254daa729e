"""The geometry of crops: always inside the picture, always in shape, one text for one crop."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from launches.files import crops
from launches.files.crops import SHAPES, Crops

quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=80)
percent = st.integers(0, 1000).map(lambda tenths: tenths / 10)
cut = st.none() | st.tuples(percent, percent, st.integers(100, 1000).map(lambda n: n / 10))
some = st.builds(
    lambda focus, cuts: Crops(
        focus, {shape: one for shape, one in zip(SHAPES, cuts, strict=True) if one}
    ),
    st.tuples(percent, percent),
    st.tuples(cut, cut, cut),
)
sides = st.integers(100, 9000)


@quick
@given(some, st.sampled_from(list(SHAPES)), st.tuples(sides, sides))
def test_a_cut_is_inside_and_in_shape(chosen, shape, size):
    left, top, right, bottom = crops.box(chosen, shape, size)
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    across, down = SHAPES[shape]
    assert abs((right - left) * down - (bottom - top) * across) <= across + down


@quick
@given(some)
def test_the_text_says_all(chosen):
    tidy = crops.checked(chosen)
    assert crops.parse(crops.key(tidy)) == tidy
    assert len(crops.key(tidy)) <= 120


def test_the_plain_middle_is_no_text():
    assert crops.key(Crops()) == ""
    assert crops.box(Crops(), "stage", (1600, 1600)) == (0, 350, 1600, 1250)
    assert crops.box(Crops((0.0, 0.0)), "square", (1600, 900)) == (0, 0, 900, 900)
    assert crops.box(Crops(cuts={"press": (25, 10, 50)}), "press", (1000, 1000)) == (
        250,
        100,
        750,
        433,
    )


@pytest.mark.parametrize(
    "text",
    ["focus=1", "x=1,2", "focus=-1,0", "focus=nan,0", "stage=0,0,5", "stage=0,0,101", "focus=a,b"],
)
def test_other_texts_are_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        crops.parse(text)
