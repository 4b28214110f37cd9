// expect: failed LoadFailures.SurfaceAtTheirBatchAndTouchNoOther
// schedules: failed raced
// Throws in the right place, and takes it for the end: the batches behind a
// damaged one are never handed out.

#include "data_loader.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "epoch_order.hpp"

namespace course {

struct Epoch::State {
  // A place in a batch: filled once its load has returned or thrown.
  struct Slot {
    Sample sample;
    std::exception_ptr failure;
  };
  // A batch that was begun and not yet handed out.
  struct Begun {
    std::vector<Slot> slots;
    std::size_t missing = 0;  // loads that have not ended
  };

  State(Dataset data, const LoaderOptions& wanted, std::uint64_t number)
      : dataset(std::move(data)),
        options(wanted),
        order(epoch_order(dataset.size, options.seed, number)),
        batches(dataset.size / options.batch + (dataset.size % options.batch == 0 ? 0 : 1)) {}
  ~State();

  void start();
  void work();
  bool all_begun() const { return begun == order.size(); }
  bool may_begin() const;
  std::size_t begin_next();

  const Dataset dataset;
  const LoaderOptions options;
  const std::vector<std::size_t> order;
  const std::size_t batches;

  std::mutex mutex;  // guards what follows
  std::condition_variable room;
  std::condition_variable ready;
  std::size_t begun = 0;       // samples
  std::size_t handed_out = 0;  // batches
  // Those from number `handed_out` on. A deque: a worker keeps a reference to
  // its batch while others come and go.
  std::deque<Begun> window;
  bool leaving = false;

  std::vector<std::jthread> workers;  // last: they end before what they use
};

Epoch::State::~State() {
  const std::lock_guard lock(mutex);
  leaving = true;
  room.notify_all();
}

void Epoch::State::start() {
  for (unsigned i = 0; i < options.workers; ++i) {
    workers.emplace_back([this] { work(); });
  }
}

// Subtracts, because handed_out + prefetch could be more than a size_t holds.
bool Epoch::State::may_begin() const {
  return !all_begun() && begun / options.batch - handed_out < options.prefetch;
}

// The position of the sample that comes next. Needs the lock.
std::size_t Epoch::State::begin_next() {
  const std::size_t position = begun++;
  if (position % options.batch == 0) {
    const std::size_t size = std::min(options.batch, order.size() - position);
    window.push_back({std::vector<Slot>(size), size});
  }
  return position;
}

void Epoch::State::work() {
  std::unique_lock lock(mutex);
  while (true) {
    room.wait(lock, [this] { return leaving || all_begun() || may_begin(); });
    if (leaving || all_begun()) {
      return;
    }
    const std::size_t position = begin_next();
    Begun& batch = window[position / options.batch - handed_out];
    lock.unlock();

    Slot loaded;
    try {
      loaded.sample = dataset.load(order[position]);
    } catch (...) {
      loaded.failure = std::current_exception();
    }

    lock.lock();
    batch.slots[position % options.batch] = std::move(loaded);
    --batch.missing;
    if (batch.missing == 0) {
      ready.notify_one();
    }
  }
}

Epoch::Epoch(Dataset dataset, LoaderOptions options, std::uint64_t number)
    : state_(std::make_unique<State>(std::move(dataset), options, number)) {
  state_->start();
}

Epoch::~Epoch() = default;

std::optional<Batch> Epoch::next() {
  std::unique_lock lock(state_->mutex);
  if (state_->handed_out == state_->batches) {
    return std::nullopt;
  }
  std::deque<State::Begun>& window = state_->window;
  state_->ready.wait(lock, [&] { return !window.empty() && window.front().missing == 0; });
  State::Begun taken = std::move(window.front());
  window.pop_front();
  ++state_->handed_out;
  state_->room.notify_all();
  lock.unlock();

  Batch batch;
  for (State::Slot& slot : taken.slots) {
    if (slot.failure) {
      state_->handed_out = state_->batches;
      std::rethrow_exception(slot.failure);
    }
    batch.push_back(std::move(slot.sample));
  }
  return batch;
}

DataLoader::DataLoader(Dataset dataset, LoaderOptions options)
    : dataset_(std::move(dataset)), options_(options) {
  if (options_.batch == 0 || options_.workers == 0 || options_.prefetch == 0) {
    throw std::invalid_argument("a loader needs a batch, a prefetch and workers of at least 1");
  }
  if (!dataset_.load) {
    throw std::invalid_argument("a dataset needs a function that loads");
  }
}

}  // namespace course
