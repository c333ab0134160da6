"""The operators of Python as functions."""

import _operator
from _operator import *

__all__ = [name for name in dir(_operator) if not name.startswith("_")]

# Most have the name of the special method, too.
for name in __all__:
    if name not in ("attrgetter", "countOf", "indexOf", "is_", "is_none", "is_not", "is_not_none", "itemgetter", "length_hint", "methodcaller", "truth"):
        globals()[f"__{name.rstrip('_')}__"] = getattr(_operator, name)

del _operator, name
