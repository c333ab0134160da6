# What a traceback points at: operators, subscripts, calls; code of many lines; letters that take two columns. Each error is the
# context of the next, so that one traceback shows them all.
class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next

    def follow(self):
        return self

    def fail(self, *args, **keywords):
        raise ValueError(args)


node = Node(1)
zero = 0
numbers = [1, 2, 3]
table = {'a': {'b': 1}}


def operators():
    return (node.value + 1) * 2 / zero


def floor_division():
    total = 5
    total //= (zero)


def operands():
    print('total: ' + (numbers[0]))


def subscripts():
    return numbers[0] + numbers[10]


def keys():
    return table['a'] ['c']


def chains():
    return node.next.next.value


def a_call():
    node.fail(1, two=2)


def mere_calls():
    result = node.fail(1)
    return result


def returned_calls():
    return len(5)


def calls_in_calls():
    print(max(1, int('x')))


def many_lines():
    return (numbers[0]
            + numbers[1]
            + 'three')


def argument_lists():
    node.fail(
        1,
        2,
        3,
        4,
        last=5,
    )


def method_chains():
    (node
     .follow()
     .follow()
     .fail(1))


def wide_letters():
    return '日本語' + 'é' + 1


def tabs():
	if True:
		return 1	+	'a'


def comments():
    return (1 /  # one
            0)   # zero


def conditions():
    if numbers[0] > 0 and numbers['x']:
        pass


def loops():
    for number in zero:
        pass


def comprehensions():
    return [number / zero for number in numbers]


def dictionaries():
    return {'a': 1, numbers: 2}


def spread():
    node.fail(*zero)


def blocks():
    with node:
        pass


def claims():
    assert zero == 1, 'not one'


def fields():
    return f'{numbers[0]} of {node.value / zero:>10}'


def lambdas():
    return (lambda x: x / zero)(1)


def wrong_targets():
    node.value.x = 1


def unpacking():
    a, b = numbers


def recursion(depth=5):
    if depth == 0:
        numbers[5]
    recursion(depth - 1)


def with_notes():
    error = KeyError('noted')
    error.add_note('first note')
    error.add_note('second\nnote')
    raise error


def with_cause():
    try:
        1 / zero
    except ZeroDivisionError as error:
        raise LookupError('from a cause') from error


functions = [
    operators, floor_division, operands, subscripts, keys, chains, a_call, mere_calls, returned_calls, calls_in_calls, many_lines,
    argument_lists, method_chains, wide_letters, tabs, comments, conditions, loops, comprehensions, dictionaries, spread, blocks,
    claims, fields, lambdas, wrong_targets, unpacking, recursion, with_notes, with_cause,
]
last = None
for function in functions:
    try:
        function()
    except Exception as error:
        if error.__context__ is None:
            error.__context__ = last
        last = error
raise last
