"""Where inputs stand: files of this machine, and objects of a store that pyarrow.fs knows, such as S3.

A URI is scheme://bucket/key with the key as it is, no percent signs decoded. S3 is reached as other tools reach it, by the usual
variables of the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_PROFILE, AWS_REGION or AWS_DEFAULT_REGION, and
AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL for stores of others.
"""

import io
import os
import re
from typing import Any, BinaryIO
from urllib.parse import urlsplit
from urllib.request import url2pathname

from compliance.documents import files

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.I)
_BUFFER = 4 * 1024 * 1024  # bytes asked of a store at a time: each question costs some tens of milliseconds
_LOCAL_BUFFER = 128 * 1024
_WAIT = 20, 120  # seconds for a connection, and for an answer
_SHOWN = 300  # code points of a library's own message
_WAYS_OUT = (
    (r"NO_SUCH_BUCKET|Bucket '[^']*' not found", "no such bucket"),
    (
        r"ACCESS_DENIED|INVALID_ACCESS_KEY|INVALID_CLIENT_TOKEN|SIGNATURE_DOES_NOT_MATCH|EXPIRED_TOKEN|ExpiredToken|HTTP status 40[13]",
        "access denied: see to the credentials (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE) and what they may read",
    ),
    (r"HTTP status 301|PermanentRedirect|AuthorizationHeaderMalformed", "another region: set AWS_REGION to that of the bucket"),
    (
        r"NETWORK_CONNECTION|REQUEST_TIMEOUT|curlCode|resolve host",
        "no connection to the store: see to the network, AWS_ENDPOINT_URL and AWS_REGION",
    ),
    (r"SLOW_DOWN|THROTTLING|SERVICE_UNAVAILABLE|INTERNAL_FAILURE|HTTP status 5\d\d", "the store does not answer for now: run it again later"),
    (r"Unable to load lib", "a library of this filesystem is not installed"),
    (r"Unrecognized filesystem", "no store that can be read (s3, gs, abfs, hdfs and file can): download it first"),
)


def is_remote(uri: str) -> bool:
    """Whether a URI names an object of a store."""
    found = _SCHEME.match(uri)
    return bool(found) and found[1].lower() != "file"  # type: ignore[index]


def local(uri: str) -> str:
    """The path of a file:// URI; any other path is itself."""
    if uri[:7].lower() != "file://":
        return uri
    return url2pathname(urlsplit(uri).path)


class Places:
    """Opens files and objects; the connection to a store is made once. Belongs to one process, and is not passed on.

    `root` is the folder that relative paths start from; empty means the current one.
    """

    def __init__(self, root: str = "") -> None:
        self._root = root
        self._stores: dict[str, tuple[Any, str]] = {}

    def path(self, uri: str) -> str:
        """Where a file of this machine is opened."""
        return os.path.join(self._root, uri) if self._root else uri

    def open(self, uri: str) -> BinaryIO:
        """A stream that can seek; whoever asks for it closes it. Raises OSError and ValueError."""
        if not is_remote(uri):
            return os.fdopen(files.open_regular(self.path(uri))[0], "rb", _LOCAL_BUFFER)
        store, path = self.store(uri)
        return io.BufferedReader(store.open_input_file(path), _BUFFER)

    def native(self, uri: str) -> Any:
        """The same as a file of pyarrow's. Raises OSError and ValueError."""
        if is_remote(uri):
            store, path = self.store(uri)
            return store.open_input_file(path)
        from pyarrow import OSFile

        path = self.path(uri)
        os.close(files.open_regular(path)[0])  # to open a pipe would wait for a writer
        return OSFile(path)

    def store(self, uri: str) -> tuple[Any, str]:
        """The filesystem of a URI, and the path in it. Raises OSError and ValueError."""
        authority, _, key = uri[uri.index("://") + 3 :].partition("/")
        begin = f"{uri[: uri.index('://')].lower()}://{authority}/"
        if begin not in self._stores:
            self._stores[begin] = (_s3(authority), authority) if begin.startswith("s3:") else _other(begin)
        store, base = self._stores[begin]
        return store, f"{base.rstrip('/')}/{key}" if key or not base else base

    def explain(self, error: Exception, uri: str) -> str:
        """Why it could not be read, and the way out where one is known."""
        said = " ".join((str(error) or type(error).__name__).split("\n", 1)[0].split())[:_SHOWN]
        if isinstance(error, ImportError):
            return f"not read without a library that is not installed: {said}; pip install 'editorial-compliance[batch]'"
        if not is_remote(uri):
            return files.explain(error, self.path(uri)) if isinstance(error, OSError) else said
        if isinstance(error, FileNotFoundError):
            return "no such object"
        for sign, way_out in _WAYS_OUT:
            if re.search(sign, said):
                return f"{way_out} ({said})"
        return said


def _s3(bucket: str) -> Any:
    from pyarrow import fs

    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    if not region and not endpoint:
        region = fs.resolve_s3_region(bucket)
    return fs.S3FileSystem(endpoint_override=endpoint, region=region, connect_timeout=_WAIT[0], request_timeout=_WAIT[1])


def _other(begin: str) -> tuple[Any, str]:
    from pyarrow import fs

    store, base = fs.FileSystem.from_uri(begin)
    return store, base
