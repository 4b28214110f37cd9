// What a function in C does around a stretch that touches no Python object.
#include <cstddef>
#include <iostream>
#include <mutex>
#include <span>
#include <vector>

std::mutex gil;  // stands for CPython's

class AllowThreads {
 public:
  // begin guard
  AllowThreads() { gil.unlock(); }  // Py_BEGIN_ALLOW_THREADS
  ~AllowThreads() { gil.lock(); }   // Py_END_ALLOW_THREADS
  // end guard
  AllowThreads(const AllowThreads&) = delete;
  AllowThreads& operator=(const AllowThreads&) = delete;
};

// begin call
unsigned checksum(std::span<const std::byte> data) {
  const AllowThreads others;  // bytes only, no Python object
  unsigned sum = 0;
  for (const std::byte b : data) {
    sum = sum * 31 + std::to_integer<unsigned>(b);
  }
  return sum;
}  // the lock is held again here
// end call

int main() {
  const std::vector<std::byte> data(1'000'000);
  const std::lock_guard interpreting(gil);
  std::cout << "checksum " << checksum(data) << '\n';
}
