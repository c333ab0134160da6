"""Breadth first, depth first, shortest path, topological order."""
from collections import deque

roads = {
    "A": {"B": 4, "C": 7},
    "B": {"C": 1, "D": 5},
    "C": {"D": 8, "E": 10},
    "D": {"E": 2, "F": 6},
    "E": {"F": 3},
    "F": {},
    "Island": {},
}


def breadth_first(graph, start):
    seen, queue = [start], deque([start])
    while queue:
        for neighbour in graph[queue.popleft()]:
            if neighbour not in seen:
                seen.append(neighbour)
                queue.append(neighbour)
    return seen


def depth_first(graph, node, seen=None):
    if seen is None:
        seen = []
    seen.append(node)
    for neighbour in graph[node]:
        if neighbour not in seen:
            depth_first(graph, neighbour, seen)
    return seen


def shortest(graph, start):
    distance = {node: float("inf") for node in graph}
    before = {}
    distance[start] = 0
    open_nodes = set(graph)
    while open_nodes:
        node = min(sorted(open_nodes), key=distance.get)
        open_nodes.remove(node)
        for neighbour, length in graph[node].items():
            if distance[node] + length < distance[neighbour]:
                distance[neighbour] = distance[node] + length
                before[neighbour] = node
    return distance, before


def path(before, goal):
    way = [goal]
    while way[0] in before:
        way.insert(0, before[way[0]])
    return " > ".join(way)


def topological(graph):
    incoming = dict.fromkeys(graph, 0)
    for targets in graph.values():
        for target in targets:
            incoming[target] += 1
    ready = [n for n, count in incoming.items() if count == 0]
    order = []
    while ready:
        node = ready.pop()
        order.append(node)
        for target in graph[node]:
            incoming[target] -= 1
            if incoming[target] == 0:
                ready.append(target)
    if len(order) < len(graph):
        raise RuntimeError("the graph has a cycle")
    return order


def all_paths(graph, start, goal, way=()):
    way += (start,)
    if start == goal:
        yield "".join(way)
        return
    for neighbour in graph[start]:
        if neighbour not in way:
            yield from all_paths(graph, neighbour, goal, way)


print(breadth_first(roads, "A"))
print(depth_first(roads, "A"))
distance, before = shortest(roads, "A")
for node, length in distance.items():
    print(f"{node:<7}{length:>5}  {path(before, node)}")
print(topological(roads))
print(list(all_paths(roads, "A", "F")))
roads["F"]["A"] = 1
try:
    topological(roads)
except RuntimeError as error:
    print(error)
