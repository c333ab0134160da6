"""A turnstile and a traffic light as state machines."""


class InvalidTransition(Exception):
    pass


class Machine:
    transitions = {}
    initial = None

    def __init__(self):
        self.state = self.initial
        self.log = []

    def fire(self, event):
        try:
            target = self.transitions[self.state, event]
        except KeyError:
            raise InvalidTransition(f"no {event} in {self.state}") from None
        leave = getattr(self, f"leave_{self.state}", None)
        enter = getattr(self, "enter_" + target, None)
        if leave:
            leave()
        self.log.append((self.state, event, target))
        self.state = target
        if enter:
            enter()
        return self


class Turnstile(Machine):
    initial = "locked"
    transitions = {
        ("locked", "coin"): "open",
        ("open", "push"): "locked",
        ("open", "coin"): "open",
    }
    coins = 0

    def enter_open(self):
        self.coins += 1

    def leave_open(self):
        print("somebody leaves the open state")


class Light(Machine):
    initial = "red"
    transitions = {("red", "next"): "green", ("green", "next"): "amber", ("amber", "next"): "red"}
    seconds = {"red": 30, "green": 25, "amber": 5}


gate = Turnstile()
gate.fire("coin").fire("coin").fire("push")
try:
    gate.fire("push")
except InvalidTransition as error:
    print("refused:", error, error.__cause__, error.__suppress_context__)
print(gate.state, gate.coins, Turnstile.coins)
for entry in gate.log:
    print("%-7s --%s--> %s" % entry)
light, total = Light(), 0
for _ in range(7):
    total += light.seconds[light.state]
    light.fire("next")
print(light.state, total, [a[0] for a, _, _ in light.log])
vowel = {"start": lambda c: "vowel" if c in "aeiou" else "other"}
states = []
for character in "queue":
    states.append(vowel["start"](character))
print(states)
