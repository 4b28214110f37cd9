// What a test leaves behind: threads, child processes, file descriptors.
//
// The course's test program takes stock before and after every test and fails
// the test if something survived it. Tests need not check again.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace course::support {

struct Stock {
  std::size_t threads = 0;
  std::size_t children = 0;  // running or zombie
  std::size_t descriptors = 0;
};

Stock take_stock();

// What `take_stock()` finds beyond `before`, in words ("1 thread",
// "2 child processes"); empty if nothing. A joined thread leaves the kernel's
// list a moment after join returns, so surplus is looked at again for up to
// 200 ms.
std::vector<std::string> leftovers_since(const Stock& before);

}  // namespace course::support
