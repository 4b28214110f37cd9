// What a test or a timed call leaves behind: threads, child processes, file
// descriptors.
//
// The course's test program takes stock before and after every test and fails
// the test if something survived it; its benchmark program does the same for
// every timed call. Tests need not check again.

#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <cstddef>
#include <string>
#include <vector>

namespace course::support {

struct Stock {
  std::size_t threads = 0;   // that still run code of the program
  std::size_t children = 0;  // running or zombie
  std::size_t descriptors = 0;
};

// Of this process, or of another one of the same user. What cannot be read
// counts as nothing.
Stock take_stock(pid_t process = getpid());

// What `now` holds beyond `before`, in words ("1 thread", "2 child processes");
// empty if nothing.
std::vector<std::string> surplus(const Stock& before, const Stock& now);

// The surplus that is still there after a while: a thread that has said that it
// is done takes a moment to end, so it is looked at again for up to 200 ms.
std::vector<std::string> leftovers_since(const Stock& before, pid_t process = getpid());

}  // namespace course::support
