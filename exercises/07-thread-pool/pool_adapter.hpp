// ThreadPool without the template, for the tests and the benchmark.
//
// Tests and benchmark are compiled before any thread_pool.hpp is known. They see
// this interface; the files in adapter/ put a ThreadPool behind it, with as few
// instances of its template as will do: each is compiled again whenever a student
// saves.

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <utility>

#include "pool_closed.hpp"

namespace course {

using Number = std::uint64_t;

// A task that can be moved and not be copied, and gives something of that kind.
using Parcel = std::unique_ptr<int>;
struct ParcelTask {
  Parcel parcel;
  Parcel operator()() { return std::move(parcel); }
};

// What a test does when a ProbedTask is copied, moved, called or destroyed, and
// what it sees of it. All hooks may be empty; on_destroy must not throw.
struct Probe {
  std::function<void()> on_copy;
  std::function<void()> on_move;
  std::function<void()> on_call;
  std::function<void()> on_destroy;
  std::atomic<int> calls{0};
  std::atomic<int> alive{0};  // tasks, those that were moved from included
};

// A task that tells its probe what becomes of it and of its copies.
class ProbedTask {
 public:
  explicit ProbedTask(Probe& probe) : probe_(probe) { ++probe_.alive; }
  ProbedTask(const ProbedTask& other) : probe_(other.probe_) {
    run(probe_.on_copy);
    ++probe_.alive;
  }
  ProbedTask(ProbedTask&& other) : probe_(other.probe_) {
    run(probe_.on_move);
    ++probe_.alive;
  }
  ~ProbedTask() {
    run(probe_.on_destroy);
    --probe_.alive;
  }
  ProbedTask& operator=(const ProbedTask&) = delete;

  void operator()() const {
    ++probe_.calls;
    run(probe_.on_call);
  }

 private:
  static void run(const std::function<void()>& hook) {
    if (hook) {
      hook();
    }
  }

  Probe& probe_;
};

// Each submit forwards to ThreadPool::submit.
class AnyPool {
 public:
  virtual ~AnyPool() = default;

  virtual std::future<void> submit(std::function<void()> task) = 0;
  virtual std::future<Number> submit_number(std::function<Number()> task) = 0;
  virtual std::future<Parcel> submit_parcel(ParcelTask task) = 0;
  virtual std::future<int&> submit_function(int& (&task)()) = 0;
  virtual std::future<void> submit_copy(const ProbedTask& task) = 0;
  virtual std::future<void> submit_moved(ProbedTask&& task) = 0;
  virtual void shutdown() = 0;
};

// Throws what the constructor of ThreadPool throws.
std::unique_ptr<AnyPool> make_pool(unsigned workers);

// For the benchmark.
class NumberPool {
 public:
  virtual ~NumberPool() = default;

  virtual std::future<Number> submit(std::function<Number()> task) = 0;
};

std::unique_ptr<NumberPool> make_number_pool(unsigned workers);

}  // namespace course
