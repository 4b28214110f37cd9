// Functions cross by name: each process looks the name up in
// a table of its own.

#include <iostream>
#include <map>
#include <string>

namespace {

using Bytes = std::string;

Bytes square(const Bytes& x) {
  return std::to_string(std::stol(x) * std::stol(x));
}

// begin registry
using Function = Bytes (*)(const Bytes&);
using Table = std::map<Bytes, Function>;

Table& table() {
  static Table functions;
  return functions;
}

bool offer(Bytes name, Function f) {
  return table().emplace(name, f).second;
}

// In every process, before main.
const bool done = offer("square", square);
// end registry

}  // namespace

int main() {
  std::cout << table().at("square")("7") << '\n';
  return done ? 0 : 1;
}
