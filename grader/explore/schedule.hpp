// A schedule written down: which thread goes on how often, one after the other.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace explore {

struct Segment {
  std::uint32_t thread = 0;
  std::uint32_t choices = 0;  // in a row

  bool operator==(const Segment&) const = default;
};

// At most kMost segments. Allocates nothing.
class Schedule {
 public:
  static constexpr std::size_t kMost = 1U << 14U;

  std::size_t size() const { return size_; }
  const Segment& at(std::size_t i) const { return segments_.at(i); }
  Segment& at(std::size_t i) { return segments_.at(i); }
  const Segment* begin() const { return segments_.data(); }
  const Segment* end() const { return segments_.data() + size_; }
  void clear() { size_ = 0; }

  // One with what the last segment's thread does joined to it. False, and no
  // change, if there is no room.
  bool append(const Segment& segment) {
    if (size_ > 0 && segments_.at(size_ - 1).thread == segment.thread) {
      segments_.at(size_ - 1).choices += segment.choices;
      return true;
    }
    if (size_ == kMost) {
      return false;
    }
    segments_.at(size_++) = segment;
    return true;
  }

  // Copies no more than is used.
  void assign(const Schedule& other) {
    std::copy(other.begin(), other.end(), segments_.begin());
    size_ = other.size_;
  }

 private:
  std::size_t size_ = 0;
  std::array<Segment, kMost> segments_{};
};

}  // namespace explore
