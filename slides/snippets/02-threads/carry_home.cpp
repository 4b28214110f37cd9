// Exceptions come home in slots, too: kept where they happen, thrown again after the join.
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>

namespace {

std::string fetch(const std::string& file) { throw std::runtime_error(file + ": connection lost"); }

std::string fetch_on_a_thread(const std::string& file) {
  // begin carry
  std::string body;
  std::exception_ptr error;
  {
    std::jthread thread([&] {
      try {
        body = fetch(file);
      } catch (...) {
        error = std::current_exception();
      }
    });
  }  // joined
  if (error) {
    std::rethrow_exception(error);
  }
  // end carry
  return body;
}

}  // namespace

int main() {
  // begin caller
  try {
    fetch_on_a_thread("forces.csv");
  } catch (const std::exception& e) {
    std::cout << e.what() << "\n";
  }
  // end caller
}
