// The same wait with its condition inside.

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>

std::mutex mutex;  // guards letter
std::string letter;
std::condition_variable arrived;

// begin reader
bool here() { return !letter.empty(); }

void reader() {
  std::unique_lock lock(mutex);
  arrived.wait(lock, here);
  std::puts(letter.c_str());
}

void writer() {
  const std::scoped_lock lock(mutex);
  letter = "Dear reader";
  arrived.notify_one();
}
// end reader

int main() {
  std::jthread waits(reader);
  std::jthread tells(writer);
}
