"""Six ways to sort, with counts of comparisons."""
comparisons = 0


def less(a, b):
    global comparisons
    comparisons += 1
    return a < b


def bubble(items):
    items = items[:]
    for end in range(len(items) - 1, 0, -1):
        swapped = False
        for i in range(end):
            if less(items[i + 1], items[i]):
                items[i], items[i + 1] = items[i + 1], items[i]
                swapped = True
        if not swapped:
            break
    return items


def insertion(items):
    items = list(items)
    for i in range(1, len(items)):
        value = items[i]
        j = i - 1
        while j >= 0 and less(value, items[j]):
            items[j + 1] = items[j]
            j -= 1
        items[j + 1] = value
    return items


def selection(items):
    items, result = items.copy(), []
    while items:
        best = 0
        for i in range(1, len(items)):
            if less(items[i], items[best]):
                best = i
        result.append(items.pop(best))
    return result


def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if less(right[j], left[i]):
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    return merged + left[i:] + right[j:]


def quick(items):
    if not items:
        return []
    pivot, *rest = items
    small = [x for x in rest if less(x, pivot)]
    large = [x for x in rest if not x < pivot]
    return quick(small) + [pivot] + quick(large)


def heap_sort(items):
    heap = list(items)

    def sink(i, end):
        while 2 * i + 1 < end:
            child = 2 * i + 1
            if child + 1 < end and less(heap[child], heap[child + 1]):
                child += 1
            if not less(heap[i], heap[child]):
                return
            heap[i], heap[child] = heap[child], heap[i]
            i = child

    for i in reversed(range(len(heap) // 2)):
        sink(i, len(heap))
    for end in range(len(heap) - 1, 0, -1):
        heap[0], heap[end] = heap[end], heap[0]
        sink(0, end)
    return heap


data = [(i * 37 + 11) % 50 for i in range(40)]
words = "pear fig apple quince kiwi banana date cherry".split()
for sort in (bubble, insertion, selection, merge_sort, quick, heap_sort):
    comparisons = 0
    result = sort(data)
    assert result == sorted(data), sort.__name__
    print(f"{sort.__name__:<11}{comparisons:>5}  {sort(words)}")
print(sorted(words, key=len), sorted(words, key=lambda w: w[-1], reverse=True))
print(data[:10], sorted(data)[::8])
