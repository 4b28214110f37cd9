// 08 Map and as completed: many calls on a pool, and their results in the order
// of the items or in the order in which they are there.
//
// For both functions:
//
// f is called as f(item) with a T&, once for each item, by the threads of `pool`
// only, and by several of them at the same time: all of them use the same f. Items
// are begun in their order.
//
// F and T can be copied; they need be neither default-constructible nor
// assignable, as a lambda is not. T is not bool. R, what a call returns, can be
// moved; it need be neither copyable nor default-constructible. It is neither void
// nor a reference.
//
// A thread that waits sleeps: it uses no CPU and does not wake up now and then
// to look. The pool must outlive all calls. A task of `pool` must not call
// these functions on `pool`: it could wait for ever.

#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "completed.hpp"
#include "deadline.hpp"
#include "single_pass.hpp"
#include "support/not_written_yet.hpp"
#include "support/thread_pool.hpp"

namespace course {

// R: what a call of F with an item of type T returns.
template <class F, class T>
using Result = std::invoke_result_t<F&, T&>;

// Calls f for every item and returns the results in the order of `items`.
//
// `chunk` items that follow each other make one task of the pool, which calls f
// for one after the other; the last task may have fewer. So n items are
// submitted as n / chunk tasks, rounded up, whatever `chunk` is: as one task if
// it is n or more, however much more. Throws std::invalid_argument if it is 0,
// with items or without.
//
// A call that throws keeps no other one from being made, not in its own task
// either. Once all calls have ended, the exception of the lowest index is thrown
// again; the results are lost then. No items give no results and no tasks.
//
// If the deadline passes before all calls have ended, throws DeadlineExceeded,
// whatever they have thrown. Then
// - it throws at once, and waits for no call that is running;
// - a call that no thread has begun is never begun, also if others of its task
//   have been;
// - a running call ends by itself, and until then its item and its f stay: they
//   are map's own, and the caller's do not matter. Its result is lost;
// - nothing of all this is kept once the last of its tasks has had its turn in the
//   pool's queue, and the pool can be used on.
// Whether a call that ends or begins just when the deadline passes was in time is
// open.
//
// A deadline that has passed already throws at once and submits nothing, unless
// there are no items. kNever never passes.
template <class F, class T>
std::vector<Result<F, T>> map(ThreadPool& pool, F f, std::vector<T> items, std::size_t chunk = 1,
                              Deadline deadline = kNever) {
  // TODO: every result stands where its item stood, whoever was there first.
  // TODO: no exception gets lost, and none keeps another item from its call.
  // TODO: what a running call uses is there until it has ended.
  throw NotWrittenYet("map");
}

// The elements of as_completed(), one after the other. What it consists of is
// yours to decide, its constructor and template parameters included.
template <class F, class T>
class Completions {
 public:
  Completions(ThreadPool& pool, F f, std::vector<T> items) {
    // TODO: every item is on its way before anybody asks for the first result.
    throw NotWrittenYet("as_completed");
  }

  // TODO: a consumer that has left gets no further calls made.
  ~Completions() = default;
  Completions(const Completions&) = delete;
  Completions& operator=(const Completions&) = delete;

  // Waits until a call has ended that was not handed out yet. Nothing once all
  // have been.
  std::optional<Completed<Result<F, T>>> next() {
    // TODO: whoever ends first comes first, and a call that threw has ended, too.
    throw NotWrittenYet("as_completed");
  }
};

// Calls f for every item, and returns a range with one Completed<R> for each, in
// the order in which the calls end.
//
//   for (auto& done : as_completed(pool, f, items)) {
//     use(done.index(), done.get());
//   }
//
// Every item is one task; all of them are submitted before the function returns.
// An element is there as soon as its call has ended, while others still run. If
// the call threw, the element's get() throws, and nothing else does; the range
// has as many elements as there are items, whatever they threw. It can be moved,
// not copied, is walked through once, and is used by one thread.
//
// The consumer may leave before the end: destroying the range is enough, in
// whichever way. Then
// - it waits for no call that is running;
// - a call that no thread has begun is never begun;
// - a running call ends by itself, and until then its item and its f stay;
// - nothing of all this is kept once the last of its tasks has had its turn in the
//   pool's queue, and the pool can be used on.
//
// No items give an empty range and no tasks.
template <class F, class T>
auto as_completed(ThreadPool& pool, F f, std::vector<T> items) {
  return SinglePass(std::make_unique<Completions<F, T>>(pool, std::move(f), std::move(items)));
}

}  // namespace course
