"""Functions that take functions, and those that give them."""

import builtins
from _functools import _has_annotate, _has_type_params, _lru_cache_wrapper, cmp_to_key, partial, reduce
from collections import namedtuple

__all__ = ["update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache", "cmp_to_key", "lru_cache",
           "reduce", "partial", "partialmethod", "singledispatch", "singledispatchmethod", "cached_property"]

try:
    from _functools import Placeholder
except ImportError:
    pass
else:
    __all__.append("Placeholder")

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotate__" if _has_annotate else "__annotations__")
if _has_type_params:
    WRAPPER_ASSIGNMENTS += ("__type_params__",)
WRAPPER_UPDATES = ("__dict__",)

_missing = object()
_GenericAlias = type(list[int])
_UnionType = type(int | str)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Makes one function look like another."""
    for name in assigned:
        value = getattr(wrapped, name, _missing)
        if value is not _missing:
            setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, ()))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# total_ordering: what a class lacks is made of one comparison that it has, sometimes together with equality.

def _derive(root, negates, also, name):
    def compare(self, other):
        answer = getattr(type(self), root)(self, other)
        if answer is NotImplemented:
            return answer
        answer = not answer if negates else answer
        if also == "or equal":
            return answer or self == other
        if also == "and different":
            return answer and self != other
        return answer
    compare.__name__ = name
    return compare


_DERIVED = {
    "__lt__": {"__gt__": (True, "and different"), "__le__": (False, "or equal"), "__ge__": (True, None)},
    "__le__": {"__ge__": (True, "or equal"), "__lt__": (False, "and different"), "__gt__": (True, None)},
    "__gt__": {"__lt__": (True, "and different"), "__ge__": (False, "or equal"), "__le__": (True, None)},
    "__ge__": {"__le__": (True, "or equal"), "__gt__": (False, "and different"), "__lt__": (True, None)},
}


def total_ordering(cls):
    own = [name for name in _DERIVED if getattr(cls, name) is not getattr(object, name)]
    if not own:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(own)
    for name, (negates, also) in _DERIVED[root].items():
        if name not in own:
            setattr(cls, name, _derive(root, negates, also, name))
    return cls


def _check_method(func):
    if not callable(func) and not hasattr(func, "__get__"):
        raise TypeError(f"{func!r} is not callable or a descriptor")


class partialmethod:
    """A method whose first arguments after self are known."""

    def __init__(self, func, /, *args, **keywords):
        _check_method(func)
        if isinstance(func, partialmethod):
            func, args, keywords = func.func, func.args + args, func.keywords | keywords
        self.func, self.args, self.keywords = func, args, keywords

    def __repr__(self):
        shown = [repr(each) for each in (self.func, *self.args)]
        shown += [f"{name}={value!r}" for name, value in self.keywords.items()]
        return f"{type(self).__module__}.{type(self).__qualname__}({', '.join(shown)})"

    # What the function becomes when it is found through an instance or a class goes before self.args;
    # where it stays what it is, the first argument of the call does.
    def __get__(self, instance, owner=None):
        bind = getattr(self.func, "__get__", None)
        bound = bind(instance, owner) if bind is not None else self.func
        if bound is self.func:
            return self._make_unbound_method().__get__(instance, owner)
        method = partial(bound, *self.args, **self.keywords)
        if hasattr(bound, "__self__"):
            method.__self__ = bound.__self__
        return method

    def _make_unbound_method(self):
        def _method(first, /, *args, **keywords):
            return self.func(first, *self.args, *args, **self.keywords | keywords)

        _method.__partialmethod__ = self
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)


# Caches

_CacheInfo = namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"])


def _add_cache(function, maxsize, typed):
    wrapper = _lru_cache_wrapper(function, maxsize, typed, _CacheInfo)
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, function)


def lru_cache(maxsize=128, typed=False):
    """A decorator, with or without arguments: the results of the last calls are kept."""
    if callable(maxsize) and isinstance(typed, bool):
        return _add_cache(maxsize, 128, typed)
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")

    def decorating_function(user_function):
        return _add_cache(user_function, maxsize, typed)

    return decorating_function


def cache(user_function, /):
    return _add_cache(user_function, None, False)


class cached_property:
    """Computed when it is first asked for; from then on the instance has it as an attribute of its own."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname not in (None, name):
            raise TypeError(f"Cannot assign the same cached_property to two different names ({self.attrname!r} and {name!r}).")
        self.attrname = name

    def __get__(self, instance, owner=None):
        name = self.attrname
        if instance is None:
            return self
        if name is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        values = getattr(instance, "__dict__", None)
        if values is None:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache {name!r} property.")
        if name not in values:
            values[name] = self.func(instance)
        return values[name]


# singledispatch: which implementation a class gets. A registered class that it derives from stands where it stands in __mro__; an
# abstract one stands right behind the last class there that belongs to it.

def _rank(cls, registered):
    place = max(i for i, base in enumerate(cls.__mro__) if issubclass(base, registered))
    return place, registered not in cls.__mro__


def _choose(cls, registry):
    ranks = {registered: _rank(cls, registered) for registered in registry if issubclass(cls, registered)}
    first = min(ranks.values())
    nearest = [registered for registered in ranks if ranks[registered] == first]
    best = [each for each in nearest if not any(other is not each and issubclass(other, each) for other in nearest)]
    if len(best) > 1:
        raise RuntimeError(f"Ambiguous dispatch: {best[0]} or {best[1]}")
    return registry[best[0]]


def _find_name(function, text):
    """What a name in an annotation that is a string means."""
    name, *rest = text.strip().split(".")
    try:
        value = function.__globals__[name]
    except KeyError:
        try:
            value = getattr(builtins, name)
        except AttributeError:
            raise NameError(f"name {name!r} is not defined") from None
    for attribute in rest:
        value = getattr(value, attribute)
    return value


def _list_classes(annotation):
    """The classes that an annotation stands for: one, or those of a union."""
    return annotation.__args__ if isinstance(annotation, _UnionType) else (annotation,)


def _are_classes(classes):
    return all(isinstance(cls, type) and not isinstance(cls, _GenericAlias) for cls in classes)


def _read_annotation(function):
    """The classes that an implementation says it is for."""
    annotations = getattr(function, "__annotations__", None)
    if not annotations:
        raise TypeError(f"Invalid first argument to `register()`: {function!r}. Use either `@register(some_class)` or plain `@register` "
                        "on an annotated function.")
    name, annotation = next(iter(annotations.items()))
    if isinstance(annotation, str):
        classes = tuple(_find_name(function, part) for part in annotation.split("|"))
    else:
        classes = _list_classes(annotation)
    if not _are_classes(classes):
        problem = "not all arguments are classes" if len(classes) > 1 else "is not a class"
        raise TypeError(f"Invalid annotation for {name!r}. {annotation!r} {problem}.")
    return classes


def singledispatch(func):
    """A function that has an implementation for each class of its first argument."""
    registry = {object: func}
    chosen = {}

    def dispatch(cls):
        if cls not in chosen:
            chosen[cls] = _choose(cls, registry)
        return chosen[cls]

    def register(cls, func=None):
        classes = _list_classes(cls)
        if not _are_classes(classes):
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            func, classes = cls, _read_annotation(cls)
        elif func is None:
            return lambda implementation: register(cls, implementation)
        registry.update((each, func) for each in classes)
        chosen.clear()
        return func

    def wrapper(*args, **keywords):
        if not args:
            raise TypeError(f"{getattr(func, '__name__', 'singledispatch function')} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **keywords)

    wrapper.dispatch, wrapper.register, wrapper.registry, wrapper._clear_cache = dispatch, register, registry, chosen.clear
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    """The same for methods: the argument after self decides."""

    def __init__(self, func):
        _check_method(func)
        self.func = func
        self.dispatcher = singledispatch(func)

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, method)

    def __get__(self, instance, owner=None):
        def _method(*args, **keywords):
            return self.dispatcher.dispatch(args[0].__class__).__get__(instance, owner)(*args, **keywords)

        _method.register = self.register
        return update_wrapper(_method, self.func)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)
