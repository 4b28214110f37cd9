// Which of these variables do the two threads share? Every access is in order: it only asks.
#include <atomic>
#include <thread>
#include <vector>

using Table = std::vector<int>;

// begin program
std::atomic<int> started = 0;  // 1

void work(Table* table, int part) {   // 2
  static std::atomic<int> calls = 0;  // 3
  const int square = part * part;     // 4
  ++started;
  ++calls;
  (*table)[part] = square;  // 5
}

int main() {
  Table table(2);
  std::jthread a(work, &table, 0);
  std::jthread b(work, &table, 1);
}
// end program
