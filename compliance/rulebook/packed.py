"""Unpacking what the cache holds."""

import gc
import marshal
from typing import Any


def unpacked(packed: bytes | memoryview) -> Any:
    """What was packed. The collector rests meanwhile: it would look at every new tuple, of which none can go."""
    if not gc.isenabled():
        return marshal.loads(packed)
    gc.disable()
    try:
        return marshal.loads(packed)
    finally:
        gc.enable()
