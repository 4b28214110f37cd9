#include "support/leftovers.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

namespace course::support {
namespace {

namespace fs = std::filesystem;

std::size_t entries(const char* directory) {
  std::error_code ignored;  // an entry may vanish while we look
  std::size_t count = 0;
  for (fs::directory_iterator it(directory, ignored), end; it != end; it.increment(ignored)) {
    ++count;
  }
  return count;
}

std::size_t child_processes() {
  std::error_code ignored;
  std::size_t count = 0;
  for (fs::directory_iterator it("/proc/self/task", ignored), end; it != end;
       it.increment(ignored)) {
    std::ifstream list(it->path() / "children");
    for (long child = 0; list >> child;) {
      ++count;
    }
  }
  return count;
}

void add_surplus(std::vector<std::string>& found, std::size_t before, std::size_t after,
                 const char* one, const char* many) {
  if (after > before) {
    const std::size_t surplus = after - before;
    found.push_back(std::to_string(surplus) + " " + (surplus == 1 ? one : many));
  }
}

std::vector<std::string> compare(const Stock& before, const Stock& after) {
  std::vector<std::string> found;
  add_surplus(found, before.threads, after.threads, "thread", "threads");
  add_surplus(found, before.children, after.children, "child process", "child processes");
  add_surplus(found, before.descriptors, after.descriptors, "file descriptor", "file descriptors");
  return found;
}

}  // namespace

Stock take_stock() {
  return {entries("/proc/self/task"), child_processes(), entries("/proc/self/fd")};
}

std::vector<std::string> leftovers_since(const Stock& before) {
  std::vector<std::string> found = compare(before, take_stock());
  for (int look = 0; look < 20 && !found.empty(); ++look) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    found = compare(before, take_stock());
  }
  return found;
}

}  // namespace course::support
