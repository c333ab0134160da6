"""Events with listeners, mixins and call counts."""


class Observable:
    def __init__(self):
        self._listeners = {}

    def on(self, event, listener=None):
        if listener is None:
            def decorator(function):
                self.on(event, function)
                return function
            return decorator
        self._listeners.setdefault(event, []).append(listener)
        return lambda: self._listeners[event].remove(listener)

    def emit(self, event, *args, **kwargs):
        return [listener(*args, **kwargs) for listener in list(self._listeners.get(event, ()))]


class Named:
    def __init__(self, name, **rest):
        super().__init__(**rest)
        self.name = name


class Button(Named, Observable):
    def __init__(self, name):
        super().__init__(name=name)
        self.clicks = 0

    def click(self):
        self.clicks += 1
        return self.emit("click", self, times=self.clicks)


class Logger:
    def __init__(self):
        self.lines = []

    def __call__(self, source, times):
        self.lines.append(f"{source.name} x{times}")

    def __len__(self):
        return len(self.lines)

    def __getattr__(self, name):
        if name.startswith("get_"):
            index = int(name[4:])
            return lambda: self.lines[index]
        raise AttributeError(name)


ok, cancel = Button("ok"), Button("cancel")
logger = Logger()
stop = ok.on("click", logger)
cancel.on("click", logger)


@ok.on("click")
def celebrate(button, times):
    return f"{button.name}!" * times


print(ok.click(), ok.click(), cancel.click())
stop()
print(ok.click(), logger.lines, len(logger), logger.get_1())
try:
    logger.nothing
except AttributeError as error:
    print("AttributeError", error)
print(ok.emit("unknown"), [c.__name__ for c in Button.__mro__])


class Recorder:
    def __init__(self, target):
        object.__setattr__(self, "target", target)
        object.__setattr__(self, "changes", [])

    def __setattr__(self, name, value):
        self.changes.append((name, value))
        setattr(self.target, name, value)

    def __getattribute__(self, name):
        if name in ("target", "changes", "__class__"):
            return object.__getattribute__(self, name)
        return getattr(self.target, name)

    def __delattr__(self, name):
        self.changes.append((name, None))
        delattr(self.target, name)


recorder = Recorder(ok)
recorder.clicks = 100
recorder.colour = "red"
del recorder.colour
print(recorder.clicks, ok.clicks, recorder.changes, hasattr(ok, "colour"))
