// Which of these variables do the two threads share? Every access is in order: it only asks.
#include <atomic>
#include <thread>
#include <vector>

// begin program
std::atomic<int> started = 0;  // 1

void work(std::vector<int>* table, int part) {  // 2
  static std::atomic<int> calls = 0;            // 3
  const int square = part * part;               // 4
  ++started;
  ++calls;
  (*table)[part] = square;  // 5
}

int main() {
  std::vector<int> table(2);
  std::jthread a(work, &table, 0);
  std::jthread b(work, &table, 1);
}
// end program
