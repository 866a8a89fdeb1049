"""Errors meant for people: each message is one clear line saying what, where and what to do."""


class PilsetasError(Exception):
    """A fault an operator can act on.

    Commands print its message as one line and exit with a code that is not 0; no traceback is shown.
    """
