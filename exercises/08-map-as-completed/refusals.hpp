// Exceptions for calls to throw, made beforehand and alive until the test ends.
//
// An exception that is thrown on one thread and looked at on another is
// destroyed by whoever lets go of it last. ThreadSanitizer does not see the
// count inside the C++ library that says who that is, and would report a race in
// code that is right.
//
// To be declared before the pool, so that it outlives the pool's threads.

#pragma once

#include <cstddef>
#include <exception>
#include <vector>

namespace course {

class Refused : public std::exception {
 public:
  explicit Refused(int item) : item_(item) {}
  const char* what() const noexcept override { return "an item was refused"; }
  int item() const { return item_; }

 private:
  int item_;
};

class Refusals {
 public:
  // For the items from 0 to before `items`.
  explicit Refusals(int items) {
    for (int item = 0; item < items; ++item) {
      made_.push_back(std::make_exception_ptr(Refused(item)));
    }
  }

  // Throws the Refused of `item`.
  [[noreturn]] void refuse(int item) const {
    std::rethrow_exception(made_.at(static_cast<std::size_t>(item)));
  }

 private:
  std::vector<std::exception_ptr> made_;
};

inline constexpr int kNobody = -1;

// Whose refusal `call` throws; kNobody if none.
template <class Call>
int refused_by(const Call& call) {
  try {
    call();
  } catch (const Refused& refused) {
    return refused.item();
  }
  return kNobody;
}

}  // namespace course
