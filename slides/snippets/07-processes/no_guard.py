# Wrong: no guard. The worker imports this file, and so would start a worker;
# Python notices, and refuses.
# begin main
import multiprocessing as mp

def work():
    print("at your service")

mp.set_start_method("spawn", force=True)
worker = mp.Process(target=work)
worker.start()
worker.join()
print("exit code", worker.exitcode)
# end main
