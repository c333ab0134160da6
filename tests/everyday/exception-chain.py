"""Exceptions of one's own, chained; the last one nobody catches."""


class AppError(Exception):
    """The base of all errors of this program."""


class ConfigError(AppError):
    def __init__(self, key, message="missing"):
        self.key = key
        super().__init__(f"{key}: {message}")


class StartError(AppError):
    pass


def read(config, key):
    try:
        return config[key]
    except KeyError as error:
        raise ConfigError(key) from error


def port(config):
    try:
        return int(read(config, "port"))
    except ValueError as error:
        raise ConfigError("port", "no number") from error


def start(config):
    try:
        print("starting on port", port(config))
    except ConfigError as error:
        raise StartError("cannot start") from error


def chain(error):
    while error is not None:
        yield f"{type(error).__name__}({error})"
        error = error.__cause__ or error.__context__


start({"port": "8080"})
for config in ({}, {"port": "eighty"}):
    try:
        start(config)
    except AppError as error:
        print(" <- ".join(part.split(" with base")[0] for part in chain(error)))
        print(type(error.__cause__).__name__, error.__cause__.key, error.args)
try:
    raise StartError("a", 1)
except StartError as error:
    print(error, repr(error), error.args, isinstance(error, AppError), StartError.__doc__, AppError.__doc__)
error = ValueError("made, not raised")
print(error.__traceback__, error.__cause__)
try:
    try:
        raise error
    except ValueError:
        raise KeyError("during handling")
except KeyError as second:
    print(second.__context__ is error, second.__suppress_context__)
print("and now without a net")
start({"host": "localhost"})
print("never printed")
