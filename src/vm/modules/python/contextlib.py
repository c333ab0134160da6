"""Helpers for the with statement."""

__all__ = ["contextmanager", "closing", "nullcontext", "redirect_stdout", "redirect_stderr", "suppress", "ExitStack", "AbstractContextManager",
           "ContextDecorator"]


class suppress:
    """Ends the block silently when one of the given exceptions is raised in it."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exctype, excinst, exctb):
        return exctype is not None and issubclass(exctype, self._exceptions)
