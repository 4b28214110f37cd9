#include "course/hints.hpp"

#include <regex>
#include <sstream>
#include <stdexcept>

namespace course {
namespace {

// "[text](address)" becomes "text (address)".
std::string without_links(const std::string& line) {
  static const std::regex kLink(R"(\[([^\]]*)\]\(([^)]*)\))");
  return std::regex_replace(line, kLink, "$1 ($2)");
}

std::string trimmed(const std::string& line) {
  const std::size_t first = line.find_first_not_of(' ');
  return first == std::string::npos ? ""
                                    : line.substr(first, line.find_last_not_of(' ') - first + 1);
}

// The step's first line without its number; nothing else begins a step.
std::string first_line(const std::string& line) {
  static const std::regex kStep(R"(^([0-9]+\. |(?=Resource: ))(.*))");
  std::smatch match;
  return std::regex_match(line, match, kStep) ? match[2].str() : "";
}

}  // namespace

std::vector<TaskHints> read_hints(std::string_view markdown) {
  std::vector<TaskHints> tasks;
  std::istringstream lines{std::string(markdown)};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) {
      tasks.push_back({.title = line.substr(3), .steps = {}});
    } else if (tasks.empty() || trimmed(line).empty()) {
      continue;
    } else if (const std::string start = first_line(line); !start.empty()) {
      tasks.back().steps.push_back(without_links(start));
    } else if (!tasks.back().steps.empty()) {
      tasks.back().steps.back() += " " + without_links(trimmed(line));
    }
  }
  if (tasks.empty()) {
    throw std::invalid_argument("there is no task; a task begins with '## '");
  }
  for (const TaskHints& task : tasks) {
    if (task.steps.empty()) {
      throw std::invalid_argument("'" + task.title + "' has no hints");
    }
  }
  return tasks;
}

}  // namespace course
