// What the tests of this exercise share: urls that are numbers, stages that tell
// what they do, and waits that hold in all processes at once.

#pragma once

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "pipeline.hpp"
#include "support/patience.hpp"
#include "support/process_state.hpp"
#include "support/shared.hpp"

namespace course {

inline void PrintTo(const Failure& failure, std::ostream* out) {
  *out << (failure.stage == Stage::fetch ? "fetch" : "extract") << " failed: \"" << failure.text
       << '"';
}
inline void PrintTo(const Progress& progress, std::ostream* out) {
  *out << "{total " << progress.total << ", fetched " << progress.fetched << ", delivered "
       << progress.delivered << ", failed " << progress.failed << "}";
}

}  // namespace course

namespace course::test {

// ---- items ----

// "0", "1", "2", ...
inline std::vector<std::string> numbered(std::size_t urls) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < urls; ++i) {
    all.push_back(std::to_string(i));
  }
  return all;
}
// Of a url, or of a page that says nothing but its url.
inline std::size_t number_of(const std::string& item) { return std::stoul(item); }

// What a page that says `page` is made into unless a test has other wishes.
inline std::string features(const std::string& page) { return "<" + page + ">"; }

inline std::string same(const std::string& url) { return url; }

using Outcomes = std::vector<Outcome>;

// What becomes of numbered urls of which some fail.
inline Outcomes all_but(std::size_t urls, const std::map<std::size_t, Failure>& failed = {}) {
  Outcomes outcomes;
  for (std::size_t i = 0; i < urls; ++i) {
    const auto found = failed.find(i);
    outcomes.push_back(found != failed.end() ? Outcome(found->second)
                                             : Outcome(features(std::to_string(i))));
  }
  return outcomes;
}

// ---- the consumer ----

// Keeps what is delivered. Without a lock: deliveries are made one at a time.
class Basket {
 public:
  std::function<void(std::size_t, Outcome)> deliver() {
    return [this](std::size_t index, Outcome outcome) { put(index, std::move(outcome)); };
  }
  void put(std::size_t index, Outcome outcome) {
    EXPECT_EQ(index, outcomes_.size()) << "delivered out of turn";
    outcomes_.push_back(std::move(outcome));
  }
  const Outcomes& outcomes() const { return outcomes_; }

 private:
  Outcomes outcomes_;
};

// ---- who waits for whom ----

// A number that all processes know.
using Count = std::atomic<int>;

// Waits that end in one thread or process if they are given up in another one, so
// that a program which can never get there costs one wait.
class Waits {
 public:
  // True: it has come. False: nobody waits for anything any more.
  template <class Done>
  bool until(Done done, support::Patience patience = {}) {
    for (int tick = 0; tick < 2 * patience.ticks && !in_vain_; ++tick) {
      if (done()) {
        return true;
      }
      poll(nullptr, 0, static_cast<int>(patience.tick.count()) / 2);
    }
    in_vain_ = true;
    return false;
  }
  // Time for what must not happen, until it does.
  template <class Done>
  bool never(Done done) {
    constexpr int kTicks = 20;
    for (int tick = 0; tick < kTicks && !in_vain_; ++tick) {
      if (done()) {
        return false;
      }
      poll(nullptr, 0, support::Patience().tick.count());
    }
    return !done();
  }
  bool in_vain() const { return in_vain_; }

 private:
  std::atomic<bool> in_vain_{false};
};

// What a test counts and waits for, in memory that the workers share.
struct Scene {
  Waits waits;
  Count fetches{0};      // begun
  Count extractions{0};  // begun
  Count extracted{0};
  Count delivered{0};
  Count flag{0};
  Count violations{0};
  std::array<std::atomic<int>, 64> places{};
};

// ---- who sleeps ----

// The folders in which the kernel tells of the threads of a process.
inline std::vector<std::filesystem::path> folders_of_threads(pid_t process) {
  std::vector<std::filesystem::path> threads;
  std::error_code ignored;  // a thread may end while we look
  const std::filesystem::path folder("/proc/" + std::to_string(process) + "/task");
  for (std::filesystem::directory_iterator it(folder, ignored), end; it != end;
       it.increment(ignored)) {
    threads.push_back(it->path());
  }
  return threads;
}

// What the kernel says about all threads of a process save `but`, one after the
// other: nothing of it changes while all of them sleep.
inline std::string switches_of_threads(pid_t process, pid_t but = 0) {
  std::string all;
  for (const std::filesystem::path& thread : folders_of_threads(process)) {
    const std::string number = thread.filename();
    if (number == std::to_string(but)) {
      continue;
    }
    const support::process_state::ProcFile status(process, "/task/" + number + "/status");
    const std::string_view state = support::process_state::field(status.text(), "State:");
    const bool runs = state.find_first_of("SZ") == std::string_view::npos;  // Z: dead
    all += number + (runs ? " runs " : " sleeps");
    all += support::process_state::field(status.text(), "\nvoluntary_ctxt_switches:");
  }
  return all;
}

// The children of `process`, and theirs, and so on.
inline std::vector<pid_t> descendants_of(pid_t process) {
  std::vector<pid_t> all;
  for (const std::filesystem::path& thread : folders_of_threads(process)) {
    std::ifstream children(thread / "children");
    for (pid_t child = 0; children >> child;) {
      all.push_back(child);
      const std::vector<pid_t> more = descendants_of(child);
      all.insert(all.end(), more.begin(), more.end());
    }
  }
  return all;
}

// True once `look` says that all sleep, and goes on saying the same for a while.
template <class Look>
bool goes_quiet(Look look, support::Patience patience) {
  constexpr int kQuietTicks = 3;
  std::string last;
  int quiet = 0;
  for (int tick = 0; tick < patience.ticks; ++tick) {
    poll(nullptr, 0, static_cast<int>(patience.tick.count()));
    std::string now = look();
    quiet = now == last && now.find(" runs") == std::string::npos ? quiet + 1 : 0;
    if (quiet == kQuietTicks) {
      return true;
    }
    last = std::move(now);
  }
  return false;
}

// True once all threads of `process` sleep: for less than the 100 ms after which
// ThreadSanitizer's own thread wakes up.
inline bool all_fall_asleep(pid_t process) {
  return goes_quiet([&] { return switches_of_threads(process); }, {});
}

// True once nobody but the calling thread has anything to do, neither in this process
// nor in its children: what does not wait for the caller has been done, however busy
// the machine is.
inline bool others_fall_asleep() {
  using namespace std::chrono_literals;
  const pid_t caller = gettid();
  const auto look = [&] {
    std::string all = switches_of_threads(getpid(), caller);
    for (const pid_t process : descendants_of(getpid())) {
      all += switches_of_threads(process);
    }
    return all;
  };
  return goes_quiet(look, {.tick = 2ms, .ticks = 1000});
}

// Keeps the exception that is being handled until the test program ends. The C++
// library counts who holds an exception where ThreadSanitizer does not see it: if a
// thread of the pipeline let go of it last, that would look like a race with the test.
inline void keep_exception() {
  static std::vector<std::exception_ptr> kept;
  kept.push_back(std::current_exception());
}

}  // namespace course::test
