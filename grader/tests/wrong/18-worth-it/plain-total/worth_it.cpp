// expect: raced SumAdaptive
// schedules: raced
// All workers add to one plain total. Two that read the same old value write the
// same new one, and an item is lost.

#include "worth_it.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <stdexcept>
#include <thread>
#include <vector>

namespace course {
namespace {

using Time = std::chrono::duration<double, std::nano>;

// A piece takes about this long: hundreds of times as long as taking it, and not
// long to wait for at the end.
constexpr Time kPiece = std::chrono::microseconds(20);
// No piece is more than this part of a worker's even share.
constexpr std::size_t kFewestPiecesEach = 8;

struct Prediction {
  Time serial{};
  Time parallel{};
};

Prediction predict(std::span<const Item> items, std::size_t workers, const Costs& costs) {
  std::uint64_t total = 0;  // 32 bits hold one effort, and not the sum of many
  std::uint32_t largest = 0;
  for (const Item& item : items) {
    total += item.effort;
    largest = std::max(largest, item.effort);
  }
  const auto all = static_cast<double>(total);
  const auto threads = static_cast<double>(workers);
  const double longest_share = std::max(all / threads, static_cast<double>(largest));
  return {.serial = all * costs.per_step,
          .parallel = threads * costs.start + longest_share * costs.per_step};
}

std::uint64_t sum_of(std::span<const Item> items) {
  std::uint64_t sum = 0;
  for (const Item& item : items) {
    sum += work(item);
  }
  return sum;
}

std::size_t rounded_up(std::size_t dividend, std::size_t divisor) {
  return (dividend + divisor - 1) / divisor;
}

// `serial` is what all of the items are predicted to take. Not zero.
std::size_t items_per_piece(std::size_t items, std::size_t workers, Time serial) {
  const auto most = static_cast<double>(rounded_up(items, kFewestPiecesEach * workers));
  const double wanted = static_cast<double>(items) * (kPiece / serial);
  return static_cast<std::size_t>(std::clamp(wanted, 1.0, most));
}

std::uint64_t sum_in_pieces(std::span<const Item> items, std::size_t workers, std::size_t length) {
  const std::size_t pieces = rounded_up(items.size(), length);
  std::uint64_t total = 0;
  std::vector<std::exception_ptr> errors(pieces);
  std::atomic<std::size_t> next{0};
  const auto take_pieces = [&] {
    for (std::size_t piece = next++; piece < pieces; piece = next++) {
      const std::size_t begin = piece * length;
      try {
        for (const Item& item : items.subspan(begin, std::min(length, items.size() - begin))) {
          total += work(item);
        }
      } catch (...) {
        errors[piece] = std::current_exception();
        // All pieces before this one have been taken, and will be looked
        // through; those behind it no longer matter.
        next = pieces;
      }
    }
  };
  {
    std::vector<std::jthread> threads;
    threads.reserve(workers);
    for (std::size_t worker = 0; worker < workers; ++worker) {
      threads.emplace_back(take_pieces);
    }
  }  // every jthread joins here
  for (const std::exception_ptr& error : errors) {
    if (error) {
      std::rethrow_exception(error);
    }
  }
  return total;
}

}  // namespace

double predicted_speedup(double serial_share, unsigned workers) {
  // Asked this way round, NaN is refused as well: it compares false with everything.
  if (!(serial_share >= 0 && serial_share <= 1) || workers == 0) {
    throw std::invalid_argument("predicted_speedup: a share from 0 to 1, and a worker");
  }
  return 1 / (serial_share + (1 - serial_share) / workers);
}

std::optional<std::size_t> break_even(std::chrono::nanoseconds cost_per_item,
                                      std::chrono::nanoseconds start_cost, unsigned workers) {
  if (workers == 0 || cost_per_item.count() < 0 || start_cost.count() < 0) {
    throw std::invalid_argument("break_even: a worker, and no negative costs");
  }
  if (workers == 1 || cost_per_item.count() == 0) {
    return std::nullopt;
  }
  // What threads save is all of the items that are not in the longest share.
  // The fewest of them that are worth more than the starts:
  const std::uint64_t saved = static_cast<std::uint64_t>(workers * start_cost / cost_per_item) + 1;
  // The longest share holds one item for every `workers` - 1 that are saved,
  // rounded up.
  return saved + (saved + workers - 2) / (workers - 1);
}

std::uint64_t sum_adaptive(std::span<const Item> items, unsigned workers, const Costs& costs) {
  if (workers == 0 || !(costs.per_step.count() >= 0) || !(costs.start.count() >= 0)) {
    throw std::invalid_argument("sum_adaptive: a worker, and no negative costs");
  }
  if (items.empty()) {
    return 0;
  }
  const std::size_t threads = std::min<std::size_t>(workers, items.size());
  const Prediction predicted = predict(items, threads, costs);
  if (!(predicted.parallel < predicted.serial)) {
    return sum_of(items);
  }
  return sum_in_pieces(items, threads, items_per_piece(items.size(), threads, predicted.serial));
}

}  // namespace course
