#include "support/leftovers.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace course::support {
namespace {

namespace fs = std::filesystem;

std::string folder_of(pid_t process) { return "/proc/" + std::to_string(process); }

std::size_t entries(const std::string& directory) {
  std::error_code ignored;  // an entry may vanish while we look
  std::size_t count = 0;
  for (fs::directory_iterator it(directory, ignored), end; it != end; it.increment(ignored)) {
    ++count;
  }
  return count;
}

// A joined thread leaves the kernel's list a moment after join returns. It runs
// no code of the program any more once the kernel has marked it as exiting.
bool is_exiting(const fs::path& task) {
  constexpr unsigned long kExiting = 0x4;  // PF_EXITING, in the 9th field; see proc(5)
  std::ifstream file(task / "stat");
  std::string stat;
  if (!std::getline(file, stat)) {
    return true;  // gone while we looked
  }
  // The name, in brackets, may hold anything.
  std::istringstream fields(stat.substr(stat.rfind(')') + 1));
  std::string skipped;
  for (int field = 3; field < 9; ++field) {
    fields >> skipped;
  }
  unsigned long flags = 0;
  return fields >> flags && (flags & kExiting) != 0;
}

std::size_t running_threads(pid_t process) {
  std::error_code ignored;
  std::size_t count = 0;
  for (fs::directory_iterator it(folder_of(process) + "/task", ignored), end; it != end;
       it.increment(ignored)) {
    count += is_exiting(it->path()) ? 0 : 1;
  }
  return count;
}

std::size_t child_processes(pid_t process) {
  std::error_code ignored;
  std::size_t count = 0;
  for (fs::directory_iterator it(folder_of(process) + "/task", ignored), end; it != end;
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

}  // namespace

Stock take_stock(pid_t process) {
  return {running_threads(process), child_processes(process), entries(folder_of(process) + "/fd")};
}

std::vector<std::string> surplus(const Stock& before, const Stock& now) {
  std::vector<std::string> found;
  add_surplus(found, before.threads, now.threads, "thread", "threads");
  add_surplus(found, before.children, now.children, "child process", "child processes");
  add_surplus(found, before.descriptors, now.descriptors, "file descriptor", "file descriptors");
  return found;
}

std::vector<std::string> leftovers_since(const Stock& before, pid_t process) {
  const auto patience = std::chrono::steady_clock::now() + std::chrono::milliseconds(200);
  std::vector<std::string> found = surplus(before, take_stock(process));
  while (!found.empty() && std::chrono::steady_clock::now() < patience) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    found = surplus(before, take_stock(process));
  }
  return found;
}

}  // namespace course::support
