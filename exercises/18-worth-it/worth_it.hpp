// 18 Worth it: say beforehand what threads will gain, and start them only if
// they gain something.
//
// Every function may be called from several threads at once.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ratio>
#include <span>

namespace course {

// ---- Predictions --------------------------------------------------------------

// How many times as fast a program becomes on `workers` workers if the share
// `serial_share` of its time (0 to 1) must be run by one of them alone, and the
// rest is shared out evenly at no cost:
//
//   1 / (serial_share + (1 - serial_share) / workers)
//
// G. Amdahl, "Validity of the single processor approach to achieving large
// scale computing capabilities", 1967. Right but for the rounding of doubles.
//
// Throws std::invalid_argument if `serial_share` is not a number from 0 to 1
// (NaN is not), or if `workers` is 0.
double predicted_speedup(double serial_share, unsigned workers);

// The smallest number of items, all alike, that `workers` threads get done in
// strictly less time than a plain loop. For n items,
//
//   a plain loop takes   n x cost_per_item
//   threads take         workers x start_cost + ceil(n / workers) x cost_per_item
//
// because they are started one after the other, all of them however few items
// there are, and the longest share is the last to be done. Beyond that number
// the threads win as well.
//
// Nothing if threads never win: there is one worker only, or items cost nothing.
//
// Exact, and answered at once, however large the number is. Callers see to it that
// workers x start_cost fits into std::chrono::nanoseconds (292 years); no other
// product need fit into 64 bits. The result does.
//
// Throws std::invalid_argument if a cost is negative or `workers` is 0.
std::optional<std::size_t> break_even(std::chrono::nanoseconds cost_per_item,
                                      std::chrono::nanoseconds start_cost, unsigned workers);

// ---- Work that may be shared out ------------------------------------------------

// `effort` is the number of steps that work() takes for it. Items differ.
struct Item {
  std::uint64_t value = 0;
  std::uint32_t effort = 0;
};

// Works on one item. COURSE CODE, NOT YOURS TO WRITE: it stands for a real
// computation, and lives in a file that the compiler does not see together with
// yours. It takes time in proportion to the item's effort. What it returns
// changes from one round of the benchmark to the next, so ask for it.
// Thread-safe. May throw.
std::uint64_t work(const Item& item);

// What things cost on this machine. Somebody has measured it.
struct Costs {
  std::chrono::duration<double, std::nano> per_step{};  // of work()
  std::chrono::duration<double, std::nano> start{};     // of one thread, its end included
};

// The sum of work(item) over all items, modulo 2^64. Unless work() throws, it is
// called once for each item.
//
// Before it starts anything, it predicts from `costs`, with
// W = min(workers, number of items), because further workers would find no item
// (break_even() asks about a given number of threads instead):
//
//   serial     total effort x per_step
//   parallel   W x start + max(total effort / W, largest effort) x per_step
//
// No schedule takes less than the mean share, nor less than the largest item
// alone. The efforts of all items together may exceed 32 bits, the quotient is
// not rounded to whole steps, and the sums and products are those of doubles.
//
// If not parallel < serial, the calling thread does it all, in order, and no
// thread is started, not even one that does nothing.
//
// If parallel < serial, W workers are at work at once. Each is a thread of its
// own; the calling thread may be one of them, though its start is counted like
// the others'. They take the items in pieces: neighbouring items, the pieces in
// the order of `items`. A worker that is done with its piece takes the next one
// at once, whatever the others are still busy with. No piece holds more than an
// eighth of an even share, ceil(items / (8 x W)) items; where items are cheap it
// should hold many, for taking a piece costs something as well.
//
// If work() throws, whatever its type, the exception that comes out is the one
// that a plain loop would have met: of all items that throw, the first in the
// order of `items`. Items behind it may have been worked on or not.
//
// Every thread that it starts has ended when it returns or throws.
//
// No items give 0. `per_step` must be finite; a `start` that is infinite is never
// worth it. Throws std::invalid_argument if `workers` is 0, or if one of `costs`
// is negative or NaN, items or no items.
std::uint64_t sum_adaptive(std::span<const Item> items, unsigned workers, const Costs& costs);

}  // namespace course
