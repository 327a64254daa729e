"""The shapes of answers and parameters, for the contract (OpenAPI 3.1) only.

Nothing here renders: answers are joined from stored texts. The tests compare real
answers with these shapes.
"""

from .checks import Check, CheckAnswer, CheckStanding
from .companies import CompanyPage, ListedTheme, PresentedCompany, ThemePage
from .launches import (
    Launch,
    LaunchPage,
    OpenedSlate,
    SlateDetail,
    SlatePage,
    VersionedLaunch,
    VersionPage,
)
from .parameters import (
    AFTER,
    COMPANY_PARAMETERS,
    CURSOR,
    DAY_IN_PATH,
    FACTS,
    FIELDS,
    FORMAT,
    LANG,
    LIMIT,
    LIST_PARAMETERS,
    SESSION_PARAMETERS,
    SOUGHT,
    WAIT,
)
from .problems import problems
from .programme import ChangePage, Found, Rundown, Session, SessionPage, StagePage, StageState

__all__ = [
    "AFTER",
    "COMPANY_PARAMETERS",
    "CURSOR",
    "DAY_IN_PATH",
    "FACTS",
    "FIELDS",
    "FORMAT",
    "LANG",
    "LIMIT",
    "LIST_PARAMETERS",
    "SESSION_PARAMETERS",
    "SOUGHT",
    "WAIT",
    "ChangePage",
    "Check",
    "CheckAnswer",
    "CheckStanding",
    "CompanyPage",
    "Found",
    "Launch",
    "LaunchPage",
    "ListedTheme",
    "OpenedSlate",
    "PresentedCompany",
    "Rundown",
    "Session",
    "SessionPage",
    "SlateDetail",
    "SlatePage",
    "StagePage",
    "StageState",
    "ThemePage",
    "VersionPage",
    "VersionedLaunch",
    "problems",
]
