// A system that is short of threads: it starts a few more and refuses the rest,
// as a real one does when a limit is reached.
//
// The test program brings its own pthread_create. Sanitizers have taken its
// place themselves, and need it: there the system refuses nothing.

#pragma once

namespace course {

// For as long as it lives, `threads` more threads can be started. One at a time.
class ScarceThreads {
 public:
  explicit ScarceThreads(int threads);
  ~ScarceThreads();
  ScarceThreads(const ScarceThreads&) = delete;
  ScarceThreads& operator=(const ScarceThreads&) = delete;

  // False: this program cannot refuse any.
  static bool possible();
};

}  // namespace course
