"""JSON as it is stored and sent: without a needless space, and every script as it is."""

import json
from typing import Any


def dumps(value: Any) -> str:
    """Compact JSON text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
