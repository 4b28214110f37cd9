#include "build/symbols.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace build {
namespace {

using nlohmann::json;

constexpr std::size_t kAtOnce = 500;  // addresses in one call; a command line is not endless
constexpr std::size_t kMostOutput = std::size_t{16} << 20U;

using Lines = std::map<std::uint64_t, std::vector<CodeLine>>;

// Adds what the symbolizer said of addresses, one JSON object for each.
void read(const std::string& said, Lines& lines) {
  const json places = json::parse(said, nullptr, /*allow_exceptions=*/false);
  for (const json& place : places.is_array() ? places : json::array()) {
    try {
      const std::uint64_t address =
          std::stoull(place.at("Address").get<std::string>(), nullptr, 16);
      for (const json& symbol : place.at("Symbol")) {
        CodeLine line{.function = symbol.value("FunctionName", ""),
                      .file = symbol.value("FileName", ""),
                      .line = symbol.value("Line", 0)};
        if (!line.file.empty() && line.line > 0) {
          lines[address].push_back(std::move(line));
        }
      }
    } catch (const std::exception&) {
      continue;  // debug information is the submission's, and may be anything
    }
  }
}

}  // namespace

Lines lines_of(const std::set<std::uint64_t>& addresses, const std::filesystem::path& program,
               const std::string& symbolizer, const sandbox::Runner& runner) {
  Lines lines;
  for (auto next = addresses.begin(); next != addresses.end();) {
    sandbox::Command command;
    command.arguments = {symbolizer, "--obj=" + program.string(), "--output-style=JSON"};
    for (std::size_t i = 0; i < kAtOnce && next != addresses.end(); ++i, ++next) {
      command.arguments.push_back(fmt::format("{:#x}", *next));
    }
    command.folder = "/";
    command.readable = {program.parent_path()};
    command.limits.output_bytes = kMostOutput;
    read(runner.run(command).output, lines);
  }
  return lines;
}

}  // namespace build
