# A child has a copy of everything; what it changes, it changes for itself.
import os

# begin copy
best = 1
child = os.fork()
if child == 0:
    best = 2
    os._exit(0)

os.waitpid(child, 0)
print(best)
# end copy
