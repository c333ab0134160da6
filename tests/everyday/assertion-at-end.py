"""A tiny test framework that ends with a failed assertion."""


def test(function):
    TESTS.append(function)
    return function


TESTS = []


def add(a, b):
    return a + b


def divide(a, b):
    return a / b


@test
def adds_numbers():
    assert add(2, 3) == 5


@test
def adds_strings():
    assert add("a", "b") == "ab"


@test
def divides_wrongly():
    assert divide(7, 2) == 3, f"7 / 2 is {divide(7, 2)}"


@test
def divides_by_zero():
    try:
        divide(1, 0)
    except ZeroDivisionError:
        pass
    else:
        raise AssertionError("no error")


@test
def breaks():
    add(1, "x")


@test
def compares():
    assert [1, 2] == [1, 2] and {"a": 1} == {"a": 1}
    assert not (1, 2) > (1, 3)


results = {"passed": 0, "failed": 0, "broken": 0}
for function in TESTS:
    name = function.__name__.replace("_", " ")
    try:
        function()
    except AssertionError as error:
        results["failed"] += 1
        print(f"FAIL  {name}: {error}")
    except Exception as error:
        results["broken"] += 1
        print(f"BREAK {name}: {type(error).__name__}")
    else:
        results["passed"] += 1
        print(f"ok    {name}")
print(", ".join(f"{count} {name}" for name, count in results.items()))
assert results["passed"] == len(TESTS), "not all tests passed"
print("never printed")
