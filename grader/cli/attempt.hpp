// One grading in a process of its own, so that it can be called off at any moment.

#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "cli/options.hpp"
#include "sandbox/descriptor.hpp"

namespace cli {

class Attempt {
 public:
  struct News {
    enum class Kind : char {
      progress = 'p',  // what goes on, in a line
      so_far = 's',    // a report of what was found so far, as JSON; of one exercise only
      whole = 'w',     // the report, as JSON: the last of its kind
      error = 'e'      // why there is none
    };
    Kind kind = Kind::progress;
    std::string text;
  };

  // Forks: call it while this process has no other thread. Throws std::system_error.
  explicit Attempt(const Options& options);
  // Calls it off: what it started is gone when this returns.
  ~Attempt();
  Attempt(const Attempt&) = delete;
  Attempt& operator=(const Attempt&) = delete;

  // Readable when there is news, and at the end.
  int descriptor() const { return news_.get(); }

  // All that has come; never waits. Behind the last of it, ended() is true.
  std::vector<News> news();
  bool ended() const { return ended_; }

 private:
  pid_t process_ = -1;
  sandbox::Descriptor news_;
  std::string received_;
  bool ended_ = false;
};

}  // namespace cli
