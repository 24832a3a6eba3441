"""Files of the cache: written beside and renamed, so that a reader never sees half a file."""

import os


def write_beside(path: str, data: bytes) -> None:
    """Writes a file whole or not at all. Raises OSError."""
    beside = f"{path}.{os.getpid()}"
    with open(beside, "wb") as file:
        file.write(data)
    os.replace(beside, path)
