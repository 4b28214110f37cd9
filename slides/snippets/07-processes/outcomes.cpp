// Four rows of a parameter sweep, each in a process of its
// own. One crashes, one hangs; the caller learns of it, and
// has the other two.

#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <functional>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

namespace {

using Row = std::function<std::string()>;

[[noreturn]] void fail(const char* call) {
  throw std::system_error(errno, std::generic_category(),
                          call);
}

struct Child {
  pid_t pid = -1;
  int answer = -1;
};

Child start(const Row& row) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) fail("pipe");
  const pid_t pid = fork();
  if (pid < 0) fail("fork");
  if (pid == 0) {
    const std::string answer = row();
    // Short enough for one write; a real one loops.
    _exit(write(ends[1], answer.data(), answer.size()) < 0
              ? 1
              : 0);
  }
  close(ends[1]);
  return {pid, ends[0]};
}

// Short enough for one read; a real one loops.
std::string read_and_close(int end) {
  std::array<char, 64> bytes{};
  const ssize_t n = read(end, bytes.data(), bytes.size());
  close(end);
  return n < 0 ? "" : std::string(bytes.data(), n);
}

// begin run
std::string run(const Row& row, int milliseconds) {
  const Child child = start(row);

  pollfd answer{child.answer, POLLIN, 0};
  const bool in_time = poll(&answer, 1, milliseconds) > 0;
  if (!in_time) kill(child.pid, SIGKILL);

  const std::string text = read_and_close(child.answer);
  int status = 0;
  waitpid(child.pid, &status, 0);

  if (!in_time) return "timed out, killed";
  if (WIFSIGNALED(status)) return strsignal(WTERMSIG(status));
  return text;
}
// end run

// begin rows
const std::vector<Row> rows{
    [] { return "0.58"; },
    [] { return raise(SIGSEGV) == 0 ? "" : "?"; },
    [] { return pause() == 0 ? "" : "?"; },
    [] { return "0.71"; },
};
// end rows

}  // namespace

int main() {
  const rlimit none{0, 0};
  // A crash leaves no file behind.
  setrlimit(RLIMIT_CORE, &none);

  // begin main
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::cout << "row " << i << ": " << run(rows[i], 500)
              << '\n';
  }
  // end main
}
