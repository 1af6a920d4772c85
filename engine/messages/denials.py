"""What the operating system says no to, in words of ours."""

import errno

from engine.errors import N_

_WORDS = {
    errno.EACCES: N_("this user may not do that there"),
    errno.EPERM: N_("this user may not do that there"),
    errno.EROFS: N_("the disk is there for reading only"),
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOTDIR: N_("a part of its path is no folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENAMETOOLONG: N_("its name is too long"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk is full"),
    errno.EADDRINUSE: N_("the port is in use; perhaps a `raccordo serve` runs already"),
    errno.EADDRNOTAVAIL: N_("this machine has no such address"),
    errno.ECONNREFUSED: N_("nobody listens there"),
    errno.ECONNRESET: N_("the connection was cut off"),
    errno.EHOSTUNREACH: N_("there is no way there from here"),
    errno.ENETUNREACH: N_("there is no way there from here"),
    errno.ETIMEDOUT: N_("no answer came in time"),
}
_NO_HOST = N_("no host of that name is known")

DENIALS = frozenset({*_WORDS.values(), _NO_HOST})
"""Every one of these words: what else is told came from elsewhere."""


def denial(error: BaseException) -> str:
    """Why something could not be done, as far as an error or its causes say."""
    import socket

    one: BaseException | None = error
    while one is not None:
        if isinstance(one, socket.gaierror):
            return _NO_HOST
        if isinstance(one, OSError) and one.errno in _WORDS:
            return _WORDS[one.errno]
        one = one.__cause__ or one.__context__
    return str(getattr(error, "strerror", None) or error)
