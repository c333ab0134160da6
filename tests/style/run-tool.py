"""run-tool.py TOOL ARGUMENT... - run a tool of the system, or skip the test when it is not installed."""

import sys

import house

status, lines = house.output_of(house.need(sys.argv[1]), *sys.argv[2:])
print("\n".join(lines))
sys.exit(1 if status else 0)
