"""The same text, cut into lines and read as a table."""

import csv
import io

# begin cut
TABLE = """city,remark,visitors
Delft,"rain, then
sun",1200
Gouda,"a ""cheese"" market",800
"""

lines = TABLE.splitlines()
rows = list(csv.reader(io.StringIO(TABLE)))
# end cut

print(len(lines) - 1, "lines,", len(rows) - 1, "rows")
print("cut after two lines:", lines[1])
