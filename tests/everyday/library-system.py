"""Books, members and loans."""


class LibraryError(Exception):
    pass


class Book:
    def __init__(self, title, author, copies=1):
        self.title, self.author, self.copies = title, author, copies
        self.waiting = []

    def __repr__(self):
        return f"{self.title!r} by {self.author}"


class Member:
    limit = 2

    def __init__(self, name):
        self.name = name
        self.books = []

    def __repr__(self):
        return self.name


class Student(Member):
    limit = 1


class Library:
    def __init__(self):
        self.books = {}
        self.loans = {}
        self.day = 0

    def __iadd__(self, book):
        self.books[book.title] = book
        return self

    def __getitem__(self, title):
        try:
            return self.books[title]
        except KeyError:
            raise LibraryError(f"no book called {title}") from None

    def __contains__(self, title):
        return title in self.books

    def lend(self, title, member):
        book = self[title]
        if len(member.books) >= member.limit:
            raise LibraryError(f"{member} has too many books")
        if not book.copies:
            book.waiting.append(member)
            raise LibraryError(f"{title} is out, {len(book.waiting)} waiting")
        book.copies -= 1
        member.books.append(book)
        self.loans[member, book] = self.day + 14

    def give_back(self, title, member):
        book = self[title]
        due = self.loans.pop((member, book), None)
        if due is None:
            raise LibraryError(f"{member} does not have {title}")
        member.books.remove(book)
        book.copies += 1
        fine = max(0, self.day - due) * 0.25
        print(f"{member} returns {title}" + (f", pays {fine:.2f}" if fine else ""))
        while book.waiting and book.copies:
            reader = book.waiting.pop(0)
            try:
                self.lend(title, reader)
            except LibraryError as error:
                print("  the next in the queue:", error)
            else:
                print("  lent to", reader)


library = Library()
library += Book("Emma", "Austen", 2)
library += Book("Ulysses", "Joyce")
ann, bob, kid = Member("Ann"), Member("Bob"), Student("Kid")
for title, member in [("Emma", ann), ("Ulysses", ann), ("Dune", ann), ("Ulysses", kid), ("Emma", kid),
                      ("Ulysses", kid), ("Emma", bob)]:
    try:
        library.lend(title, member)
        print(member, "borrows", title)
    except LibraryError as error:
        print("refused:", error)
library.day = 20
library.give_back("Ulysses", ann)
try:
    library.give_back("Ulysses", bob)
except LibraryError as error:
    print("refused:", error)
print("Emma" in library, library["Ulysses"], ann.books, kid.books)
for (member, book), due in library.loans.items():
    print(f"{member}: {book}, due on day {due}")
