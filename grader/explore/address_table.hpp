// A value for each address, without allocating.
//
// The values lie together in the order in which they came, and the places grow with
// them: a schedule lasts about a millisecond, and each page that it touches first
// costs some thousandths of that.

#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace explore {

// `kSpacing` is what most addresses lie apart. A table of zeros is an empty one.
template <class Value, std::size_t kMost, std::size_t kSpacing = 8>
class AddressTable {
  static_assert(std::has_single_bit(kMost));

 public:
  // Null if the table is full. A new value is as its constructor makes it.
  Value* at(const void* address) {
    std::uint32_t& place = place_of(address);
    if (place == 0) {
      if (size_ == kMost) {
        return nullptr;
      }
      addresses_[size_] = address;
      values_[size_] = Value{};  // one page fault, not one to read and one to write
      place = ++size_;
      grow();
      return &values_[size_ - 1];
    }
    return &values_[place - 1];
  }
  // Null if there is none.
  Value* find(const void* address) {
    const std::uint32_t place = place_of(address);
    return place == 0 ? nullptr : &values_[place - 1];
  }

  Value* begin() { return values_.data(); }
  Value* end() { return values_.data() + size_; }

 private:
  static constexpr std::size_t kTogether = 64;  // neighbours in memory stay neighbours here

  static constexpr std::size_t kMostPlaces = 2 * kMost;
  static constexpr std::size_t kFewPlaces = std::min<std::size_t>(1'024, kMostPlaces);

  // At least every second place is free.
  std::uint32_t& place_of(const void* address) {
    const auto key = reinterpret_cast<std::uintptr_t>(address) / kSpacing;
    std::size_t at = ((key / kTogether * 0x9e3779b97f4a7c15U) >> 32U) * kTogether + key % kTogether;
    for (;; ++at) {
      std::uint32_t& place = places_[at % used_places()];
      if (place == 0 || addresses_[place - 1] == address) {
        return place;
      }
    }
  }

  std::size_t used_places() const { return kFewPlaces << doublings_; }

  void grow() {
    if (2 * size_ <= used_places() || used_places() == kMostPlaces) {
      return;
    }
    ++doublings_;
    std::fill_n(places_.begin(), used_places() / 2, 0);
    for (std::uint32_t i = 0; i < size_; ++i) {
      place_of(addresses_[i]) = i + 1;
    }
  }

  std::array<std::uint32_t, kMostPlaces> places_{};  // 1 + where the value is; 0: free
  std::array<const void*, kMost> addresses_{};
  std::array<Value, kMost> values_{};
  std::uint32_t size_ = 0;
  unsigned doublings_ = 0;  // of the places in use
};

}  // namespace explore
