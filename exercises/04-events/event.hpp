// 04 Events: threads that sleep until something happens.

#pragma once

#include <chrono>
#include <memory>

namespace course {

// A flag that threads can wait for.
//
// Every member may be called from several threads at the same time. A thread
// waits from the moment at which its call found the flag down. While it waits
// it sleeps: it uses no CPU and does not wake up now and then to look.
//
// An Event can be neither copied nor moved, and must not be destroyed while a
// call on it is under way.
class Event {
 public:
  // The flag is down.
  Event();
  ~Event();
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  // Raises the flag and releases every thread that waits. All of them return,
  // even if clear() follows at once. Setting an event that is set is allowed.
  void set();

  // Lowers the flag: whoever waits from now on waits for the next set().
  // Clearing an event that is not set is allowed.
  void clear();

  bool is_set() const;

  // Returns once the flag is up, at once if it is up already. Returns for no
  // other reason.
  void wait() const;

  // Waits as wait() does, for at most `timeout`. True: the flag was up, or set()
  // was called meanwhile. False: the time is over.
  //
  // A timeout of zero or less looks and does not wait. One that reaches beyond
  // the end of the clock, such as milliseconds::max(), waits until set().
  bool wait_for(std::chrono::milliseconds timeout) const;

 private:
  // What an event consists of is up to event.cpp.
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace course
