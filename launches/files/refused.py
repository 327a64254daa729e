"""How the quarantine's process says no."""


class Refused(Exception):
    """The file is not fit. `code` and `found` go into the words the person reads."""

    def __init__(self, code: str, **found) -> None:
        self.code, self.found = code, found
        super().__init__(code)
