"""Whole numbers as people and programs send them: in forms, headers and addresses."""


def whole(text: str, *, digits: int = 17) -> int | None:
    """The number from 0 on, in plain digits; None for anything else, and for what is longer
    than a database holds (18 digits it still does)."""
    is_one = text.isascii() and text.isdigit() and len(text) <= digits
    return int(text) if is_one else None
