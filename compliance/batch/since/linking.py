"""Files of an earlier run under another name, where they are the bytes that would be written now."""

import os
import shutil

from compliance.batch.beside import beside, discard
from compliance.batch.findings.write import path_of


def same_writer(folder: str, unit: str) -> bool:
    """Whether this version of pyarrow wrote a unit: another one's files are as good, and not the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        written = str(pq.read_metadata(path_of(folder, "documents", unit)).created_by)
    except (OSError, pa.ArrowException):
        return False
    return written.endswith(f" {pa.cpp_build_info.version}")


def link(source: str, target: str) -> None:
    """Puts a file that is never written to again under another name too; a copy where the file system has no such names. Where there is
    no such file, there is none afterwards."""
    if not os.path.exists(source):
        discard(target)
        return
    with beside(target) as part:
        try:
            os.link(source, part)
        except OSError:
            shutil.copyfile(source, part)
