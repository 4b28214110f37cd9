# What crosses to another process when a function does: its name.
# begin name
import pickle

def square(x):
    return x * x

print(pickle.dumps(square, protocol=0))
try:
    pickle.dumps(lambda x: x * x)
except Exception as error:
    print(type(error).__name__)
# end name
