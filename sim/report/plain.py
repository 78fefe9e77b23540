"""Results as plain JSON: dataclasses as objects, arrays as lists, what is not defined as null.

Dates and other things that JSON does not know become text.
"""

from __future__ import annotations

import json
import math
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np


def as_json(content: Any) -> str:
    """Return the content as indented JSON that every parser accepts (no NaN)."""
    return json.dumps(plain(content), indent=2, ensure_ascii=False, allow_nan=False, default=str)


def plain(content: Any) -> Any:
    """Return the content in plain JSON types."""
    if is_dataclass(content) and not isinstance(content, type):
        return {field.name: plain(getattr(content, field.name)) for field in fields(content)}
    if isinstance(content, dict):
        return {str(key): plain(value) for key, value in content.items()}
    if isinstance(content, (list, tuple)):
        return [plain(value) for value in content]
    if isinstance(content, np.ndarray):
        return [plain(value) for value in content.tolist()]
    if isinstance(content, np.generic):
        return plain(content.item())
    if isinstance(content, float) and not math.isfinite(content):
        return None
    return content
