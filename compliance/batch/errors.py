"""What a run over many documents cannot go on with."""


class BatchError(ValueError):
    """A run that cannot be begun, continued or read; the text says why, names the file and the way out."""
