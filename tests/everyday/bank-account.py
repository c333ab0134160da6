"""Bank accounts with errors of their own."""


class BankError(Exception):
    pass


class InsufficientFunds(BankError):
    def __init__(self, account, amount):
        super().__init__(f"{account.owner} has {account.balance}, needs {amount}")
        self.account = account
        self.missing = amount - account.balance


class Account:
    next_number = 1000

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.number = Account.next_number
        Account.next_number += 1
        self.history = []

    def deposit(self, amount):
        if amount <= 0:
            raise BankError("a deposit must be positive")
        self.balance += amount
        self.history.append(("in", amount))

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(self, amount)
        self.balance -= amount
        self.history.append(("out", amount))

    def transfer(self, other, amount):
        self.withdraw(amount)
        try:
            other.deposit(amount)
        except BankError:
            self.balance += amount
            raise

    def __str__(self):
        return f"#{self.number} {self.owner}: {self.balance}"


class Savings(Account):
    rate = 3

    def add_interest(self):
        self.deposit(self.balance * self.rate // 100)

    def withdraw(self, amount):
        if len([1 for kind, _ in self.history if kind == "out"]) >= 2:
            raise BankError("only two withdrawals from savings")
        super().withdraw(amount)


alice = Account("Alice", 100)
bob = Savings("Bob", 1000)
bob.add_interest()
steps = [
    lambda: alice.withdraw(30),
    lambda: alice.withdraw(300),
    lambda: bob.transfer(alice, 250),
    lambda: bob.transfer(alice, 0),
    lambda: bob.withdraw(10),
    lambda: alice.deposit(-5),
]
for number, step in enumerate(steps, 1):
    try:
        step()
    except InsufficientFunds as error:
        print(number, "not enough:", error, "missing", error.missing)
    except BankError as error:
        print(number, type(error).__name__, error)
    else:
        print(number, "fine")
    finally:
        print("  ", alice, "|", bob)
print(alice.history, bob.history)
