"""What the drawing processes run. Imports nothing of Django before it is set up."""

from typing import Any

from launches.demo.reader import Row


def settle() -> None:
    """Once in each process."""
    import django

    django.setup()


def draw(row: Row, hue: int) -> tuple[dict[str, Any], str]:
    """Draw one picture and store it with its renditions: (what was written, credit)."""
    from launches.demo import pictures
    from launches.files import generated

    art, credit = pictures.art(row, hue)
    return generated.written(pictures.titled(art, row), stage=art), credit
