"""What `count += 1` is to the interpreter."""
import dis

# begin add
count = 0


def add_one():
    global count
    count += 1
# end add


for step in list(dis.get_instructions(add_one))[1:5]:
    print(f"{step.opname:<13} {step.argrepr}")
