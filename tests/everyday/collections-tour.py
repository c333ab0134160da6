"""Counter, deque, defaultdict, namedtuple, OrderedDict."""
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple

votes = Counter("red blue red green blue red".split())
print(votes.most_common(2), votes["red"], votes["pink"], sum(votes.values()))
votes.update(["green", "green"])
votes.subtract(red=2)
print(votes, sorted(votes.elements()))
print(Counter("banana") + Counter("bandana"), Counter(a=3) - Counter(a=1, b=2))
print(Counter(a=3, b=1) & Counter(a=1, b=5), Counter(a=3, b=1) | Counter(a=1, b=5))
print("".join(sorted((Counter("listen") - Counter("silent")).elements())) == "")

groups = defaultdict(list)
for word in "apple avocado banana blueberry cherry".split():
    groups[word[0]].append(word)
print(dict(groups), groups["z"], len(groups))
tree = defaultdict(lambda: defaultdict(int))
tree["x"]["y"] += 1
tree["x"]["z"] -= 1
print({k: dict(v) for k, v in tree.items()})

queue = deque([1, 2, 3], maxlen=4)
queue.append(4)
queue.append(5)
queue.appendleft(0)
print(queue, queue[0], queue[-1], queue.maxlen)
queue.rotate(1)
print(list(queue), queue.popleft(), queue.pop(), len(queue))
queue.extend("ab")
queue.extendleft("c")
queue.remove("a")
print(queue, "c" in queue, queue.count(0), queue.index("c"))

Point = namedtuple("Point", "x y")
Colour = namedtuple("Colour", ["r", "g", "b"], defaults=[0])
p = Point(3, y=4)
print(p, p.x, p[1], p._asdict(), p._replace(x=10), Point._fields)
x, y = p
print(x + y, p == (3, 4), Colour(1, 2), isinstance(p, tuple), max(Point(1, 9), Point(2, 0)))
try:
    p.x = 5
except AttributeError:
    print("a named tuple cannot be changed")
people = [Point(2, 1), Point(1, 2), Point(1, 1)]
print(sorted(people), sorted(people, key=lambda q: q.y))

menu = OrderedDict()
menu["soup"] = 4
menu["main"] = 12
menu["ice"] = 3
menu.move_to_end("soup")
print(list(menu.items()), menu.popitem(), menu.popitem(last=False), len(menu))
