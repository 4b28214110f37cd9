// Pages are fetched by a few threads; whoever is free takes the next one.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <iostream>
#include <span>
#include <string>
#include <thread>
#include <vector>

// Plays a web server.
std::string get(const std::string& url) {
  std::this_thread::sleep_for(std::chrono::milliseconds(url == "/slow" ? 200 : 50));
  return std::string(100 * url.size(), 'x');
}

using Urls = std::span<const std::string>;
using Sizes = std::vector<std::size_t>;

// begin workers
Sizes fetch(Urls urls, unsigned workers) {
  Sizes sizes(urls.size());
  std::atomic<std::size_t> next = 0;
  {
    std::vector<std::jthread> threads;
    for (unsigned w = 0; w < workers; ++w)
      threads.emplace_back([&] {
        std::size_t i = 0;
        while ((i = next++) < urls.size())
          sizes[i] = get(urls[i]).size();
      });
  }  // joined
  return sizes;
}
// end workers

int main() {
  const std::vector<std::string> urls{"/slow", "/home", "/news", "/about", "/mail", "/maps", "/a"};
  const auto start = std::chrono::steady_clock::now();
  const Sizes sizes = fetch(urls, 2);
  const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
  for (std::size_t i = 0; i < urls.size(); ++i) {
    std::cout << urls[i] << ' ' << sizes[i] << " bytes\n";
  }
  std::cout << static_cast<int>(time.count()) << " ms, 500 ms one by one\n";
}
