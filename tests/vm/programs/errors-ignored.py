# Exceptions that cannot be passed on: who was called, and where.
import gc
import weakref


class Thing:
    def __del__(self):
        raise ValueError('in __del__')

    def __repr__(self):
        return 'Thing'


class Target:
    pass


class Callback:
    def __repr__(self):
        return 'Callback'

    def __call__(self, *args):
        return 1 / 0


class Finalizer:
    def __repr__(self):
        return 'Finalizer'

    def __call__(self):
        try:
            1 / 0
        except ZeroDivisionError:
            raise KeyError('k')


class Odd:
    __del__ = Finalizer()


thing = Odd()
del thing
target = Target()
reference = weakref.ref(target, Callback())
del target
target = Target()
target.itself = target
reference = weakref.ref(target, Callback())
del target
gc.collect()


def generate():
    yield 1
    raise StopIteration


try:
    list(generate())
except RuntimeError as error:
    last = error
raise last
