// What else happens in the tests' own work(), which sum_adaptive_test.cpp holds.

#pragma once

#include <functional>

#include "worth_it.hpp"

namespace course {

// For as long as it lives, `look` is called with every item that is worked on. One
// at a time; to be made and destroyed while nobody works.
class WhileWorking {
 public:
  explicit WhileWorking(std::function<void(const Item&)> look);
  ~WhileWorking();
  WhileWorking(const WhileWorking&) = delete;
  WhileWorking& operator=(const WhileWorking&) = delete;
};

}  // namespace course
