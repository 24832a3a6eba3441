"""What runs tasks: this machine's processes, or a cluster. One interface, one code of the tasks."""

from compliance.batch.engines.interface import Engine, Lost

__all__ = ["Engine", "Lost"]
