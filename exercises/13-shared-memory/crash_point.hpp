// Kills a process at a known place in the middle of a call: where it unlocks a
// mutex, or wakes somebody up. The system may do that at any moment, and hardly
// ever does it there.
//
// The test program brings its own pthread_mutex_unlock, sem_post,
// pthread_cond_signal and pthread_cond_broadcast. ThreadSanitizer has taken
// their place itself, so nobody is killed there. A test must hold for right code
// even if nobody is.

#pragma once

#include <atomic>

namespace course {

// Of the calls named above that this process makes from now on, it is killed
// before number `call`, counted from 0. Below 0: before none.
void die_before(int call);

// It is killed before the first of those calls that it makes once `now` holds. The
// flag lies in shared memory and outlives the process.
void die_once(const std::atomic<bool>& now);

}  // namespace course
