// Downloads, as many and as long as the arguments say.
//
// A download is played by waiting: that is all that a thread does during a real one.

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <thread>
#include <vector>

#include "headline.hpp"
#include "processes.hpp"

namespace {

using headline::Results;

std::uint64_t download(std::uint64_t number, std::chrono::milliseconds duration) {
  std::this_thread::sleep_for(duration);
  return number;
}

Results one_after_another(std::size_t count, std::chrono::milliseconds each) {
  Results results;
  for (std::size_t i = 0; i < count; ++i) {
    results.push_back(download(i, each));
  }
  return results;
}

Results threads(std::size_t count, std::chrono::milliseconds each) {
  Results results(count);
  {
    std::vector<std::jthread> workers;
    for (std::size_t i = 0; i < count; ++i) {
      workers.emplace_back([&results, i, each] { results[i] = download(i, each); });
    }
  }  // Every jthread joins here.
  return results;
}

Results processes(std::size_t count, std::chrono::milliseconds each) {
  return headline::in_order(
      headline::in_processes(count, [each](std::size_t number) { return download(number, each); }));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: downloads WAY COUNT MILLISECONDS\n");
    return EXIT_FAILURE;
  }
  const std::size_t count = std::stoul(argv[2]);
  const std::chrono::milliseconds each(std::stol(argv[3]));
  headline::run(argv[1], {.one_after_another = [&] { return one_after_another(count, each); },
                          .threads = [&] { return threads(count, each); },
                          .processes = [&] { return processes(count, each); }});
}
