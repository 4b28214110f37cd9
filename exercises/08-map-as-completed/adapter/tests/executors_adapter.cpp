#include "executors_adapter.hpp"

#include <algorithm>
#include <concepts>
#include <iterator>
#include <optional>
#include <ranges>
#include <type_traits>
#include <utility>

#include "executors.hpp"

namespace course {
namespace {

// An item of either kind.
struct Item {
  int number = 0;
  std::optional<Guest> guest{};
};

// A function of either kind. Like a lambda that captures, it can be neither made
// of nothing nor assigned to.
class Call {
 public:
  explicit Call(ParcelCall f) : f_(std::move(f)) {}
  explicit Call(Host host) : host_(std::move(host)) {}
  Call(const Call&) = default;
  Call(Call&&) = default;
  Call& operator=(const Call&) = delete;
  ~Call() = default;

  Parcel operator()(const Item& item) const {
    return host_ ? Parcel((*host_)(*item.guest)) : f_(item.number);
  }

 private:
  ParcelCall f_;
  std::optional<Host> host_;
};

Call parcels_of(IntCall f) {
  return Call([f = std::move(f)](int item) { return Parcel(f(item)); });
}

std::vector<Item> items_of(const std::vector<int>& numbers) {
  std::vector<Item> items;
  for (const int number : numbers) {
    items.push_back({.number = number});
  }
  return items;
}

std::vector<Item> items_of(const std::vector<Guest>& guests) {
  std::vector<Item> items;
  for (const Guest& guest : guests) {
    items.push_back({.guest = guest});
  }
  return items;
}

std::vector<int> contents_of(const std::vector<Parcel>& parcels) {
  std::vector<int> contents;
  std::transform(parcels.begin(), parcels.end(), std::back_inserter(contents),
                 [](const Parcel& parcel) { return parcel.content(); });
  return contents;
}

template <class Range>
class Walked final : public Elements {
  using Element = Completed<Parcel>;
  static_assert(std::ranges::input_range<Range>, "as_completed must return an input range");
  static_assert(std::is_same_v<std::ranges::range_reference_t<Range>, Element&>,
                "the range of as_completed must have elements of type Completed<R>");
  static_assert(std::movable<Range> && !std::copyable<Range>,
                "the range of as_completed can be moved and not be copied");

 public:
  explicit Walked(Range range) : range_(std::move(range)) {}

  Element* next() override {
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

std::unique_ptr<Elements> walk(ThreadPool& pool, Call f, std::vector<Item> items) {
  auto range = as_completed(pool, std::move(f), std::move(items));
  return std::make_unique<Walked<decltype(range)>>(std::move(range));
}

}  // namespace

std::vector<int> map_ints(ThreadPool& pool, IntCall f, const std::vector<int>& items) {
  return contents_of(map(pool, parcels_of(std::move(f)), items_of(items)));
}

std::vector<int> map_ints(ThreadPool& pool, IntCall f, const std::vector<int>& items,
                          std::size_t chunk) {
  return contents_of(map(pool, parcels_of(std::move(f)), items_of(items), chunk));
}

std::vector<int> map_ints(ThreadPool& pool, IntCall f, const std::vector<int>& items,
                          std::size_t chunk, Deadline deadline) {
  return contents_of(map(pool, parcels_of(std::move(f)), items_of(items), chunk, deadline));
}

std::vector<bool> map_to_bools(ThreadPool& pool, BoolCall f, std::vector<int> items) {
  return map(pool, std::move(f), std::move(items));
}

std::vector<Parcel> map_to_parcels(ThreadPool& pool, ParcelCall f, const std::vector<int>& items,
                                   std::size_t chunk) {
  return map(pool, Call(std::move(f)), items_of(items), chunk);
}

std::vector<int> map_guests(ThreadPool& pool, Host f, const std::vector<Guest>& items,
                            std::size_t chunk, Deadline deadline) {
  return contents_of(map(pool, Call(std::move(f)), items_of(items), chunk, deadline));
}

std::unique_ptr<Elements> ints_as_completed(ThreadPool& pool, IntCall f,
                                            const std::vector<int>& items) {
  return walk(pool, parcels_of(std::move(f)), items_of(items));
}

std::unique_ptr<Elements> parcels_as_completed(ThreadPool& pool, ParcelCall f,
                                               const std::vector<int>& items) {
  return walk(pool, Call(std::move(f)), items_of(items));
}

std::unique_ptr<Elements> guests_as_completed(ThreadPool& pool, Host f,
                                              const std::vector<Guest>& items) {
  return walk(pool, Call(std::move(f)), items_of(items));
}

void for_each_as_completed(ThreadPool& pool, IntCall f, const std::vector<int>& items,
                           const std::function<bool(Completed<Parcel>&)>& visit) {
  for (auto& done : as_completed(pool, parcels_of(std::move(f)), items_of(items))) {
    if (!visit(done)) {
      break;
    }
  }
}

}  // namespace course
