# To 3.13 annotations are evaluated where they stand.
import gc


def double(item: list[int], *rest: tuple[int, ...]) -> dict[str, int] | None:
    return None


class Tree:
    children: list["Tree"]
    label: str | None = None


count: int = 0
print(double.__annotations__)
print(Tree.__annotations__)
print(__annotations__)


def cost():
    gc.collect()
    before = gc.get_count()[0]

    def inner(item: list[int]) -> int:
        return 1

    class Inner:
        label: int
    return gc.get_count()[0] - before


print(cost(), cost())
