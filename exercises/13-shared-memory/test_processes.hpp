// What the tests of this exercise share: calls on a queue in a process of their
// own, which can be looked at and killed, and messages that are numbers.
//
// A call that never returns is one of a child here; so a test gives up on it,
// kills it, and says what it was waiting for.

#pragma once

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <functional>
#include <optional>
#include <span>
#include <system_error>
#include <vector>

#include "shared_queue.hpp"
#include "support/patience.hpp"
#include "support/process_state.hpp"
#include "support/shared.hpp"

namespace course::test {

// For sleeps of which it is enough to see that they last for now: 40 ms.
constexpr support::Patience kBrisk{std::chrono::milliseconds(4), 500};

// A child that makes one call and ends.
class Process {
 public:
  explicit Process(const std::function<void()>& call) : pid_(fork()) {
    if (pid_ < 0) {
      throw std::system_error(errno, std::generic_category(), "fork");
    }
    if (pid_ == 0) {
      live(call);
    }
    descriptor_ = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0));
    if (descriptor_ < 0) {
      throw std::system_error(errno, std::generic_category(), "pidfd_open");
    }
  }
  ~Process() { kill(); }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // True once it sleeps and does not wake up now and then.
  bool sleeps() const { return support::falls_asleep(pid_, kBrisk); }

  // True once the call has returned and has not thrown.
  bool returns() {
    wait();
    return status_ == 0;
  }

  // True once it was killed, by itself.
  bool dies() {
    wait();
    return status_ && WIFSIGNALED(*status_) && WTERMSIG(*status_) == SIGKILL;
  }

  // True if it has returned, thrown or died by now.
  bool has_ended() {
    wait({std::chrono::milliseconds(0), 1});
    return status_.has_value();
  }

  void signal(int number) const { ::kill(pid_, number); }

  void kill() {
    if (!status_) {
      ::kill(pid_, SIGKILL);
      reap();
    }
  }

 private:
  [[noreturn]] static void live(const std::function<void()>& call) noexcept {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    try {
      call();
    } catch (const std::exception& error) {
      std::fprintf(stderr, "a child threw: %s\n", error.what());
      _exit(1);
    }
    _exit(0);
  }

  void wait(support::Patience patience = {}) {
    for (int tick = 0; tick < patience.ticks && !status_; ++tick) {
      pollfd ended{descriptor_, POLLIN, 0};
      if (poll(&ended, 1, static_cast<int>(patience.tick.count())) > 0) {
        reap();
      }
    }
  }

  void reap() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    close(descriptor_);
    status_ = status;
  }

  const pid_t pid_;
  int descriptor_ = -1;
  std::optional<int> status_;  // as waitpid gave it; nothing while it runs
};

using Number = std::uint64_t;
using Numbers = std::vector<Number>;

// Writes a message that is this number.
inline SharedQueue::Write number(Number value) {
  return [value](std::span<std::byte> message) {
    std::memcpy(message.data(), &value, std::min(sizeof value, message.size()));
  };
}

inline Number number_in(std::span<const std::byte> message) {
  Number value = 0;
  std::memcpy(&value, message.data(), std::min(sizeof value, message.size()));
  return value;
}

inline void ignore(std::span<const std::byte> /*message*/) {}

inline void write_half(std::span<std::byte> message) {
  std::fill_n(message.begin(), message.size() / 2, std::byte{0xee});
}

// The process is killed when half of the message is written.
inline void die_in_the_middle(std::span<std::byte> message) {
  write_half(message);
  raise(SIGKILL);
}

// A flag that one process raises and another one waits for.
class Flag {
 public:
  void raise() { raised_ = true; }
  bool is_up() const { return raised_; }
  bool wait(support::Patience patience = {}) const {
    for (int tick = 0; tick < 10 * patience.ticks && !raised_; ++tick) {
      poll(nullptr, 0, static_cast<int>(patience.tick.count()) / 10);
    }
    return raised_;
  }

 private:
  std::atomic<bool> raised_{false};
};

// What the queue gives to a process that pops up to `count` numbers (64 at most
// at once). Fewer if it stays empty, or ends.
inline Numbers take(SharedQueue& queue, std::size_t count) {
  struct Taken {
    std::atomic<std::size_t> count{0};
    std::array<std::atomic<Number>, 64> numbers{};
  };
  const support::Shared<Taken> taken;
  Process taker([&] {
    while (taken->count < count && queue.pop([&](std::span<const std::byte> message) {
      taken->numbers.at(taken->count) = number_in(message);
    })) {
      ++taken->count;
    }
  });
  taker.returns();
  taker.kill();
  return {taken->numbers.begin(), taken->numbers.begin() + taken->count.load()};
}

// True if a process could push all of these.
inline bool give(SharedQueue& queue, const Numbers& numbers) {
  Process giver([&] {
    for (const Number value : numbers) {
      queue.push(number(value));
    }
  });
  return giver.returns();
}

// How many messages another process sees; nothing if it does not get to see them.
inline std::optional<std::size_t> size_of(const SharedQueue& queue) {
  const support::Shared<std::atomic<std::size_t>> size(0U);
  Process counter([&] { *size = queue.size(); });
  return counter.returns() ? std::optional(size->load()) : std::nullopt;
}

}  // namespace course::test
