// Turns whatever hands out one element after the other into a range that a
// `for` loop can walk through, once.
//
//   struct Countdown {
//     int from;
//     std::optional<int> next() { return from > 0 ? std::optional(from--) : std::nullopt; }
//   };
//   for (int& n : SinglePass(std::make_unique<Countdown>(3))) ...    // 3, 2, 1
//
// It has nothing to do with threads: it saves you from writing an iterator.

#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

namespace course {

// An input range over what `Source::next()` returns, up to the first nullopt.
//
// begin() asks for the first element and ++ for the next one; both throw what
// next() throws. An element lives until the next one is asked for. The source
// is destroyed with the range, also when the loop is left in the middle.
//
// A range can be moved, not copied, and its iterators stay valid then. To be
// used by one thread.
template <class Source>
class SinglePass {
 public:
  using Element = typename decltype(std::declval<Source&>().next())::value_type;
  class Iterator;

  explicit SinglePass(std::unique_ptr<Source> source)
      : walk_(std::make_unique<Walk>(std::move(source))) {}

  // To be called once.
  Iterator begin() {
    walk_->step();
    return Iterator(walk_.get());
  }
  std::default_sentinel_t end() const { return {}; }

 private:
  struct Walk {
    explicit Walk(std::unique_ptr<Source> from) : source(std::move(from)) {}

    void step() {
      current.reset();
      current = source->next();
    }

    std::unique_ptr<Source> source;
    std::optional<Element> current;
  };

  std::unique_ptr<Walk> walk_;
};

template <class Source>
class SinglePass<Source>::Iterator {
 public:
  using iterator_concept = std::input_iterator_tag;
  using value_type = Element;
  using difference_type = std::ptrdiff_t;

  Iterator() = default;
  explicit Iterator(Walk* walk) : walk_(walk) {}

  Element& operator*() const { return *walk_->current; }
  Iterator& operator++() {
    walk_->step();
    return *this;
  }
  void operator++(int) { walk_->step(); }

  friend bool operator==(const Iterator& at, std::default_sentinel_t /*end*/) {
    return !at.walk_->current.has_value();
  }

 private:
  Walk* walk_ = nullptr;
};

}  // namespace course
