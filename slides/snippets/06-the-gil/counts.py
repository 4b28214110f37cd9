"""Every name, argument and list element that refers to an object is counted in it."""
import sys

# begin counts
data = [1, 2, 3]
before = sys.getrefcount(data)

alias = data                    # +1
pair = [data, data]             # +2
print(sys.getrefcount(data) - before)

del pair, alias                 # -3
print(sys.getrefcount(data) - before)
# end counts
