"""The plug for a translation service: an interface, and nothing behind it unless it is set.

TRANSLATOR names a class by its dotted path; empty, which is the default, means that no
button is shown and nothing is imported. The house brings no service of its own.
"""

import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, TimeoutError
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from launches.errors import NoTranslation

log = logging.getLogger("unveil.translating")
Texts = Mapping[str, str]
GROWTH = 8  # times: longer than this is no translation of it


class Translator(Protocol):
    """What a service has to offer.

    `texts` are {name: plain text in our simple notation}, with paragraphs, "## headings",
    "- lists" and "**bold**"; languages are codes such as "en" and "zh-hans". It gives
    back the same names with the translated texts, within `seconds`, and raises anything
    where it cannot. Texts are not released yet: whoever runs the service is trusted.
    """

    def translate(self, texts: Texts, *, source: str, target: str, seconds: float) -> Texts: ...


def is_on() -> bool:
    return bool(settings.TRANSLATOR)


def translate(texts: Texts, *, source: str, target: str) -> dict[str, str]:
    """The texts in another language, by the service that is set.

    Waits TRANSLATOR_SECONDS at most, whatever the service does. Raises NoTranslation,
    which says in words what went wrong: off, no answer in time, failed, or an answer
    that is none.
    """
    if not is_on():
        raise NoTranslation(_("No translation service is set up."))
    seconds = settings.TRANSLATOR_SECONDS
    pool = ThreadPoolExecutor(1, thread_name_prefix="translator")
    try:
        service: Translator = import_string(settings.TRANSLATOR)()
        asked = pool.submit(
            service.translate, dict(texts), source=source, target=target, seconds=seconds
        )
        found = asked.result(timeout=seconds)
    except TimeoutError as error:
        raise NoTranslation(
            _("The translation service did not answer within %(seconds)d seconds.")
            % {"seconds": seconds}
        ) from error
    except Exception as error:  # whatever a service of others raises
        log.error("translation failed (%s)", type(error).__name__)  # its words may hold a title
        raise NoTranslation(_("The translation service failed. Nothing was changed.")) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return _checked(texts, found)


def _checked(texts: Texts, found: object) -> dict[str, str]:
    """What was asked for and nothing else, as text. Raises NoTranslation."""
    if isinstance(found, Mapping) and set(found) == set(texts):
        said = {name: found[name] for name in texts}
        if all(_is_likely(texts[name], text) for name, text in said.items()):
            return said
    raise NoTranslation(_("The translation service answered with something else."))


def _is_likely(text: str, found: object) -> bool:
    """A text that is there, can be stored, and is not many times as long."""
    if not isinstance(found, str) or not found.strip() or "\0" in found:
        return False
    try:
        found.encode()
    except UnicodeEncodeError:
        return False
    return len(found) <= GROWTH * len(text) + 200
