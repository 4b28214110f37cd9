"""What the interpreter makes of one line: it can be anywhere between two of these."""
import dis


def step():
    global counter
    # begin line
    counter += 1
    # end line


for instruction in dis.get_instructions(step):
    if instruction.opname not in ("RESUME", "NOP", "CACHE"):
        print(f"{instruction.opname:20} {instruction.argrepr}".rstrip())
