"""Errors of the store."""

from __future__ import annotations

import errno
import re

from pilsetas_crawl.errors import PilsetasError

_ADVICE = {
    errno.ENOSPC: "free some space there and run again",
    errno.EDQUOT: "raise the quota or free some space there and run again",
    errno.EFBIG: "raise the limit on file sizes and run again",
    errno.EACCES: "make it writable for this user",
    errno.EPERM: "make it writable for this user",
    errno.EROFS: "choose a store on a disk that is not read-only",
    errno.ENOTDIR: "a file stands where a folder is needed: move it away or choose another store",
    errno.EEXIST: "a file stands where a folder is needed: move it away or choose another store",
    errno.EISDIR: "a folder stands where a file is needed: move it away",
}
# What object storage answers, as Arrow tells it: kind of fault, operation, words of server or network.
_STORAGE = re.compile(r"AWS Error (?P<kind>.+?) during (?P<operation>\w+) operation: (?P<words>[^;]*)")
_UNREACHED = "NETWORK_CONNECTION"
_REFUSALS = ("ACCESS_DENIED", "INVALID_ACCESS_KEY_ID", "SIGNATURE", "TOKEN", "HTTP status 403")


class StoreError(PilsetasError):
    """The store or its state cannot be read or written; what is stored already is intact."""


class SourceLocked(StoreError):  # noqa: N818 # named for what it says; the suffix would add nothing
    """Another process works on the same source."""


def from_os(error: OSError, doing: str, where: str) -> StoreError:
    """One clear line for a fault of the operating system or of a remote filesystem.

    Args:
        error: what was raised.
        doing: what was being done, such as ``cannot write``.
        where: the file, folder or address it was done to.
    """
    storage = _STORAGE.search(str(error))
    if storage and storage["kind"] == _UNREACHED:
        why = re.sub(r"curlCode: \d+, ", "", storage["words"])
        advice = "check endpoint_override, scheme and the network"
        return StoreError(f"{doing} {where}: the storage does not answer ({why}); {advice}")
    if storage and any(sign in storage["kind"] for sign in _REFUSALS):
        told = f"{storage['kind']} during {storage['operation']}"
        advice = "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and what they may do there"
        return StoreError(f"{doing} {where}: the storage refuses ({told}); {advice}")
    seen = error.strerror or str(error).splitlines()[0] if str(error) else type(error).__name__
    advice = _ADVICE.get(error.errno or 0, "check the address, its rights and the disk")
    return StoreError(f"{doing} {where}: {seen}; {advice}")
