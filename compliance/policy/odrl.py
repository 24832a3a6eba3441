"""ODRL 2.2 and RightsML 2.0: a ledger written as policies in JSON-LD, and read from them, with what does not carry over named."""

from compliance.policy.odrl_read import Read, from_odrl
from compliance.policy.odrl_write import not_carried, to_odrl

__all__ = ["Read", "from_odrl", "not_carried", "to_odrl"]
