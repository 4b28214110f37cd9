#pragma once

// Processes that are forked for one piece of work each and answer through a pipe,
// and memory that they share. Errors are std::system_error with the call's name;
// what goes wrong in a child is told by its missing answer.

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <new>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace headline {

[[noreturn]] inline void fail(const char* call) {
  throw std::system_error(errno, std::generic_category(), call);
}

struct Answer {
  std::uint64_t task, value;
};

// A pipe for answers. One that is not longer than PIPE_BUF is never torn apart,
// so that many processes may write to it and one reads whole answers.
class Answers {
 public:
  Answers() {
    if (pipe(ends_.data()) != 0) {
      fail("pipe");
    }
  }
  ~Answers() {
    close(ends_[0]);
    close(ends_[1]);
  }
  Answers(const Answers&) = delete;
  Answers& operator=(const Answers&) = delete;

  void send(Answer answer) const {
    if (write(ends_[1], &answer, sizeof answer) != sizeof answer) {
      fail("write");
    }
  }

  // The next answer, in the order in which they were sent. Blocks.
  Answer receive() const {
    Answer answer{};
    ssize_t n = 0;
    do {
      n = read(ends_[0], &answer, sizeof answer);
    } while (n < 0 && errno == EINTR);
    if (n != sizeof answer) {
      throw std::runtime_error("a process ended without its answer");
    }
    return answer;
  }

  // Without this, receive() would wait for a sender that is the receiver itself.
  void only_receive() {
    close(ends_[1]);
    ends_[1] = -1;
  }

 private:
  std::array<int, 2> ends_{};
};

// Calls work(0), work(1), ... work(count - 1), each in a process of its own, all
// at the same time. The destructor waits for their end.
class Processes {
 public:
  template <class Work>
  Processes(std::size_t count, const Work& work) {
    for (std::size_t number = 0; number < count; ++number) {
      const pid_t child = fork();
      if (child < 0) {
        const int error = errno;
        wait();  // The destructor will not run.
        throw std::system_error(error, std::generic_category(), "fork");
      }
      if (child == 0) {
        live(number, work);
      }
      children_.push_back(child);
    }
  }
  ~Processes() { wait(); }
  Processes(const Processes&) = delete;
  Processes& operator=(const Processes&) = delete;

 private:
  // _exit, because exit would flush what the parent has buffered; noexcept,
  // because an exception must not reach the parent's code in the child.
  template <class Work>
  [[noreturn]] static void live(std::size_t number, const Work& work) noexcept {
    work(number);
    _exit(0);
  }

  void wait() {
    for (const pid_t child : children_) {
      while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
      }
    }
  }

  std::vector<pid_t> children_;
};

// Calls task(0), task(1), ... in a process each; what they return, as it comes.
template <class Task>
std::vector<Answer> in_processes(std::size_t count, const Task& task) {
  Answers answers;
  const Processes processes(count,
                            [&](std::size_t number) { answers.send({number, task(number)}); });
  answers.only_receive();
  std::vector<Answer> received;
  while (received.size() < count) {
    received.push_back(answers.receive());
  }
  return received;
}

// The values of the answers in the order of their tasks.
inline std::vector<std::uint64_t> in_order(const std::vector<Answer>& answers) {
  std::vector<std::uint64_t> values(answers.size());
  for (const Answer& answer : answers) {
    values.at(answer.task) = answer.value;
  }
  return values;
}

// One T that this process and those that it forks see alike.
template <class T>
class Shared {
 public:
  Shared() {
    void* const memory =
        mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
      fail("mmap");
    }
    value_ = new (memory) T();
  }
  ~Shared() {
    value_->~T();
    munmap(value_, sizeof(T));
  }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;

  T& operator*() { return *value_; }
  T* operator->() { return value_; }

 private:
  T* value_;
};

}  // namespace headline
