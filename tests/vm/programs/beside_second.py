import beside_first

print("half made:", hasattr(beside_first, "double"))
value = len(beside_first.__doc__)
if __name__ == "__main__":
    print("run by itself", beside_first.double(1))
