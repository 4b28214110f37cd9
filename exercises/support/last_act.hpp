// What a thread does as the very last thing, when its thread_local objects are
// destroyed: long after the code under test has seen the end of it.
//
//   thread_local LastAct last_act;
//   ... last_act.set([] { ... });    // on the thread in question

#pragma once

#include <functional>
#include <utility>

namespace course::support {

class LastAct {
 public:
  LastAct() = default;
  ~LastAct() {
    if (act_) {
      act_();
    }
  }
  LastAct(const LastAct&) = delete;
  LastAct& operator=(const LastAct&) = delete;

  void set(std::function<void()> act) { act_ = std::move(act); }

 private:
  std::function<void()> act_;
};

}  // namespace course::support
