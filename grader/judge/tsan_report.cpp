#include "judge/tsan_report.hpp"

#include <charconv>
#include <optional>
#include <sstream>
#include <string_view>

namespace judge {
namespace {

constexpr std::string_view kWarning = "WARNING: ThreadSanitizer: ";
constexpr std::string_view kGlobal = "Location is global '";
constexpr std::string_view kRule = "==================";

// "    #1 course::f(int) a/b.cpp:12:5 (program+0x12) (BuildId: ...)"
std::optional<Frame> read_frame(const std::string& line) {
  const auto hash = line.find_first_not_of(' ');
  if (hash == std::string::npos || line[hash] != '#') {
    return std::nullopt;
  }
  const auto name_start = line.find(' ', hash);
  if (name_start == std::string::npos) {
    return std::nullopt;
  }
  std::string rest = line.substr(name_start + 1);
  if (const auto module = rest.rfind(" ("); module != std::string::npos) {
    // "(program+0x12) (BuildId: 1f)": cut both.
    const auto earlier = rest.rfind(" (", module - 1);
    const bool two = rest.compare(module, 11, " (BuildId: ") == 0 && earlier != std::string::npos;
    rest.erase(two ? earlier : module);
  }
  Frame frame;
  const auto space = rest.rfind(' ');
  const std::string place = space == std::string::npos ? rest : rest.substr(space + 1);
  frame.function = space == std::string::npos ? rest : rest.substr(0, space);
  const auto colon = place.find(':');
  if (colon != std::string::npos) {
    const char* digits = place.data() + colon + 1;
    const char* end = place.data() + place.size();
    if (std::from_chars(digits, end, frame.line).ec == std::errc()) {
      frame.file = place.substr(0, colon);
    }
  }
  return frame;
}

std::string kind_of(const std::string& line) {
  std::string kind = line.substr(line.find(kWarning) + kWarning.size());
  if (const auto pid = kind.find(" (pid="); pid != std::string::npos) {
    kind.erase(pid);
  }
  return kind;
}

}  // namespace

std::vector<TsanReport> read_tsan_log(const std::string& log) {
  std::vector<TsanReport> reports;
  bool inside = false;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(kRule)) {
      inside = false;
      continue;
    }
    if (line.find(kWarning) != std::string::npos) {
      reports.push_back({kind_of(line), {}, {}, {}});
      inside = true;
    }
    if (!inside) {
      continue;
    }
    TsanReport& report = reports.back();
    report.text += line + "\n";
    if (const auto quote = line.find(kGlobal); quote != std::string::npos) {
      const auto start = quote + kGlobal.size();
      report.variable = line.substr(start, line.find('\'', start) - start);
    }
    if (std::optional<Frame> frame = read_frame(line)) {
      if (!report.stacks.empty()) {
        report.stacks.back().frames.push_back(std::move(*frame));
      }
    } else if (line.size() > 2 && line.starts_with("  ") && line[2] != ' ' && line.ends_with(':')) {
      report.stacks.push_back({line.substr(2, line.size() - 3), {}});
    }
  }
  return reports;
}

bool tsan_could_not_start(const std::string& text) {
  return text.find("FATAL: ThreadSanitizer") != std::string::npos;
}

}  // namespace judge
