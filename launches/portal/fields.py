"""One input of the editor: what stands in it and what is said about it."""

from dataclasses import dataclass, field

from launches.models import ChangeRequest

from .values import Spec, label_of


@dataclass
class Field:
    """One input: what is in it, what is wrong with it, what the editors asked."""

    name: str
    spec: Spec
    value: str
    error: str = ""
    theirs: str | None = None
    points: list[ChangeRequest] = field(default_factory=list)
    html: str = ""
    mark: dict[str, str] | None = None

    @property
    def label(self) -> object:
        return self.spec.label

    @property
    def full_label(self) -> str:
        return label_of(self.name)
