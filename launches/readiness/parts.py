"""Which places and languages of an entry are whole, and which lack something."""

from launches.content import Content

from .shapes import Readiness

NAMED = ("materials", "texts")


def parts(found: Readiness, content: Content) -> tuple[set[str], set[str]]:
    """(whole, lacking), named as the gaps are: "materials.hero", "texts.en".

    A part is whole where something is there and nothing is said against it.
    """
    lacking = {
        ".".join(gap.field.split(".")[:2])
        for state in found.states
        for gap in state.gaps
        if gap.field.startswith(NAMED)
    }
    there = {f"materials.{row.slot}" for row in content.materials}
    there |= {f"texts.{words.language}" for words in content.words if not words.is_silent}
    return there - lacking, lacking
