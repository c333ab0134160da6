"""Customers in a queue with two tills and a generator of random numbers made by hand."""
from collections import deque


def random_numbers(seed):
    while True:
        seed = (seed * 1103515245 + 12345) % 2 ** 31
        yield seed >> 16


class Customer:
    count = 0

    def __init__(self, arrival, items):
        Customer.count += 1
        self.name = f"c{Customer.count}"
        self.arrival = arrival
        self.items = items


class Till:
    def __init__(self, name, speed):
        self.name, self.speed = name, speed
        self.customer = None
        self.busy_until = 0
        self.served = []

    def free(self, now):
        return now >= self.busy_until

    def serve(self, customer, now):
        self.customer = customer
        self.busy_until = now + -(-customer.items // self.speed)
        self.served.append(customer.name)


random = random_numbers(42)
queue = deque()
tills = [Till("fast", 3), Till("slow", 1)]
waits = []
longest = 0
for minute in range(60):
    if next(random) % 3 == 0:
        queue.append(Customer(minute, next(random) % 9 + 1))
    longest = max(longest, len(queue))
    for till in tills:
        if queue and till.free(minute):
            customer = queue.popleft()
            waits.append(minute - customer.arrival)
            till.serve(customer, minute)
            if minute < 20:
                print(f"{minute:02d} {customer.name:>4} with {customer.items} items to {till.name}")
for till in tills:
    print(till.name, len(till.served), till.served)
print("customers", Customer.count, "waiting", len(queue), "longest queue", longest)
print("average wait %.3f, worst %d" % (sum(waits) / len(waits), max(waits)))
