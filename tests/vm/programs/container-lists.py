# Every operation of list, with the size that it leaves behind.
import sys

size = sys.getsizeof


def show(*values):
    print(*values)


# Growing and shrinking
grown = []
seen = []
for i in range(70):
    grown.append(i)
    if size(grown) not in seen:
        seen.append(size(grown))
print(seen)
seen = []
while grown:
    grown.pop()
    if seen[-1:] != [size(grown)]:
        seen.append(size(grown))
print(seen)
for n in (0, 1, 2, 3, 4, 5, 8, 9, 16, 17, 33):
    source = list(range(n))
    print(n, size(source), size(source[:]), size(source + source), size(source * 2), size([*source]), size([x for x in source]), size(source.copy()), end=" ")
    source.extend(source)
    print(size(source), end=" ")
    source.extend(range(n))
    print(size(source), end=" ")
    source += (1, 2, 3)
    print(size(source), end=" ")
    source *= 2
    print(size(source), end=" ")
    source[:] = source[: n // 2]
    print(size(source), end=" ")
    source.insert(0, None)
    print(size(source), end=" ")
    del source[0]
    print(size(source), end=" ")
    source.clear()
    print(size(source))

# Items
letters = list("abcdefgh")
show(letters[0], letters[-1], letters[True], letters[2:5], letters[::-1], letters[5:1:-2], letters[-3:], letters[10:], letters[:-20:-1])
letters[1] = "B"
letters[-1] = "H"
letters[2:4] = []
show(letters)
letters[1:1] = "xyz"
show(letters)
letters[::2] = range(len(letters[::2]))
show(letters)
letters[::-3] = "abc"
show(letters)
letters[3:1] = [9]
show(letters)
letters[2:5] = letters
show(letters)
del letters[1:3]
show(letters)
del letters[::3]
show(letters)
del letters[::-2]
show(letters)
del letters[-1]
show(letters)
letters[len(letters):] = letters
show(letters)
letters[:] = (x for x in "gen")
show(letters)

# Methods
numbers = [3, 1, 2, 3, 1.0, True]
show(numbers.count(1), numbers.count(3), numbers.index(1), numbers.index(3, 1), numbers.index(2, -5, -1))
numbers.remove(1)
show(numbers, numbers.pop(), numbers.pop(0), numbers.pop(-2), numbers)
numbers.insert(-100, "first")
numbers.insert(100, "last")
numbers.insert(-1, "before last")
show(numbers)
numbers.reverse()
show(numbers, numbers.copy() == numbers, numbers.copy() is numbers)
numbers.extend(numbers)
show(numbers)
numbers.extend({1: 2, 3: 4})
numbers.extend({5})
numbers.extend({7: 8}.items())
numbers.extend("ab")
show(numbers)
numbers.clear()
show(numbers)

# Operators
show([1, 2] + [3], [0] * 3, 2 * [1, 2], [1] * -1, [] * 5, [1, 2] < [1, 3], [1, 2] <= [1, 2], [1, 2] > [1], [1] >= [2], [1, 2] == [1.0, 2.0], [1] != [2], [[1]] == [[1]], [1, 2] == (1, 2))
show(1 in [1, 2], 3 in [1, 2], 1.0 not in [1], float("nan") in [1])
nan = float("nan")
show([nan] == [nan], nan in [nan], [nan].index(nan), [nan].count(nan), [float("nan")] == [float("nan")])
alias = same = [1]
same += [2]
same *= 2
show(alias, alias is same)
show(bool([]), bool([0]), len([1, 2]), repr([]), str([1, "a", [2.5]]))
loop = [1]
loop.append(loop)
loop.append((loop, [loop]))
show(loop)


# Subclasses
class Stack(list):
    def top(self):
        return self[-1]


stack = Stack("abc")
stack.append("d")
stack.kind = "stack"
show(stack, stack.top(), stack.kind, len(stack), stack == list("abcd"), type(stack[1:]), type(stack + []), type(stack * 2), type(stack.copy()), stack.__dict__)
stack += "e"
show(type(stack), stack, stack.pop(), list(stack), [*stack], tuple(stack))
stack.__init__("new")
show(stack)
stack[1:] = stack
show(stack, sorted(stack), "n" in stack, stack.index("w"), [x for x in reversed(stack)])


# What happens while a list is looked at
class Remover:
    def __init__(self, owner):
        self.owner = owner

    def __eq__(self, other):
        self.owner.clear()
        return False


owner = [1, 2]
owner.append(Remover(owner))
owner.extend([4, 5])
show(owner.count(3), owner)
owner = []
owner.extend([Remover(owner), 1, 2])
try:
    owner.index(77)
except ValueError as error:
    print(error)
owner.extend([Remover(owner), 1, 2])
try:
    owner.remove(77)
except ValueError as error:
    print(error)
owner.extend([1, Remover(owner), 1, 2])
show(77 in owner, owner)


class Yes:
    def __init__(self, owner):
        self.owner = owner

    def __eq__(self, other):
        self.owner.clear()
        return True


owner.extend([Yes(owner), 1])
owner.remove(5)
show(owner)
owner.extend([Yes(owner), 1])
show(owner == [Yes(owner), 2], owner)

# While it is walked
walked = [1, 2, 3, 4]
for item in walked:
    if item < 10:
        walked.append(item + 10)
    if item == 2:
        walked.remove(2)
show(walked)
iterator = iter([1, 2])
show(list(iterator), list(iterator), iterator.__length_hint__())
shared = [1]
iterator = iter(shared)
next(iterator)
shared.append(2)
show(iterator.__length_hint__(), next(iterator), next(iterator, None))
shared.append(3)
show(next(iterator, None))


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("bye", self.name, end="; ")


many = [Noisy(i) for i in range(8)]
del many[1]
print()
del many[::2]
print()
many[0] = None
print()
many[1:] = []
print()
many = [Noisy(i) for i in range(4)]
many.clear()
print()
many = [Noisy(i) for i in range(4)]
many[1:3] = [1]
print()
many[::2] = [2, 3]
print()
many = [Noisy(i) for i in range(3)]
del many
print()
many = [Noisy(i) for i in range(3)]
many *= 0
print()
many = [Noisy(i) for i in range(3)]
many.__init__()
print()
print(many.pop() if many else "empty")
