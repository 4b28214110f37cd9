// One thread sleeps until another one has something for it.

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>

// begin letter
std::mutex mutex;  // guards letter
std::string letter;
std::condition_variable arrived;

void reader() {
  std::unique_lock lock(mutex);
  while (letter.empty()) arrived.wait(lock);
  std::puts(letter.c_str());
}

void writer() {
  const std::scoped_lock lock(mutex);
  letter = "Dear reader";
  arrived.notify_one();
}
// end letter

int main() {
  std::jthread waits(reader);
  std::jthread tells(writer);
}
