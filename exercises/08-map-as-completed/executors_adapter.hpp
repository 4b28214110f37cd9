// executors.hpp without its templates, for the tests and the benchmark.
//
// They are compiled before any executors.hpp is known. They see this interface;
// the files in adapter/ put the templates behind it, as few of them as will do: each
// is compiled again whenever a student saves.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "completed.hpp"
#include "deadline.hpp"
#include "living.hpp"
#include "support/thread_pool.hpp"

namespace course {

using IntCall = std::function<int(int)>;
using BoolCall = std::function<bool(int)>;
using NumberCall = std::function<std::uint64_t(std::uint64_t)>;

// A result that can be moved, and neither copied nor made without content.
class Parcel {
 public:
  explicit Parcel(int content) : content_(std::make_unique<int>(content)) {}
  int content() const { return *content_; }

 private:
  std::unique_ptr<int> content_;
};
using ParcelCall = std::function<Parcel(int)>;

// An item and a function that are registered for as long as they are there.
struct Guest {
  Living here;
};
struct Host {
  std::function<int(const Living* guest, const Living* host)> receive;
  Living here;

  int operator()(const Guest& guest) const {
    // A copy that stays, even if this object does not.
    const auto receive_guest = receive;
    return receive_guest(&guest.here, &here);
  }
};

// Each calls map() with what corresponds to these arguments. But for the bools its
// results are parcels, whatever f returns.
std::vector<int> map_ints(ThreadPool& pool, IntCall f, const std::vector<int>& items);
std::vector<int> map_ints(ThreadPool& pool, IntCall f, const std::vector<int>& items,
                          std::size_t chunk);
std::vector<int> map_ints(ThreadPool& pool, IntCall f, const std::vector<int>& items,
                          std::size_t chunk, Deadline deadline);
std::vector<bool> map_to_bools(ThreadPool& pool, BoolCall f, std::vector<int> items);
std::vector<Parcel> map_to_parcels(ThreadPool& pool, ParcelCall f, const std::vector<int>& items,
                                   std::size_t chunk);
std::vector<int> map_guests(ThreadPool& pool, Host f, const std::vector<Guest>& items,
                            std::size_t chunk, Deadline deadline);
// For the benchmark.
std::vector<std::uint64_t> map_numbers(ThreadPool& pool, NumberCall f,
                                       std::vector<std::uint64_t> items, std::size_t chunk);

// A range of as_completed(), walked through step by step. To destroy it is to
// leave the loop.
class Elements {
 public:
  virtual ~Elements() = default;

  // The next element, null once the range has ended. Valid until the next call.
  virtual Completed<Parcel>* next() = 0;
};

std::unique_ptr<Elements> ints_as_completed(ThreadPool& pool, IntCall f,
                                            const std::vector<int>& items);
std::unique_ptr<Elements> parcels_as_completed(ThreadPool& pool, ParcelCall f,
                                               const std::vector<int>& items);
std::unique_ptr<Elements> guests_as_completed(ThreadPool& pool, Host f,
                                              const std::vector<Guest>& items);

// A `for` loop over as_completed(), left by `break` once `visit` returns false.
void for_each_as_completed(ThreadPool& pool, IntCall f, const std::vector<int>& items,
                           const std::function<bool(Completed<Parcel>&)>& visit);

}  // namespace course
