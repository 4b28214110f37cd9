// What the tests of this exercise share: the functions that workers are asked
// for, and what came of a call, in words.

#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <system_error>
#include <utility>

#include "start_methods.hpp"
#include "support/patience.hpp"
#include "support/process_meeting.hpp"

namespace course::test {

// The functions, by name:
//   echo         its argument
//   throw        throws it; "throw 42" throws a number
//   pid, parent  of the worker
//   count        how often it was called in this process
//   note         what `note` holds; "note this" changes it
//   lock         "free" or "held": what the worker finds of `lock`
//   descriptors  how many are open beyond standard input, output and error
//   environment  the variable of this name
//   ignored      the signals that are ignored: a bit for each
//   meet         at a SharedFile<ProcessMeeting>
//   parent holds "little", or what the worker's parent has too much
//   die, exit    without an answer; "hang up" ends the line first, then waits for the
//                caller to sleep, interrupts it, and ends
//   hang         after a word in a SharedFile<Hanging>
//   kill parent  and hangs
extern std::string note;
extern std::mutex lock;

// Starting a program takes a while on a busy machine.
constexpr support::Patience kPatience{.tick = std::chrono::milliseconds(10), .ticks = 400};

// No server that keeps nothing of its workers needs so many.
constexpr std::size_t kFewDescriptors = 16;

// A T that processes of different programs share: a file that each of them maps.
// T must be free of pointers, and safe to use from several processes at once.
template <class T>
class SharedFile {
 public:
  SharedFile() : path_((std::filesystem::temp_directory_path() / "shared-XXXXXX").string()) {
    const Descriptor file(mkstemp(path_.data()));
    if (file.number() < 0 || ftruncate(file.number(), sizeof(T)) != 0) {
      throw std::system_error(errno, std::generic_category(), path_);
    }
    value_ = map(file);
  }
  // The one that another process has made.
  explicit SharedFile(const std::string& path)
      : value_(map(Descriptor(open(path.c_str(), O_RDWR | O_CLOEXEC)))) {}
  ~SharedFile() {
    munmap(value_, sizeof(T));
    if (!path_.empty()) {
      unlink(path_.c_str());
    }
  }
  SharedFile(const SharedFile&) = delete;
  SharedFile& operator=(const SharedFile&) = delete;

  const std::string& path() const { return path_; }
  T& operator*() const { return *static_cast<T*>(value_); }
  T* operator->() const { return &**this; }

 private:
  static void* map(const Descriptor& file) {
    void* const pages =
        mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED, file.number(), /*offset=*/0);
    if (pages == MAP_FAILED) {
      throw std::system_error(errno, std::generic_category(), "mmap");
    }
    return pages;
  }

  std::string path_;
  void* value_ = nullptr;
};

struct Hanging {
  std::atomic<pid_t> worker{0};
  std::atomic<pid_t> parent{0};  // the worker's
  std::atomic<pid_t> caller{0};  // of lose_parent
};

// How the workers that this process and its fork servers start lose their parent
// before they have begun: right after a fork, in the worker, or before main does
// anything in a worker that is started anew. The worker kills its parent, says in
// `who` who they are, and goes on when the parent is dead.
enum class Loss { after_fork, before_main };
void lose_parent(Loss loss, const SharedFile<Hanging>& who);

// True if a worker came back from worker_main without a code, so that main ran in
// it; asking takes the note away.
bool main_ran_again();

// What the call returns, or what it throws in words: "RemoteError: no such row".
Bytes outcome(const std::function<Bytes()>& call);

// The code with which this program ends if its main does without the guarded entry
// and then starts "spawn" or "server":
enum class Unguarded { said, started, other_words };
Unguarded run_unguarded(const std::string& start);

}  // namespace course::test
