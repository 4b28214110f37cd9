// Functions cross by name: each process looks the name up in
// a table of its own.

#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <utility>

namespace {

// begin registry
using Bytes = std::string;
using Function = std::function<Bytes(const Bytes&)>;

std::map<std::string, Function>& registry() {
  static std::map<std::string, Function> functions;
  return functions;
}

bool offer(const std::string& name, Function function) {
  return registry().emplace(name, std::move(function)).second;
}

const bool offered = offer("square", [](const Bytes& x) {
  return std::to_string(std::stol(x) * std::stol(x));
});
// end registry

}  // namespace

int main() {
  std::cout << registry().at("square")("7") << '\n';
  return offered ? 0 : 1;
}
