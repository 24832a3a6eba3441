"""The compiled sieve, where it was built and is wanted."""

import os
from typing import Any

PURE = "COMPLIANCE_PURE"
"""Set to 1 in the environment, this has the program do without."""

sieve: Any = None
"""The module `_sieve`, or None."""

if os.environ.get(PURE) != "1":
    try:
        from compliance.rulebook import _sieve

        sieve = _sieve
    except ImportError:  # no compiler where it was installed: the same answers, slower
        pass
