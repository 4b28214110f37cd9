"""A program is killed in the middle of a save. What is left on the disk?"""

import os
import signal
import tempfile

OLD, NEW = b"o" * 1000, b"n" * 1000


def write_and_die(file, data):
    file.write(data[: len(data) // 2])
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)  # plays the kill; half of it is written


# begin plain
def plain(path, data, write):
    with open(path, "wb") as file:
        write(file, data)  # the old is gone
# end plain


# begin safe
def safe(path, data, write):
    aside = path + ".tmp"
    with open(aside, "wb") as file:
        write(file, data)
        file.flush()
        os.fsync(file.fileno())  # on disk
    os.replace(aside, path)  # all at once
    folder = os.open(
        os.path.dirname(path), os.O_RDONLY)
    os.fsync(folder)  # the name as well
    os.close(folder)
# end safe


def try_out(save):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.bin")
        save(path, OLD, lambda file, data: file.write(data))
        child = os.fork()
        if child == 0:
            save(path, NEW, write_and_die)
        os.waitpid(child, 0)
        with open(path, "rb") as file:
            left = file.read()
        print(f"{save.__name__}: {len(left)} of 1000 bytes, whole: {left in (OLD, NEW)}")


for way in plain, safe:
    try_out(way)
