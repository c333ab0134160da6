# list[int], int | None, and annotated code as it is written every day.
import gc


def total(items: list[int], names: dict[str, int] | None = None, *rest: tuple[int, ...]) -> list[tuple[str, int]]:
    result: list[tuple[str, int]] = []
    for item in items:
        result.append((str(item), item))
    return result


class Tree:
    children: list["Tree"]
    parent: object = None
    label: str | None = None

    def __init__(self, label: str | None = None) -> None:
        self.children: list[Tree] = []
        self.label = label


count: int = 0
table: dict[str, list[int]] = {}
print(total([1, 2]), Tree("x").label, count, table)
alias = list[int]
print(alias, alias.__origin__, alias.__args__, alias.__parameters__, type(alias))
print(dict[str, int], tuple[int, ...], tuple[()], list[list[str]], set[None], list[type(None)], type[int])
print(alias == list[int], alias == list[str], alias != tuple[int], hash(alias) == hash(list[int]), {alias: 1}[list[int]])
print(alias([1, 2]), dict[str, int](a=1), alias.append)
either = int | None
print(either, either.__args__, either == None | int, hash(either) == hash(None | int), type(either))
print(int | str | int, int | int, (int | str) | (str | None), list[int] | None, Tree | None)
print(isinstance(1, int | str), isinstance("a", int | None), isinstance(None, either), isinstance(1.5, either), issubclass(bool, int | str))
for wrong in (lambda: isinstance([], list[int]), lambda: issubclass(list, list[int]), lambda: int[str], lambda: alias[str], lambda: int | 3, lambda: either()):
    try:
        print(wrong())
    except TypeError as error:
        print(error)


def cost(make):
    gc.collect()
    before = gc.get_count()[0]
    kept = make()
    return gc.get_count()[0] - before


print(cost(lambda: list[int]), cost(lambda: dict[str, int]), cost(lambda: int | None), cost(lambda: int | str | None), cost(lambda: list[int] | None))
print(gc.is_tracked(alias), gc.is_tracked(either))
