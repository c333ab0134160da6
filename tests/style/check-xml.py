"""Every .ui and other XML file is well-formed, and every .ui file is in a resource."""

import re

import house

top = house.root()
tool = house.need("xmllint")

interfaces = house.find(top / "ui", "*.ui") + house.find(top / "src", "*.ui")
others = [file
          for folder in ("data", "src", "ui")
          for file in house.find(top / folder, "*.page", "*.xml", "*.xml.in", "*.svg")]
_, lines = house.output_of(tool, "--noout", *interfaces, *others) if interfaces or others else (0, [])
problems = [line for line in lines if re.match(r"[^:]+:\d+: ", line)]  # not the line itself and its caret

resources = "".join(file.read_text(encoding="utf-8")
                    for file in others if file.name.endswith(".gresource.xml"))
for file in interfaces:
    if file.name not in resources:
        problems.append(f"{file.relative_to(top)}:1: in no .gresource.xml, so the program cannot load it")

house.finish(problems)
