# A worker that is spawned imports this file; the guard keeps it from starting
# workers of its own.
# begin main
import multiprocessing as mp

def work():
    print("worker: ready", flush=True)

if __name__ == "__main__":     # the guard
    spawn = mp.get_context("spawn")
    worker = spawn.Process(target=work)
    worker.start()
    worker.join()
    print("main: done")
# end main
