// The kernel's own limit on the number of threads and processes of a run, where
// this user may set it (version 1 or 2 of control groups; practically: root).
//
// Looking at processes now and then comes too late for a fork bomb: on a
// machine with thousands of runnable threads, nobody comes to look.

#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "sandbox/descriptor.hpp"

namespace sandbox {

// One group; holds the processes of one run at a time.
class ControlGroup {
 public:
  // Makes the folder. Throws std::system_error if that is not possible here.
  explicit ControlGroup(std::filesystem::path folder);
  // Removes it, if the last process is gone within two seconds.
  ~ControlGroup();
  ControlGroup(const ControlGroup&) = delete;
  ControlGroup& operator=(const ControlGroup&) = delete;

  // No more than `most` threads and processes from now on; 0: any number.
  void limit(std::size_t most);

  // Write "0" to it in the process that is to join.
  int entrance() const { return entrance_.get(); }

  // Threads and processes in it now. Costs two system calls, however many there are.
  std::size_t size() const;

 private:
  std::filesystem::path folder_;
  Descriptor entrance_;
};

// Groups for the runs of this grader; used again once their processes are gone.
class ControlGroups {
 public:
  // Looks for a place where groups can be made, and removes there what dead
  // graders have left. Without one, take() gives nothing.
  ControlGroups();

  using Lease = std::unique_ptr<ControlGroup, std::function<void(ControlGroup*)>>;

  // An empty group that returns here at the end of the lease, or null.
  // Thread-safe.
  Lease take(std::size_t most);

  bool available() const { return !folder_.empty(); }

 private:
  std::filesystem::path folder_;  // empty: there is none
  std::mutex mutex_;
  std::vector<std::unique_ptr<ControlGroup>> free_;
};

}  // namespace sandbox
