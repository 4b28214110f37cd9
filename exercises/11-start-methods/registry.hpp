// Functions that workers can be asked for, by name: given by the course.
//
//   const bool offered = offer("square", [](const Bytes& argument) { ... });
//
// A name can be written down and sent to another program. A lambda cannot: what
// it has captured lies in this memory, and its code wherever this program was
// loaded.

#pragma once

#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

namespace course {

// What crosses between processes: any bytes of any length.
using Bytes = std::string;

using Function = std::function<Bytes(const Bytes&)>;

namespace registry {

inline std::map<std::string, Function>& functions() {
  static std::map<std::string, Function> all;
  return all;
}

}  // namespace registry

// From now on `name` stands for this function in this process. A program that is
// started anew knows what it offers before main: initialize a variable with the
// call, outside of all functions. Not to be called while other threads run.
// Always true.
inline bool offer(const std::string& name, Function function) {
  registry::functions()[name] = std::move(function);
  return true;
}

// Throws std::invalid_argument if nothing was offered by this name.
inline Function function_named(const std::string& name) {
  const auto found = registry::functions().find(name);
  if (found == registry::functions().end()) {
    throw std::invalid_argument("no function is named " + name);
  }
  return found->second;
}

}  // namespace course
