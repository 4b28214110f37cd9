// A child computes, and its result comes back through a pipe.

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace {

// An end of a pipe, closed with its object.
class End {
 public:
  explicit End(int number) : number_(number) {}
  ~End() { close(); }
  End(End&& other) noexcept
      : number_(std::exchange(other.number_, -1)) {}
  End& operator=(End&&) = delete;
  int number() const { return number_; }
  void close() {
    if (number_ >= 0) {
      ::close(std::exchange(number_, -1));
    }
  }

 private:
  int number_;
};

std::pair<End, End> make_pipe() {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) {
    throw std::system_error(errno, std::generic_category(),
                            "pipe");
  }
  return {End(ends[0]), End(ends[1])};
}

pid_t start_child() {
  const pid_t child = fork();
  if (child < 0) {
    throw std::system_error(errno, std::generic_category(),
                            "fork");
  }
  return child;
}

// begin write
void write_all(const End& to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n =
        ::write(to.number(), bytes.data(), bytes.size());
    if (n < 0 && errno != EINTR) return;  // nobody reads
    bytes.remove_prefix(n < 0 ? 0 : n);
  }
}
// end write

// begin read
std::string read_all(const End& from) {
  std::string bytes;
  std::array<char, 4096> part{};
  ssize_t n = 0;
  do {
    n = read(from.number(), part.data(), part.size());
    if (n > 0) bytes.append(part.data(), n);
  } while (n > 0 || (n < 0 && errno == EINTR));
  return bytes;  // 0: every write end is closed
}
// end read

std::string simulate() { return std::string(1'000'000, 'x'); }

}  // namespace

int main() {
  // begin main
  auto [from_child, to_parent] = make_pipe();
  const pid_t child = start_child();
  if (child == 0) {
    write_all(to_parent, simulate());
    _exit(0);  // the kernel closes the child's ends
  }

  to_parent.close();                               // 1
  const std::string bytes = read_all(from_child);  // 2
  waitpid(child, nullptr, 0);                      // 3

  std::cout << bytes.size() << " bytes\n";
  // end main
}
