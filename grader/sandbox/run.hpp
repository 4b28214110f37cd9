// One run of a program under limits: what is asked for, and what became of it.

#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sandbox {

// Time limits count ticks that the grader itself got, so that a suspended or
// starved machine does not use them up.
struct Limits {
  std::chrono::milliseconds deadline{10'000};
  std::chrono::milliseconds grace{500};  // between SIGTERM and SIGKILL
  // CPU time of one process; more is a time-out too. A busy machine does not use it up. 0: no
  // limit.
  std::chrono::seconds cpu{0};
  // Nothing in the program ran for this long: it waits for itself. 0: do not look.
  std::chrono::milliseconds stall{0};
  bool thread_sanitizer = false;         // its own thread then does not count as running
  std::size_t output_bytes = 64 * 1024;  // of stdout and of stderr each; the rest is dropped
  std::size_t file_bytes = 64 * 1024 * 1024;
  std::optional<std::size_t> address_space_bytes;  // useless under sanitizers
  // 0: no limit, for these four. Of all processes of the program together, and of use under
  // sanitizers too (see quota.hpp).
  std::size_t memory_bytes = std::size_t{2} << 30U;
  std::size_t threads = 512;  // processes included
  // Of all that it may write to together.
  std::size_t disk_bytes = std::size_t{256} << 20U;
  std::size_t files = 10'000;  // folders included
};

// A private line to the program, over a socket that its environment names in
// COURSE_RESULT_FD. `greeting` is waiting in it before the program starts.
// `answer` gets each line the program sends and returns what to send back;
// nothing ends the conversation.
struct Channel {
  std::string greeting;
  std::function<std::optional<std::string>(std::string_view line)> answer;
};

struct Command {
  std::vector<std::string> arguments;  // the first is the program, as an absolute path
  std::filesystem::path folder;        // working directory
  std::map<std::string, std::string> environment;
  // What the program may see besides the system, when isolation is at hand.
  std::vector<std::filesystem::path> readable;
  std::vector<std::filesystem::path> writable;
  bool fixed_addresses = false;  // no address-space randomisation: ThreadSanitizer needs it
  Limits limits;
  std::optional<Channel> channel;
  int inherited = -1;  // a descriptor that the program has too; -1: none
};

struct Exited {
  int code = 0;
};
struct Signalled {
  int signal = 0;
};
struct TimedOut {};
struct Stalled {};
struct Overran {
  std::string what;  // "more than 2048 MiB of memory"
};
using End = std::variant<Exited, Signalled, TimedOut, Stalled, Overran>;

struct Run {
  End end;
  std::string output;  // stdout, cut at the limit
  std::string errors;  // stderr, cut at the limit
  bool cut = false;
  std::chrono::nanoseconds wall{};
  // What the system accounted to the program. Inside bubblewrap that is next to
  // nothing: its first process does not wait for the others.
  std::chrono::nanoseconds cpu{};

  bool succeeded() const {
    const Exited* exited = std::get_if<Exited>(&end);
    return exited != nullptr && exited->code == 0;
  }
};

}  // namespace sandbox
