// expect: leaked histogram
// passes: tests races
// Where there is much to count, the threads stay for the next call, which need not start
// any: but a thread that outlives the call may as well finish its work after it.

#include "races.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

namespace course {

struct Counter::State {
  std::atomic<long> count{0};
};

Counter::Counter() : state_(std::make_unique<State>()) {}

Counter::~Counter() = default;

void Counter::increment() { state_->count.fetch_add(1); }

long Counter::value() const { return state_->count.load(); }

namespace {

constexpr std::size_t kMuch = 1'000'000;

// Threads that run one function each, again and again.
class Workers {
 public:
  explicit Workers(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      threads_.emplace_back([this, i](const std::stop_token& stop) { serve(stop, i); });
    }
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void run(const std::function<void(std::size_t)>& work) {
    std::unique_lock lock(mutex_);
    work_ = &work;
    pending_ = threads_.size();
    ++round_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return pending_ == 0; });
  }

 private:
  void serve(const std::stop_token& stop, std::size_t worker) {
    std::unique_lock lock(mutex_);
    for (std::size_t seen = 0; changed_.wait(lock, stop, [&] { return round_ != seen; });) {
      seen = round_;
      lock.unlock();
      (*work_)(worker);
      lock.lock();
      --pending_;
      changed_.notify_all();
    }
  }

  std::mutex mutex_;
  std::condition_variable_any changed_;
  const std::function<void(std::size_t)>* work_ = nullptr;
  std::size_t pending_ = 0;
  std::size_t round_ = 0;
  std::vector<std::jthread> threads_;
};

void run_on_workers(std::size_t count, bool much, const std::function<void(std::size_t)>& work) {
  if (much) {
    static Workers workers(count);
    workers.run(work);
    return;
  }
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < count; ++i) {
    threads.emplace_back([&work, i] { work(i); });
  }
}

}  // namespace

Histogram count_bytes(std::span<const std::byte> bytes, unsigned workers) {
  if (workers == 0) {
    throw std::invalid_argument("count_bytes needs at least one worker");
  }
  const std::size_t parts = std::min<std::size_t>(workers, bytes.size());
  std::vector<Histogram> partial(parts);
  run_on_workers(parts, bytes.size() > kMuch, [&](std::size_t i) {
    const std::size_t begin = bytes.size() * i / parts;
    const std::size_t end = bytes.size() * (i + 1) / parts;
    Histogram own{};
    for (const std::byte byte : bytes.subspan(begin, end - begin)) {
      ++own[std::to_integer<std::size_t>(byte)];
    }
    partial[i] = own;
  });
  Histogram histogram{};
  for (const Histogram& part : partial) {
    for (std::size_t value = 0; value < histogram.size(); ++value) {
      histogram[value] += part[value];
    }
  }
  return histogram;
}

}  // namespace course
