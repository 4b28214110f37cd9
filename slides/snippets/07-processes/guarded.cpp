// A program that starts itself anew as its own worker. The
// guard comes first: without it the worker would run main,
// and start a worker.

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <iostream>
#include <string>
#include <string_view>

namespace {

constexpr const char* kWorker = "--worker";

bool is_worker(int argc, char** argv) {
  return argc == 2 && argv[1] == std::string_view(kWorker);
}

int work() {
  std::cout << "worker: ready\n";
  return 0;
}

// This program, from its beginning, with one argument.
pid_t start_worker() {
  std::string name = "worker";
  std::string role = kWorker;
  const std::array<char*, 3> arguments{name.data(),
                                       role.data(), nullptr};
  pid_t pid = -1;
  posix_spawn(&pid, "/proc/self/exe", nullptr, nullptr,
              arguments.data(), environ);
  return pid;
}

}  // namespace

// begin main
int main(int argc, char** argv) {
  if (is_worker(argc, argv)) {  // the guard
    return work();
  }
  const pid_t worker = start_worker();
  waitpid(worker, nullptr, 0);
  std::cout << "main: done\n";
}
// end main
