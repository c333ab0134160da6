import sys
print("beside_first" in sys.modules)
import beside_first
print(beside_first.double(3), beside_first.__name__, beside_first.names)
from beside_first import double as twice, counter
import beside_first as again
print(twice(4), again is beside_first, sys.modules["beside_first"] is again)
counter.append(1)
print(beside_first.counter)


def later(n):
    import beside_broken
    return beside_broken


for attempt in range(2):
    try:
        later(attempt)
    except ZeroDivisionError as error:
        print(error, "beside_broken" in sys.modules)
try:
    from beside_first import nothing
except ImportError as error:
    print(type(error).__name__, error.name)
print(__import__("beside_second").value)
