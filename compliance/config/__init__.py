"""Configuration: `compliance.toml`, or `[tool.compliance]` in `pyproject.toml`, found from the file upwards.

docs/configuration.md lists the keys. A file with a key that is not one of them, or a value of the wrong type,
is refused as a whole: every problem in it is reported at once, with line, column and the nearest right word.
Where there is no configuration file, nothing is parsed.
"""

from compliance.config.lookup import Lookup
from compliance.config.model import Config, ConfigError, Effective, Mention, Override, Problem, Reuse

__all__ = ["Config", "ConfigError", "Effective", "Lookup", "Mention", "Override", "Problem", "Reuse"]
