"""A module beside modules-beside.py; by itself it says so."""
import beside_second

counter = []


def double(n):
    result = 2 * n
    counter.append(result)
    return result


names = [name for name in dir(beside_second) if not name.startswith("_")]
if __name__ == "__main__":
    print("run by itself", double(1))
