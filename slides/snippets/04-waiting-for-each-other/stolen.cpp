// WRONG: `if` where `while` belongs. Both readers are told of one letter; the
// one who gets the lock second finds none.

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

std::mutex mutex;
std::condition_variable arrived;
std::condition_variable reader_came;
std::vector<std::string> letters;
int readers_waiting = 0;

void say(std::size_t count) { std::printf("%zu letter(s) here\n", count); }

// begin reader
void reader() {
  std::unique_lock lock(mutex);
  ++readers_waiting;
  reader_came.notify_one();
  if (letters.empty()) arrived.wait(lock);

  say(letters.size());
  if (!letters.empty()) letters.pop_back();
}
// end reader

int main() {
  std::jthread one(reader);
  std::jthread other(reader);
  std::unique_lock lock(mutex);
  reader_came.wait(lock, [] { return readers_waiting == 2; });
  letters.push_back("Dear reader");
  arrived.notify_all();
}
