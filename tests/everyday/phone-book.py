"""A phone book with search, groups and a menu of commands."""
COMMANDS = """\
add Ann 555-1234 friend
add Bob 555-9876
add Cyd 123-0000 work friend
find 555
show
tag Bob work
group work
remove Ann
remove Zed
dance
add Dan
rename Cyd Sid
show
quit
show
"""


class Person:
    def __init__(self, name, phone, *tags):
        self.name, self.phone, self.tags = name, phone, set(tags)

    def __str__(self):
        tags = f" [{', '.join(sorted(self.tags))}]" if self.tags else ""
        return f"{self.name:<5} {self.phone}{tags}"


class PhoneBook:
    def __init__(self):
        self.people = {}

    def do_add(self, name, phone, *tags):
        self.people[name] = Person(name, phone, *tags)
        return "added " + name

    def do_find(self, text):
        return [p.name for p in self.people.values() if text in p.phone]

    def do_show(self):
        return "\n".join(str(self.people[name]) for name in sorted(self.people))

    def do_tag(self, name, tag):
        self.people[name].tags.add(tag)

    def do_group(self, tag):
        return sorted(p.name for p in self.people.values() if tag in p.tags)

    def do_remove(self, name):
        return f"removed {self.people.pop(name)}"

    def do_rename(self, old, new):
        person = self.people.pop(old)
        person.name = new
        self.people[new] = person

    def do_quit(self):
        raise SystemExit(0)

    def run(self, line):
        command, *arguments = line.split()
        method = getattr(self, "do_" + command, None)
        if method is None:
            return f"unknown command {command}"
        try:
            return method(*arguments)
        except KeyError as error:
            return f"nobody called {error}"
        except TypeError:
            return f"wrong number of arguments for {command}"


book = PhoneBook()
for line in COMMANDS.splitlines():
    answer = book.run(line)
    print(">", line)
    if answer is not None:
        print(answer)
