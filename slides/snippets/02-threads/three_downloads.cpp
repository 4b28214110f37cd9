// Three downloads: one after the other, wrongly on threads, and on threads.
#include <chrono>
#include <iomanip>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

namespace {

// begin download
void download(const std::string& file) {
  std::this_thread::sleep_for(200ms);  // plays 2 s
  std::cout << file + " is here\n";
}
// end download

const std::vector<std::string> files{"mesh.vtk", "forces.csv", "notes.txt"};

void one_by_one() {
  // begin one_by_one
  for (const std::string& file : files) {
    download(file);
  }
  // end one_by_one
}

void one_loop() {
  // begin one_loop
  for (const std::string& file : files) {
    std::thread thread(download, file);
    thread.join();
  }
  // end one_loop
}

void two_loops() {
  // begin two_loops
  std::vector<std::thread> threads;
  for (const std::string& file : files) {
    threads.emplace_back(download, file);
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  // end two_loops
}

void measure(const std::string& name, void (*program)()) {
  const auto start = std::chrono::steady_clock::now();
  program();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::cout << std::fixed << std::setprecision(2) << name << ": " << seconds.count() << " s\n";
}

}  // namespace

int main() {
  measure("one by one", one_by_one);
  measure("one loop", one_loop);
  measure("two loops", two_loops);
}
