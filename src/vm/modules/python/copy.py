"""Shallow and deep copies."""

import weakref

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    pass


error = Error
dispatch_table = {}


class _Sample:
    def method(self):
        pass


_method_type = type(_Sample().method)
_missing = object()

# Copies of these are the things themselves.
_atoms = frozenset([type(None), int, float, bool, complex, str, bytes, type, range, type(...), type(NotImplemented), property, type(len),
                    type(_Sample.method), type(_Sample.method.__code__), weakref.ref])
_shallow_atoms = _atoms | {tuple, frozenset, slice}


def copy(x):
    """One new object with the same contents."""
    cls = type(x)
    if cls in _shallow_atoms or issubclass(cls, type):
        return x
    if cls is list or cls is dict or cls is set or cls is bytearray:
        return cls.copy(x)
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    reduced = _reduce(x, cls)
    if isinstance(reduced, str):
        return x
    return _reconstruct(x, None, *reduced)


def deepcopy(x, memo=None, _nil=[]):
    """New objects all the way down; memo knows those that have been copied: id -> copy."""
    key = id(x)
    if memo is None:
        memo = {}
    else:
        y = memo.get(key, _nil)
        if y is not _nil:
            return y
    cls = type(x)
    if cls in _atoms:
        return x
    copier = _deep_copiers.get(cls)
    if copier is not None:
        y = copier(x, memo)
    elif issubclass(cls, type):
        y = x
    else:
        copier = getattr(x, "__deepcopy__", None)
        if copier is not None:
            y = copier(memo)
        else:
            reduced = _reduce(x, cls)
            y = x if isinstance(reduced, str) else _reconstruct(x, memo, *reduced)
    if y is not x:
        memo[key] = y
        _keep_alive(x, memo)
    return y


def _keep_alive(x, memo):
    # As long as the memo lives no other object may get the address of x.
    try:
        memo[id(memo)].append(x)
    except KeyError:
        memo[id(memo)] = [x]


def _deepcopy_list(x, memo):
    y = []
    memo[id(x)] = y
    for item in x:
        y.append(deepcopy(item, memo))
    return y


def _deepcopy_tuple(x, memo):
    y = [deepcopy(item, memo) for item in x]
    # A tuple that can be reached from itself has been copied on the way.
    try:
        return memo[id(x)]
    except KeyError:
        pass
    for old, new in zip(x, y):
        if old is not new:
            return tuple(y)
    return x


def _deepcopy_dict(x, memo):
    y = {}
    memo[id(x)] = y
    for key, value in x.items():
        y[deepcopy(key, memo)] = deepcopy(value, memo)
    return y


def _deepcopy_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


_deep_copiers = {list: _deepcopy_list, tuple: _deepcopy_tuple, dict: _deepcopy_dict, _method_type: _deepcopy_method}


def _new(cls, *args):
    return cls.__new__(cls, *args)


def _new_with_keywords(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _get_slot_names(cls):
    names = []
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                name = "_" + base.__name__.lstrip("_") + name
            names.append(name)
    return names


def _get_state(x, cls):
    getter = getattr(cls, "__getstate__", None)
    if getter is not None and getter is not getattr(object, "__getstate__", None):
        return getter(x)
    state = getattr(x, "__dict__", None)
    slots = {}
    for name in _get_slot_names(cls):
        value = getattr(x, name, _missing)
        if value is not _missing:
            slots[name] = value
    if slots:
        return state or None, slots
    return state or None


def _get_new_arguments(x, cls):
    if hasattr(cls, "__getnewargs_ex__"):
        args, kwargs = x.__getnewargs_ex__()
        return _new_with_keywords, (cls, args, kwargs)
    if hasattr(cls, "__getnewargs__"):
        return _new, (cls, *x.__getnewargs__())
    for base in (int, float, complex, str, bytes, tuple):
        if isinstance(x, base):
            return _new, (cls, base(x))
    return _new, (cls,)


def _reduce(x, cls):
    """What x is made of: callable, arguments, state, list items, dict items."""
    reducer = dispatch_table.get(cls)
    if reducer is not None:
        return reducer(x)
    for name, args in (("__reduce_ex__", (4,)), ("__reduce__", ())):
        reducer = getattr(cls, name, None)
        if reducer is not None and reducer is not getattr(object, name, None):
            return reducer(x, *args)
    if isinstance(x, BaseException):
        return (cls, x.args, x.__dict__) if x.__dict__ else (cls, x.args)
    if isinstance(x, (set, frozenset)):
        return cls, (list(x),), getattr(x, "__dict__", None)
    if isinstance(x, bytearray):
        return cls, (bytes(x),), getattr(x, "__dict__", None)
    if cls is slice:
        return cls, (x.start, x.stop, x.step)
    if cls.__module__ != "__main__" and not hasattr(x, "__dict__") and not _get_slot_names(cls) and not isinstance(x, (list, dict, tuple, int, float, str, bytes)) and cls is not object:
        raise TypeError("cannot pickle %r object" % _get_full_name(cls))
    func, args = _get_new_arguments(x, cls)
    return func, args, _get_state(x, cls), iter(x) if isinstance(x, list) else None, iter(x.items()) if isinstance(x, dict) else None


def _get_full_name(cls):
    return cls.__name__ if cls.__module__ == "builtins" else cls.__module__ + "." + cls.__name__


def _set_state(y, state):
    if hasattr(y, "__setstate__"):
        y.__setstate__(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state is not None:
        y.__dict__.update(state)
    if slots is not None:
        for name, value in slots.items():
            setattr(y, name, value)


def _reconstruct(x, memo, func, args, state=None, listiter=None, dictiter=None):
    deep = memo is not None
    if deep and args:
        args = (deepcopy(arg, memo) for arg in args)
    y = func(*args)
    if deep:
        memo[id(x)] = y
    if state is not None:
        _set_state(y, deepcopy(state, memo) if deep else state)
    if listiter is not None:
        for item in listiter:
            y.append(deepcopy(item, memo) if deep else item)
    if dictiter is not None:
        for key, value in dictiter:
            if deep:
                key = deepcopy(key, memo)
                value = deepcopy(value, memo)
            y[key] = value
    return y


def replace(obj, /, **changes):
    """The same object with some fields exchanged."""
    cls = obj.__class__
    func = getattr(cls, "__replace__", None)
    if func is None:
        raise TypeError(f"replace() does not support {cls.__name__} objects")
    return func(obj, **changes)
