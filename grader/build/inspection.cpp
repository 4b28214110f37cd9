#include "build/inspection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "course/manifest.hpp"
#include "submission/object_policy.hpp"

namespace build {
namespace {

using nlohmann::json;
using submission::Symbol;

constexpr const char* kImage = "image";
constexpr const char* kAddresses = "addresses";

std::string checked(const sandbox::Run& run, const std::string& tool) {
  if (!run.succeeded()) {
    throw course::CourseError(
        fmt::format("grader/build/exercise.cmake:1: {} failed: {}; install "
                    "llvm of the compiler's version",
                    tool, run.errors.substr(0, run.errors.find('\n'))));
  }
  return run.output;
}

std::vector<Symbol> symbols_of(const std::string& file, const Inspection& tools,
                               const RunTool& run) {
  return submission::read_symbols(checked(run({tools.nm, "--format=posix", file}), tools.nm));
}

// Where the function was written that begins at an address: where its first
// instruction comes from. Others, inlined into it, may begin there too, and come first.
std::string file_of_function(const json& place) {
  if (!place.is_object() || !place.contains("Symbol") || place["Symbol"].empty()) {
    return {};
  }
  const json& outermost = place["Symbol"].back();
  return outermost.is_object() ? outermost.value("FileName", "") : std::string();
}

// The symbols whose code was written in the submission itself. Debug
// information gives lines to addresses, and objects have none: so they are
// linked into an image that is good for nothing else.
std::set<std::string> written_here(const std::vector<std::string>& objects, const Inspection& tools,
                                   const std::filesystem::path& output, const RunTool& run) {
  const std::string image = (output / kImage).string();
  std::vector<std::string> link{
      tools.linker, "--unresolved-symbols=ignore-all", "-z", "muldefs", "-e", "0", "-o", image};
  link.insert(link.end(), objects.begin(), objects.end());
  checked(run(std::move(link)), tools.linker);
  std::vector<std::string> names;
  std::ofstream addresses(output / kAddresses);
  for (const Symbol& symbol : symbols_of(image, tools, run)) {
    if (submission::needs_origin(symbol)) {
      names.push_back(symbol.name);
      addresses << "0x" << symbol.address << '\n';
    }
  }
  addresses.close();
  std::set<std::string> here;
  if (names.empty()) {
    return here;
  }
  const std::string told = checked(run({tools.symbolizer, "--obj=" + image, "--output-style=JSON",
                                        "@" + (output / kAddresses).string()}),
                                   tools.symbolizer);
  const json places = json::parse(told, nullptr, false);
  for (std::size_t i = 0; i < names.size() && i < places.size(); ++i) {
    const std::string file = file_of_function(places[i]);
    // The system's files have absolute names, and what has none was made by the compiler.
    if (!file.empty() && !file.starts_with('/')) {
      here.insert(names[i]);
    }
  }
  return here;
}

}  // namespace

std::vector<submission::Breach> inspect(const std::vector<std::string>& objects,
                                        const Inspection& tools,
                                        const std::filesystem::path& output,
                                        const std::vector<std::string>& allow,
                                        const std::vector<submission::Stretch>& code,
                                        const RunTool& run) {
  std::vector<Symbol> symbols;
  for (const std::string& object : objects) {
    const std::vector<Symbol> more = symbols_of(object, tools, run);
    symbols.insert(symbols.end(), more.begin(), more.end());
  }
  std::set<std::string> here;
  if (std::any_of(symbols.begin(), symbols.end(), submission::needs_origin)) {
    here = written_here(objects, tools, output, run);
  }
  return submission::breaches_in_symbols(symbols, here, allow, code);
}

}  // namespace build
