// What a thread captures must live as long as the thread.
#include <iostream>
#include <string>
#include <thread>
#include <utility>

void download(const std::string& file) { std::cout << file + " is here\n"; }

// Wrong on purpose, and never called: the thread may read `file` after it is gone.
// begin wrong
std::jthread start_wrong(int run) {
  std::string file = std::to_string(run) + ".csv";
  return std::jthread([&] { download(file); });
}  // file dies here, and the thread goes on
// end wrong

// begin right
std::jthread start(int run) {
  std::string file = std::to_string(run) + ".csv";
  return std::jthread([file = std::move(file)] {  // moved in
    download(file);
  });
}  // the thread took the file along
// end right

int main() { const std::jthread thread = start(7); }
