"""Helpers for the with statement."""

import sys

__all__ = ["AbstractContextManager", "ContextDecorator", "ExitStack", "closing", "contextmanager", "nullcontext", "redirect_stderr",
           "redirect_stdout", "suppress"]


class AbstractContextManager:
    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        return None


def _look_like(wrapper, func):
    # The new function shows itself as the one that it calls.
    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        try:
            setattr(wrapper, name, getattr(func, name))
        except AttributeError:
            pass
    wrapper.__dict__.update(getattr(func, "__dict__", {}))
    wrapper.__wrapped__ = func
    return wrapper


class ContextDecorator:
    """A context manager that can also stand before a function."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)

        return _look_like(inner, func)


class _GeneratorContextManager(AbstractContextManager, ContextDecorator):
    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        doc = getattr(func, "__doc__", None)
        if doc is None:
            doc = type(self).__doc__
        self.__doc__ = doc

    def _recreate_cm(self):
        return self.__class__(self.func, self.args, self.kwds)

    def __enter__(self):
        # They are needed only for a decorator; keeping them would keep objects alive.
        del self.args, self.kwds, self.func
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def _has_wrapped(self, error, raised):
        """Whether a StopIteration of the block has come out of the generator in a RuntimeError, as all do that leave one (PEP 479)."""
        return isinstance(error, StopIteration) and isinstance(raised, RuntimeError) and raised.__cause__ is error

    def __exit__(self, kind, error, traceback):
        has_failed = kind is not None
        if has_failed and error is None:
            error = kind()
        try:
            if has_failed:
                self.gen.throw(error)
            else:
                next(self.gen)
        except StopIteration as end:
            # The block may have raised that very StopIteration: then it goes on.
            return has_failed and end is not error
        except BaseException as raised:
            if raised is not error and not self._has_wrapped(error, raised):
                raise
            error.__traceback__ = traceback
            return False
        try:
            raise RuntimeError("generator didn't stop after throw()" if has_failed else "generator didn't stop")
        finally:
            self.gen.close()


def contextmanager(func):
    """A generator function that yields once becomes a function that makes context managers."""

    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)

    return _look_like(helper, func)


class closing(AbstractContextManager):
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class nullcontext(AbstractContextManager):
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass


class _RedirectStream(AbstractContextManager):
    _stream = None

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, exctype, excinst, exctb):
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stdout(_RedirectStream):
    _stream = "stdout"


class redirect_stderr(_RedirectStream):
    _stream = "stderr"


class suppress(AbstractContextManager):
    """Ends the block silently when one of the given exceptions is raised in it."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exctype, excinst, exctb):
        return exctype is not None and issubclass(exctype, self._exceptions)


class ExitStack(AbstractContextManager):
    """Leaves all the context managers that were entered through it, the last one first."""

    def __init__(self):
        self._exit_callbacks = []

    def __exit__(self, exc_type, exc, tb):
        pending = exc
        suppressed = False
        while self._exit_callbacks:
            wants_exception, callback = self._exit_callbacks.pop()
            try:
                if not wants_exception:
                    callback(None, None, None)
                elif callback(type(pending) if pending is not None else None, pending, pending.__traceback__ if pending is not None else None):
                    pending = None
                    suppressed = True
            except BaseException as new:
                if new.__context__ is None and new is not pending:
                    new.__context__ = pending
                pending = new
        if pending is not None and pending is not exc:
            raise pending
        return suppressed and pending is None

    def enter_context(self, cm):
        cls = type(cm)
        try:
            enter, leave = cls.__enter__, cls.__exit__
        except AttributeError:
            raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the context manager protocol") from None
        result = enter(cm)
        self._exit_callbacks.append((True, lambda *details: leave(cm, *details)))
        return result

    def push(self, thing):
        leave = getattr(type(thing), "__exit__", None)
        self._exit_callbacks.append((True, thing if leave is None else lambda *details: leave(thing, *details)))
        return thing

    def callback(self, callback, /, *args, **kwds):
        self._exit_callbacks.append((False, lambda *details: callback(*args, **kwds)))
        return callback

    def pop_all(self):
        other = type(self)()
        other._exit_callbacks, self._exit_callbacks = self._exit_callbacks, []
        return other

    def close(self):
        self.__exit__(None, None, None)
