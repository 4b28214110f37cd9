// 06 GIL: one lock for a whole interpreter, held by whoever interprets.
//
// gil.cpp holds the lock; interpreter.cpp holds the evaluation loop (see
// machine.hpp).

#pragma once

#include <chrono>
#include <memory>

namespace course {

// A lock that is made to be held nearly all the time and to be offered when
// somebody wants it, like the one in CPython.
//
// Every member may be called from several threads at the same time. The lock
// belongs to the thread that acquired it, and is not recursive. It can be
// neither copied nor moved, and must not be destroyed while it is held or
// waited for.
class Gil {
 public:
  // How long a thread waits before it asks for the lock: CPython's
  // sys.getswitchinterval(). Throws std::invalid_argument unless it is more
  // than nothing. It must not be more than an hour.
  explicit Gil(std::chrono::milliseconds switch_interval = std::chrono::milliseconds(5));
  ~Gil();
  Gil(const Gil&) = delete;
  Gil& operator=(const Gil&) = delete;

  // Waits until nobody holds the lock, and takes it.
  //
  // A thread that waits sleeps. It wakes up when the lock is let go, and
  // otherwise once in a switch interval, to see whether one and the same thread
  // has had the lock all the while. If so, the lock is *requested*: see
  // drop_requested(). That the thread let go and took it again in between makes
  // no difference if nobody else had it.
  //
  // In which order the threads that wait get the lock is up to you.
  //
  // Throws std::system_error with std::errc::resource_deadlock_would_occur if
  // the calling thread holds the lock already; it holds it afterwards, too.
  void acquire();

  // Lets go of the lock; a thread that waits for it, if there is one, wakes up.
  //
  // If the lock is requested, the next thread to hold it is not the caller: even
  // if it calls acquire() at once, it gets its turn only after another thread has
  // had one. Whether release() waits for that thread or the caller's acquire()
  // does is up to you.
  //
  // Throws std::system_error with std::errc::operation_not_permitted if the
  // calling thread does not hold the lock; nothing has changed then.
  void release();

  // True while the lock is requested: from when a thread has waited in vain for
  // one switch interval, or two at most, until the lock has gone to another
  // thread. Waits for nobody and is cheap enough to be asked before every
  // instruction.
  bool drop_requested() const;

 private:
  // What the lock consists of is up to gil.cpp.
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace course
