"""Threads as objects, and what they wait for each other with, built on _thread."""

import _thread
import sys
from time import monotonic

__all__ = ['get_ident', 'active_count', 'Condition', 'current_thread', 'enumerate', 'main_thread', 'TIMEOUT_MAX',
           'Event', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Thread', 'Barrier', 'BrokenBarrierError',
           'Timer', 'ThreadError', 'local', 'excepthook', 'ExceptHookArgs',
           'get_native_id']

Lock = getattr(_thread, 'lock', _thread.allocate_lock)
ThreadError = _thread.error
TIMEOUT_MAX = _thread.TIMEOUT_MAX
get_ident = _thread.get_ident
get_native_id = _thread.get_native_id


def RLock(*args, **kwargs):
    return _thread.RLock(*args, **kwargs)


class Condition:
    """A lock, and threads that wait until another tells them that something has changed. Each of them waits for a lock of its own,
    which it has taken itself; notify() releases it."""

    def __init__(self, lock=None):
        if lock is None:
            lock = RLock()
        self._lock = lock
        self._sleepers = []
        self.acquire = lock.acquire
        self.release = lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *failure):
        return self._lock.__exit__(*failure)

    def __repr__(self):
        return f'<Condition({self._lock}, {len(self._sleepers)})>'

    def _is_owned(self):
        if hasattr(self._lock, '_is_owned'):
            return self._lock._is_owned()
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        if not self._is_owned():
            raise RuntimeError('cannot wait on un-acquired lock')
        lock = self._lock
        is_recursive = hasattr(lock, '_release_save')
        bell = _thread.allocate_lock()
        bell.acquire()
        self._sleepers.append(bell)
        if is_recursive:
            depth = lock._release_save()
        else:
            lock.release()
        rang = False
        try:
            if timeout is None:
                rang = bell.acquire()
            elif timeout > 0:
                rang = bell.acquire(True, timeout)
            else:
                rang = bell.acquire(False)
            return rang
        finally:
            if is_recursive:
                lock._acquire_restore(depth)
            else:
                lock.acquire()
            if not rang and bell in self._sleepers:
                self._sleepers.remove(bell)

    def wait_for(self, predicate, timeout=None):
        end = None if timeout is None else monotonic() + timeout
        answer = predicate()
        while not answer:
            left = None
            if end is not None:
                left = end - monotonic()
                if left <= 0:
                    break
            self.wait(left)
            answer = predicate()
        return answer

    def notify(self, n=1):
        if not self._is_owned():
            raise RuntimeError('cannot notify on un-acquired lock')
        while n > 0 and self._sleepers:
            bell = self._sleepers.pop(0)
            n -= 1
            bell.release()

    def notify_all(self):
        self.notify(len(self._sleepers))

    notifyAll = notify_all


class Semaphore:
    """So many may pass; the others wait until one gives its place back."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('semaphore initial value must be >= 0')
        self._cond = Condition(Lock())
        self._value = value

    def __repr__(self):
        cls = type(self)
        return f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}>'

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        end = None if timeout is None else monotonic() + timeout
        with self._cond:
            while self._value == 0:
                if not blocking:
                    return False
                left = None
                if end is not None:
                    left = end - monotonic()
                    if left <= 0:
                        return False
                self._cond.wait(left)
            self._value -= 1
        return True

    __enter__ = acquire

    def release(self, n=1):
        if n < 1:
            raise ValueError('n must be one or more')
        with self._cond:
            self._value += n
            self._cond.notify(n)

    def __exit__(self, *failure):
        self.release()


class BoundedSemaphore(Semaphore):
    """One that notices when more places are given back than were taken."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        cls = type(self)
        return f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}/{self._initial_value}>'

    def release(self, n=1):
        if n < 1:
            raise ValueError('n must be one or more')
        with self._cond:
            if self._value + n > self._initial_value:
                raise ValueError('Semaphore released too many times')
            self._value += n
            self._cond.notify(n)


class Event:
    """A flag that threads can wait for."""

    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = False

    def __repr__(self):
        cls = type(self)
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {'set' if self._flag else 'unset'}>"

    def is_set(self):
        return self._flag

    isSet = is_set

    def set(self):
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        with self._cond:
            if self._flag:
                return True
            return self._cond.wait(timeout)


class BrokenBarrierError(RuntimeError):
    pass


class Barrier:
    """Nobody goes on before all have come. While those that came together leave, the next ones wait."""

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError('parties must be >= 1')
        self._cond = Condition(Lock())
        self._parties = parties
        self._action = action
        self._timeout = timeout
        self._count = 0
        self._leaving = False
        self._resetting = False
        self._broken = False

    def __repr__(self):
        cls = type(self)
        state = 'broken' if self.broken else f'waiters={self.n_waiting}/{self.parties}'
        return f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {state}>'

    def wait(self, timeout=None):
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            while (self._leaving or self._resetting) and not self._broken:
                self._cond.wait()
            if self._broken:
                raise BrokenBarrierError
            index = self._count
            self._count += 1
            try:
                if self._count == self._parties:
                    self._open()
                else:
                    self._wait_for_others(timeout)
                return index
            finally:
                self._count -= 1
                if self._count == 0 and (self._leaving or self._resetting):
                    self._leaving = self._resetting = False
                    self._cond.notify_all()

    def _open(self):
        try:
            if self._action:
                self._action()
        except:
            self._break()
            raise
        self._leaving = True
        self._cond.notify_all()

    def _wait_for_others(self, timeout):
        if not self._cond.wait_for(lambda: self._leaving or self._resetting or self._broken, timeout):
            self._break()
            raise BrokenBarrierError
        if self._broken or self._resetting:
            raise BrokenBarrierError

    def _break(self):
        self._broken = True
        self._cond.notify_all()

    def reset(self):
        with self._cond:
            if self._count > 0:
                self._resetting = True
            self._broken = False
            self._cond.notify_all()

    def abort(self):
        with self._cond:
            self._break()

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return 0 if self._leaving else self._count

    @property
    def broken(self):
        return self._broken


_active = {}
_starting = []
_table_lock = _thread.allocate_lock()
_n_named = 0


def _new_name(target):
    global _n_named
    _n_named += 1
    name = f'Thread-{_n_named}'
    if target is not None and hasattr(target, '__name__'):
        name += f' ({target.__name__})'
    return name


class Thread:
    """One thread; run() is what it does."""

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, 'group argument must be None for now'
        self._target = target
        self._name = str(name) if name is not None else _new_name(target)
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = daemon if daemon is not None else current_thread().daemon
        self._ident = None
        self._native_id = None
        self._handle = _thread._ThreadHandle()
        self._started = Event()
        self._values = {}
        self._initialized = True

    def _check(self):
        if not self._initialized:
            raise RuntimeError('Thread.__init__() not called')

    def __repr__(self):
        self._check()
        state = 'initial'
        if self._started.is_set():
            state = 'started' if self.is_alive() else 'stopped'
        if self._daemonic:
            state += ' daemon'
        if self._ident is not None:
            state += f' {self._ident}'
        return f'<{type(self).__name__}({self._name}, {state})>'

    def start(self):
        if not self._initialized:
            raise RuntimeError('thread.__init__() not called')
        if self._started.is_set():
            raise RuntimeError('threads can only be started once')
        with _table_lock:
            _starting.append(self)
        _thread.start_joinable_thread(self._bootstrap, handle=self._handle, daemon=self._daemonic)
        self._started.wait()

    def run(self):
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        self._ident = get_ident()
        self._native_id = get_native_id()
        _thread.set_name(self._name)
        with _table_lock:
            _active[self._ident] = self
            _starting.remove(self)
        self._started.set()
        try:
            self.run()
        except:
            _report(self)
        finally:
            self._values.clear()
            with _table_lock:
                del _active[self._ident]

    def join(self, timeout=None):
        if not self._initialized:
            raise RuntimeError('Thread.__init__() not called')
        if not self._started.is_set():
            raise RuntimeError('cannot join thread before it is started')
        if self is current_thread():
            raise RuntimeError('cannot join current thread')
        if timeout is not None:
            timeout = max(timeout, 0)
        self._handle.join(timeout)

    def is_alive(self):
        self._check()
        return self._started.is_set() and not self._handle.is_done()

    @property
    def name(self):
        self._check()
        return self._name

    @name.setter
    def name(self, name):
        self._check()
        self._name = str(name)
        if self is current_thread():
            _thread.set_name(self._name)

    @property
    def ident(self):
        self._check()
        return self._ident

    @property
    def native_id(self):
        self._check()
        return self._native_id

    @property
    def daemon(self):
        self._check()
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError('Thread.__init__() not called')
        if self._started.is_set():
            raise RuntimeError('cannot set daemon status of active thread')
        self._daemonic = daemonic

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name


class ExceptHookArgs(tuple):
    """What threading.excepthook() gets: the three of sys.exc_info(), and the thread."""

    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])


def excepthook(args, /):
    if args.exc_type is SystemExit:
        return
    name = args.thread.name if args.thread is not None else get_ident()
    _thread._print_exception(f'Exception in thread {name}:\n', args.exc_value)


__excepthook__ = excepthook


def _report(thread):
    failure = sys.exc_info()
    try:
        excepthook(ExceptHookArgs((failure[0], failure[1], failure[2], thread)))
    except Exception as error:
        _thread._print_exception('Exception in threading.excepthook:\n', error)


class Timer(Thread):
    """Calls a function after so many seconds, unless it is cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self):
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _ForeignThread(Thread):
    """One that threading has not started: the main thread, or one of _thread.start_new_thread()."""

    def __init__(self, name, daemon):
        self._target = None
        self._name = name
        self._args = ()
        self._kwargs = {}
        self._daemonic = daemon
        self._ident = get_ident()
        self._native_id = get_native_id()
        self._handle = _thread._ThreadHandle()
        self._started = Event()
        self._started._flag = True
        self._values = {}
        self._initialized = True
        _active[self._ident] = self


class _MainThread(_ForeignThread):
    def __init__(self):
        super().__init__('MainThread', False)
        self._ident = _thread._get_main_thread_ident()


class _DummyThread(_ForeignThread):
    def __init__(self):
        global _n_named
        _n_named += 1
        super().__init__(f'Dummy-{_n_named}', True)


def current_thread():
    thread = _active.get(get_ident())
    return thread if thread is not None else _DummyThread()


def main_thread():
    return _main_thread


def enumerate():
    with _table_lock:
        return list(_active.values()) + list(_starting)


def active_count():
    with _table_lock:
        return len(_active) + len(_starting)


currentThread = current_thread
activeCount = active_count


class local:
    """An object whose attributes are others in each thread. They are kept with the thread, under the number of the object."""

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError('Initialization arguments are not supported')
        self = object.__new__(cls)
        object.__setattr__(self, '_arguments', (args, kwargs))
        current_thread()._values[id(self)] = {}
        return self

    def __getattribute__(self, name):
        values = _get_values(self)
        if name == '__dict__':
            return values
        if name in values and not _has_setter(self, name):
            return values[name]
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        values = _get_values(self)
        if name == '__dict__':
            raise AttributeError(f'{type(self).__name__!r} object attribute {name!r} is read-only')
        if _has_setter(self, name):
            object.__setattr__(self, name, value)
        else:
            values[name] = value

    def __delattr__(self, name):
        values = _get_values(self)
        if name == '__dict__':
            raise AttributeError(f'{type(self).__name__!r} object attribute {name!r} is read-only')
        if _has_setter(self, name) or name not in values:
            object.__delattr__(self, name)
        else:
            del values[name]

    def __del__(self):
        for thread in list(_active.values()):
            thread._values.pop(id(self), None)


def _has_setter(self, name):
    for cls in type(self).__mro__:
        if name in cls.__dict__:
            return hasattr(type(cls.__dict__[name]), '__set__')
    return False


def _get_values(self):
    """The attributes of the object in this thread; at its first use there its __init__() runs."""
    known = current_thread()._values
    values = known.get(id(self))
    if values is None:
        values = known[id(self)] = {}
        args, kwargs = object.__getattribute__(self, '_arguments')
        type(self).__init__(self, *args, **kwargs)
    return values


_main_thread = _MainThread()
