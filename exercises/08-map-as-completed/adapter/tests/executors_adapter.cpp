#include "executors_adapter.hpp"

#include <concepts>
#include <iterator>
#include <optional>
#include <ranges>
#include <type_traits>
#include <utility>

#include "executors.hpp"

namespace course {
namespace {

template <class R, class Range>
class Walked final : public Elements<R> {
  static_assert(std::ranges::input_range<Range>, "as_completed must return an input range");
  static_assert(std::is_same_v<std::ranges::range_reference_t<Range>, Completed<R>&>,
                "the range of as_completed must have elements of type Completed<R>");
  static_assert(std::movable<Range> && !std::copyable<Range>,
                "the range of as_completed can be moved and not be copied");

 public:
  explicit Walked(Range range) : range_(std::move(range)) {}

  Completed<R>* next() override {
    if (ended_) {
      return nullptr;
    }
    if (at_) {
      ++*at_;
    } else {
      at_.emplace(range_.begin());
    }
    ended_ = *at_ == range_.end();
    return ended_ ? nullptr : &**at_;
  }

 private:
  Range range_;
  std::optional<std::ranges::iterator_t<Range>> at_;
  bool ended_ = false;
};

template <class R, class Range>
std::unique_ptr<Elements<R>> walk(Range range) {
  return std::make_unique<Walked<R, Range>>(std::move(range));
}

}  // namespace

std::vector<int> map_ints(ThreadPool& pool, IntCall f, std::vector<int> items) {
  return map(pool, std::move(f), std::move(items));
}

std::vector<int> map_ints(ThreadPool& pool, IntCall f, std::vector<int> items, std::size_t chunk) {
  return map(pool, std::move(f), std::move(items), chunk);
}

std::vector<int> map_ints(ThreadPool& pool, IntCall f, std::vector<int> items, std::size_t chunk,
                          Deadline deadline) {
  return map(pool, std::move(f), std::move(items), chunk, deadline);
}

// A lambda that captures can be neither made of nothing nor assigned to.
std::vector<bool> map_to_bools(ThreadPool& pool, BoolCall f, std::vector<int> items) {
  return map(pool, [f = std::move(f)](int item) { return f(item); }, std::move(items));
}

std::vector<Parcel> map_to_parcels(ThreadPool& pool, ParcelCall f, std::vector<int> items,
                                   std::size_t chunk) {
  return map(pool, std::move(f), std::move(items), chunk);
}

std::vector<int> map_guests(ThreadPool& pool, Host f, std::vector<Guest> items, std::size_t chunk,
                            Deadline deadline) {
  return map(pool, std::move(f), std::move(items), chunk, deadline);
}

std::unique_ptr<Elements<int>> ints_as_completed(ThreadPool& pool, IntCall f,
                                                 std::vector<int> items) {
  return walk<int>(as_completed(pool, std::move(f), std::move(items)));
}

std::unique_ptr<Elements<Parcel>> parcels_as_completed(ThreadPool& pool, ParcelCall f,
                                                       std::vector<int> items) {
  return walk<Parcel>(
      as_completed(pool, [f = std::move(f)](int item) { return f(item); }, std::move(items)));
}

std::unique_ptr<Elements<int>> guests_as_completed(ThreadPool& pool, Host f,
                                                   std::vector<Guest> items) {
  return walk<int>(as_completed(pool, std::move(f), std::move(items)));
}

void for_each_as_completed(ThreadPool& pool, IntCall f, std::vector<int> items,
                           const std::function<bool(Completed<int>&)>& visit) {
  for (auto& done : as_completed(pool, std::move(f), std::move(items))) {
    if (!visit(done)) {
      break;
    }
  }
}

}  // namespace course
