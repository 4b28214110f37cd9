// What it costs to start somebody who does nothing, and to wait for the end:
// a thread, a forked process, a fork of a process that uses 256 MB, and a
// program started anew. startup.py adds Python's way of the last one.
//
// Round after round, all of them in turn, so that a disturbance meets them alike.

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "measuring.hpp"

namespace {

constexpr int kRounds = 20;
constexpr std::size_t kMegabytes = 256;
constexpr std::size_t kPage = 4096;

void fail(int error, const char* call) {
  throw std::system_error(error, std::generic_category(), call);
}

void wait_for(pid_t child) {
  while (waitpid(child, nullptr, 0) < 0) {
    if (errno != EINTR) {
      fail(errno, "waitpid");
    }
  }
}

void start_thread() {
  std::jthread([] {}).join();
}

void start_fork() {
  const pid_t child = fork();
  if (child < 0) {
    fail(errno, "fork");
  }
  if (child == 0) {
    _exit(0);
  }
  wait_for(child);
}

// This program, with an argument that makes it end at once.
void start_program(const char* self) {
  std::string path = self;
  std::string argument = "end";
  std::array<char*, 3> arguments{path.data(), argument.data(), nullptr};
  pid_t child = 0;
  const int error = posix_spawn(&child, path.c_str(), nullptr, nullptr, arguments.data(), environ);
  if (error != 0) {
    fail(error, "posix_spawn");
  }
  wait_for(child);
}

template <class Start>
void repeat(int times, std::vector<double>& seconds, Start start) {
  for (int i = 0; i < times; ++i) {
    seconds.push_back(figures::seconds_of(start));
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count > 1) {
    return 0;  // Started by start_program.
  }
  std::vector<double> thread, fork_small, fork_large, program;
  start_thread();  // The first one of a process pays for more than itself.
  for (int round = 0; round < kRounds; ++round) {
    repeat(20, thread, start_thread);
    repeat(5, fork_small, start_fork);
    repeat(3, program, [arguments] { start_program(arguments[0]); });
    std::vector<std::byte> memory(kMegabytes * 1024 * 1024);
    for (std::size_t i = 0; i < memory.size(); i += kPage) {
      memory[i] = std::byte{1};
    }
    repeat(2, fork_large, start_fork);
    figures::keep(static_cast<std::uint64_t>(memory[memory.size() / 2]));
  }
  std::printf("{\"megabytes\":%zu,", kMegabytes);
  figures::print_list("thread", thread);
  std::printf(",");
  figures::print_list("fork_small", fork_small);
  std::printf(",");
  figures::print_list("fork_large", fork_large);
  std::printf(",");
  figures::print_list("program", program);
  std::printf("}\n");
}
