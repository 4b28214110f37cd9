// The model answer of 12-process-pool at the batches of tasks.hpp, each task an item
// of its own, and at three figures that its README has:
//   squares, start to end   a pool of four starts, runs 4 sums, and ends
//   small, chunks of 1      10,000 squares of one number, by a pool that is there
//   small, chunks of 64
// python_peers.py asks Python's ProcessPoolExecutor for the same.

#include <algorithm>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "process_pool.hpp"
#include "tasks.hpp"

namespace {

using course::Bytes;
using course::ProcessPool;
using peers::Batch;
using peers::Results;

constexpr auto kWho = "the course's process pool (12)";
constexpr unsigned kFour = 4;
constexpr std::size_t kSmallItems = 10'000;

// An item: number and size of a task.
template <peers::Task task>
Bytes done(const Bytes& item) {
  std::size_t end = 0;
  const std::uint64_t number = std::stoull(item, &end);
  return std::to_string(task(number, std::stoull(item.substr(end))));
}

Bytes square(const Bytes& n) { return std::to_string(std::stoull(n) * std::stoull(n)); }

constexpr auto kWalk = "walk";
constexpr auto kSquares = "sum of squares";
constexpr auto kSquare = "square";
const bool offered = course::offer(kWalk, done<peers::walk>) &&
                     course::offer(kSquares, done<peers::sum_of_squares>) &&
                     course::offer(kSquare, square);

const char* function_of(const Batch& batch) { return batch.task == peers::walk ? kWalk : kSquares; }

std::vector<Bytes> items_of(const Batch& batch) {
  std::vector<Bytes> items;
  for (std::size_t i = 0; i < batch.count(); ++i) {
    items.push_back(std::to_string(i) + " " + std::to_string(batch.sizes[i]));
  }
  return items;
}

Results results_of(const std::vector<Bytes>& answers) {
  Results results;
  for (const Bytes& answer : answers) {
    results.push_back(std::stoull(answer));
  }
  return results;
}

Results by_pool(const Batch& batch) {
  static const unsigned workers = std::max(1U, std::thread::hardware_concurrency());
  static ProcessPool walks(workers, kWalk);
  static ProcessPool sums(workers, kSquares);
  return results_of((batch.task == peers::walk ? walks : sums).map(items_of(batch), 1));
}

Results from_start_to_end(const Batch& batch) {
  ProcessPool pool(kFour, function_of(batch));
  return results_of(pool.map(items_of(batch), 1));
}

void add_small(std::size_t chunk) {
  const std::string name = "small, chunks of " + std::to_string(chunk);
  peers::add(name + "/" + kWho, kSmallItems, [chunk] {
    static ProcessPool pool(kFour, kSquare);
    static const std::vector<Bytes> items = [] {
      std::vector<Bytes> all;
      for (std::size_t i = 0; i < kSmallItems; ++i) {
        all.push_back(std::to_string(i));
      }
      return all;
    }();
    return pool.map(items, chunk).back() == "99980001";
  });
}

}  // namespace

int main(int argc, char** argv) {
  for (const Batch& batch : peers::batches()) {
    // The others' tasks need what only threads of one process share.
    if (batch.task == peers::walk || batch.task == peers::sum_of_squares) {
      peers::add(batch, kWho, by_pool);
    }
    if (batch.task == peers::sum_of_squares) {
      static const Batch whole{
          .name = batch.name + ", start to end", .task = batch.task, .sizes = batch.sizes};
      peers::add(whole, kWho, from_start_to_end);
    }
  }
  add_small(1);
  add_small(64);
  return offered ? peers::run_all(argc, argv) : 1;
}
