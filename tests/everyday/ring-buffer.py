"""A ring buffer, a moving average and a bounded history with undo."""


class RingBuffer:
    def __init__(self, size):
        self._data = [None] * size
        self._start = self._count = 0

    def __len__(self):
        return self._count

    def append(self, item):
        end = (self._start + self._count) % len(self._data)
        self._data[end] = item
        if self._count < len(self._data):
            self._count += 1
        else:
            self._start = (self._start + 1) % len(self._data)

    def pop(self):
        if not self._count:
            raise IndexError("pop from an empty ring buffer")
        item = self._data[self._start]
        self._data[self._start] = None
        self._start = (self._start + 1) % len(self._data)
        self._count -= 1
        return item

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if index < 0:
            index += self._count
        if not 0 <= index < self._count:
            raise IndexError(index)
        return self._data[(self._start + index) % len(self._data)]

    def __repr__(self):
        return f"RingBuffer{list(self)}"


def moving_average(values, window):
    buffer = RingBuffer(window)
    for value in values:
        buffer.append(value)
        yield round(sum(buffer) / len(buffer), 2)


class Editor:
    def __init__(self):
        self.text = ""
        self.undo_stack, self.redo_stack = [], []

    def do(self, function, *args):
        self.undo_stack.append(self.text)
        self.redo_stack.clear()
        self.text = function(self.text, *args)

    def undo(self):
        if self.undo_stack:
            self.redo_stack.append(self.text)
            self.text = self.undo_stack.pop()

    def redo(self):
        if self.redo_stack:
            self.undo_stack.append(self.text)
            self.text = self.redo_stack.pop()


ring = RingBuffer(3)
for n in range(5):
    ring.append(n)
    print(ring, ring._data, len(ring))
print(ring.pop(), ring, ring[-1], ring[0:2], ring[::-1], 4 in ring)
ring.pop(), ring.pop()
try:
    ring.pop()
except IndexError as error:
    print(error, list(ring), bool(ring))
print(list(moving_average([10, 20, 60, 30, 30, 3], 3)))
editor = Editor()
editor.do(lambda text, more: text + more, "hello")
editor.do(lambda text, more: text + more, " world")
editor.do(str.upper)
print(editor.text)
editor.undo()
editor.undo()
print(repr(editor.text), len(editor.undo_stack), len(editor.redo_stack))
editor.redo()
editor.do(str.title)
editor.redo()
print(editor.text, editor.undo_stack, editor.redo_stack)
