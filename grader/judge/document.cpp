#include "judge/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <sstream>
#include <string_view>

#include "judge/statistics.hpp"

namespace judge {
namespace {

constexpr std::size_t kFewestWords = 15;  // that answer a heading: a sentence or two
constexpr std::size_t kSumDigits = 8;

// FNV-1a, 32 bits.
std::string sum_of(std::string_view text) {
  std::uint32_t sum = 2166136261U;
  for (const char c : text) {
    sum = (sum ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  return fmt::format("{:08x}", sum);
}

std::string sum_of(const course::Exercise& exercise, std::string_view figures) {
  return sum_of(exercise.id + ": " + std::string(figures));
}

std::size_t words_in(const std::string& text) {
  std::istringstream stream(text);
  std::size_t count = 0;
  for (std::string word; stream >> word;) {
    ++count;
  }
  return count;
}

// "<!-- ... -->" is nobody's answer. Lines keep their numbers.
std::string without_comments(std::string text) {
  const std::string_view close = "-->";
  for (std::size_t begin = text.find("<!--"); begin != std::string::npos;
       begin = text.find("<!--", begin)) {
    const std::size_t end = std::min(text.find(close, begin), text.size() - close.size());
    std::replace_if(
        text.begin() + static_cast<std::ptrdiff_t>(begin),
        text.begin() + static_cast<std::ptrdiff_t>(end + close.size()),
        [](char c) { return c != '\n'; }, ' ');
  }
  return text;
}

// "What runs where" of "## What runs where"; nothing if the line is no heading.
std::optional<std::string> heading(const std::string& line) {
  const std::size_t marks = line.find_first_not_of('#');
  if (marks == 0 || marks == std::string::npos || line[marks] != ' ') {
    return std::nullopt;
  }
  const std::size_t begin = line.find_first_not_of(" \t", marks);
  const std::size_t end = line.find_last_not_of(" \t\r#");
  return begin == std::string::npos ? "" : line.substr(begin, end + 1 - begin);
}

struct Section {
  int line = 0;           // of its heading
  std::size_t words = 0;  // that the author has written below it
};

std::map<std::string, Section> sections_of(const std::string& text) {
  std::map<std::string, Section> sections;
  Section* current = nullptr;
  bool in_code = false;
  int number = 0;
  std::istringstream lines(without_comments(text));
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.starts_with("```")) {
      in_code = !in_code;
    } else if (const auto next = in_code ? std::nullopt : heading(line)) {
      current = &sections[*next];
      current->line = number;
    } else if (current != nullptr && !line.starts_with('>')) {
      current->words += words_in(line);
    }
  }
  return sections;
}

// The same with one blank for each stretch of them: a line may have been broken.
std::string in_one_line(const std::string& text) {
  std::istringstream stream(text);
  std::string line;
  for (std::string word; stream >> word;) {
    line += (line.empty() ? "" : " ") + word;
  }
  return line;
}

// "pipeline: ..., 1.89x of 1.97x attainable [0123abcd]" with the sum that belongs to it.
bool holds_figures(const course::Exercise& exercise, const std::string& text) {
  const std::string line = in_one_line(text);
  const std::string start = exercise.document->row + ": ";
  for (std::size_t at = line.find(start); at != std::string::npos; at = line.find(start, at + 1)) {
    const std::size_t sum = line.find(" [", at);
    if (sum != std::string::npos && sum + 2 + kSumDigits < line.size() &&
        line[sum + 2 + kSumDigits] == ']' &&
        line.substr(sum + 2, kSumDigits) == sum_of(exercise, line.substr(at, sum - at))) {
      return true;
    }
  }
  return false;
}

const Finding* timed(const course::Exercise& exercise, const std::vector<Finding>& speed) {
  const auto found = std::find_if(speed.begin(), speed.end(), [&](const Finding& finding) {
    return finding.subject == exercise.document->row && finding.speed &&
           !finding.speed->rounds.empty();
  });
  return found == speed.end() ? nullptr : &*found;
}

std::string where_figures_come_from(const course::Exercise& exercise,
                                    const std::vector<Finding>& speed) {
  if (const Finding* finding = timed(exercise, speed)) {
    return fmt::format("copy this line into it: {}", figures(exercise, *finding));
  }
  return fmt::format("once all tests pass, grader/grade run {} says here which line to copy",
                     exercise.number);
}

}  // namespace

std::string figures(const course::Exercise& exercise, const Finding& speed) {
  const auto quick = [&](double Round::* seconds) {  // as the ratios take them
    std::vector<double> all;
    for (const Round& round : speed.speed->rounds) {
      all.push_back(round.*seconds * 1'000);
    }
    return quantile(std::move(all), 0.1);
  };
  const std::string line = fmt::format(
      "{}: serial {:.0f} ms, this program {:.0f} ms, {:.2f}x of {:.2f}x attainable", speed.subject,
      quick(&Round::serial), quick(&Round::yours), speed.speed->speedup, speed.speed->attainable);
  return line + " [" + sum_of(exercise, line) + "]";
}

std::vector<Finding> judge_document(const course::Exercise& exercise,
                                    const submission::Submission& submission,
                                    const std::vector<Finding>& speed) {
  std::vector<Finding> findings;
  const auto add = [&](Verdict verdict, std::string headline, std::string advice, int line = 0) {
    Finding finding;
    finding.verdict = std::move(verdict);
    finding.part = course::Part::report;
    finding.subject = exercise.id + "/" + exercise.document->file;
    finding.headline = std::move(headline);
    finding.advice = std::move(advice);
    if (line > 0) {
      finding.places.push_back({.file = finding.subject, .line = line, .note = {}, .source = {}});
    }
    finding.again = "grader/grade run " + exercise.number;
    findings.push_back(std::move(finding));
  };
  const std::string& file = exercise.document->file;
  if (submission.no_document) {
    add(Failed{}, fmt::format("{} {}", file, submission.no_document->reason),
        submission.no_document->advice);
    return findings;
  }
  const std::string text = submission.document ? submission.document->content : std::string();
  const auto sections = sections_of(text);
  for (const std::string& wanted : exercise.document->headings) {
    const auto found = sections.find(wanted);
    if (found == sections.end()) {
      add(Failed{}, fmt::format("{} has no heading '## {}'", file, wanted),
          "keep the headings of the course's own copy");
    } else if (found->second.words < kFewestWords) {
      add(Failed{}, fmt::format("{} says too little under '{}'", file, wanted),
          "answer the question there in words of your own; lines that begin with '>' do not count",
          found->second.line);
    }
  }
  if (!holds_figures(exercise, text)) {
    add(Failed{}, fmt::format("{} holds no figures of a run of this program", file),
        where_figures_come_from(exercise, speed));
  }
  if (findings.empty()) {
    add(Passed{}, "", "");
  }
  return findings;
}

}  // namespace judge
