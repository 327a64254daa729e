"""One input of the editor: what stands in it and what is said about it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.wording import PROSE
from launches.counting import unit_of
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
    most: int | None = None
    language: str = ""

    @property
    def label(self) -> object:
        return self.spec.label

    @property
    def shown(self) -> object:
        """What stands in it as people read it: the words of a choice, not its code."""
        return dict(self.spec.choices or ()).get(self.value, self.value)

    @property
    def is_prose(self) -> bool:
        return self.name.rpartition(".")[2] in PROSE

    @property
    def counted(self) -> str:
        """How the counter says it: “%s of 30 words”, %s being the length now."""
        if unit_of(self.language) == "words":
            return _("%%s of %(most)s words") % {"most": self.most}
        return _("%%s of %(most)s characters") % {"most": self.most}

    @property
    def limit_words(self) -> str:
        """The same for those who have no counter."""
        if unit_of(self.language) == "words":
            return _("At most %(most)s words.") % {"most": self.most}
        return _("At most %(most)s characters, spaces not counted.") % {"most": self.most}

    @property
    def full_label(self) -> str:
        return label_of(self.name)
