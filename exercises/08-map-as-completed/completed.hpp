#pragma once

#include <cstddef>
#include <future>
#include <utility>

namespace course {

// A call that has ended: which one it was, and what came of it. Can be moved,
// not copied.
template <class R>
class Completed {
 public:
  // `outcome` is that of the call for item number `index`, and is ready.
  Completed(std::size_t index, std::future<R> outcome)
      : index_(index), outcome_(std::move(outcome)) {}

  // The place of its item among the items, from 0.
  std::size_t index() const { return index_; }

  // Returns what the call returned, or throws what it threw. To be called once,
  // like std::future::get.
  R get() { return outcome_.get(); }

 private:
  std::size_t index_;
  std::future<R> outcome_;
};

}  // namespace course
