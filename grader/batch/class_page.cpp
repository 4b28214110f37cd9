#include "batch/class_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "course/fnv.hpp"
#include "report/finding_words.hpp"
#include "report/html_style.hpp"
#include "report/html_text.hpp"
#include "report/issues.hpp"
#include "report/wording.hpp"

namespace batch {
namespace {

using report::counted;
using report::ExerciseReport;
using report::html;

constexpr std::size_t kCommonest = 10;
constexpr std::size_t kMostPairs = 50;

constexpr std::string_view kClassStyle = R"css(
th button { all: unset; cursor: pointer; }
th button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
th[aria-sort=ascending] button::after { content: " \2191"; }
th[aria-sort=descending] button::after { content: " \2193"; }
svg.spread { max-width: 32rem; }
)css";

// Sorts the table by the column whose head is pressed. The page's policy names the
// script's SHA-256; batch.py compares the two.
constexpr std::string_view kScript = R"js(
document.querySelectorAll('th button').forEach(button => button.addEventListener('click', () => {
  const head = button.parentElement, body = head.closest('table').tBodies[0];
  const up = head.getAttribute('aria-sort') !== 'ascending';
  head.parentElement.querySelectorAll('th').forEach(other => other.removeAttribute('aria-sort'));
  head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
  const key = row => row.cells[head.cellIndex].dataset.key;
  const compare = (a, b) => isNaN(key(a)) || isNaN(key(b)) ? key(a).localeCompare(key(b)) : key(a) - key(b);
  [...body.rows].sort((a, b) => up ? compare(a, b) : compare(b, a)).forEach(row => body.append(row));
}));
)js";
constexpr std::string_view kScriptSum = "sha256-0JvER7O7nmeQEGnoBXGUzs/kAW7trByxF1wVWvzWqNs=";

const ExerciseReport& of(const Entry& entry, std::size_t exercise) {
  return entry.report.exercises.at(exercise);
}

std::string head(std::string_view text) {
  return fmt::format("<th scope=\"col\"><button type=\"button\">{}</button></th>", html(text));
}

std::string cell(int key, const std::string& text) {
  return fmt::format("<td class=\"number\" data-key=\"{}\">{}</td>", key, html(text));
}

std::string points_cell(const ExerciseReport& graded) {
  return handed_in(graded) ? cell(graded.grade.earned(), report::points(graded.grade))
                           : cell(-1, "");
}

std::string link(const Entry& entry) {
  return fmt::format("<a href=\"reports/{}.html\">{}</a>", report_name(entry.name),
                     html(entry.name));
}

std::string scores(const ClassList& list) {
  std::string text =
      "<div class=\"scroll\"><table><caption>Points; press a column's head to sort by "
      "it</caption>\n"
      "<thead><tr>" +
      head("Submission");
  for (const std::string& exercise : list.exercises) {
    text += head(exercise);
  }
  text += head("Total") + "</tr></thead>\n<tbody>\n";
  for (const Entry& entry : list.entries) {
    text +=
        fmt::format("<tr><th scope=\"row\" data-key=\"{}\">{}</th>", html(entry.name), link(entry));
    for (const ExerciseReport& graded : entry.report.exercises) {
      text += points_cell(graded);
    }
    text += (handed_in_anything(entry) ? cell(entry.report.earned(), report::points(entry.report))
                                       : cell(-1, "")) +
            "</tr>\n";
  }
  return text + "</tbody></table></div>\n";
}

std::string human_eye(const ClassList& list) {
  std::string items;
  for (const Entry& entry : list.entries) {
    for (const std::string& line : for_a_human_eye(entry)) {
      items += fmt::format("<li>{}: {}</li>\n", html(entry.name), html(line));
    }
  }
  for (const std::string& line : list.ignored) {
    items += "<li>" + html(line) + "</li>\n";
  }
  return items.empty() ? "" : "<h2>Needs a human eye</h2>\n<ul>\n" + items + "</ul>\n";
}

// How many submissions have so many tenths of the points: a bar for each tenth, and
// one for all points.
std::string spread(const std::vector<int>& percents) {
  constexpr std::size_t kBars = 11;
  constexpr int kStep = 40;
  constexpr int kHigh = 80;
  std::array<int, kBars> counts{};
  for (const int percent : percents) {
    ++counts.at(static_cast<std::size_t>(std::clamp(percent, 0, 100) / 10));
  }
  const int most = std::max(1, *std::max_element(counts.begin(), counts.end()));
  std::string bars;
  for (std::size_t i = 0; i < kBars; ++i) {
    const int x = static_cast<int>(i) * kStep;
    const int high = counts.at(i) * kHigh / most;
    bars += fmt::format(
        "<rect class=\"bar\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>"
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>"
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
        x + 2, kHigh + 14 - high, kStep - 4, high, x + kStep / 2, kHigh + 10 - high,
        counts.at(i) == 0 ? "" : std::to_string(counts.at(i)), x + kStep / 2, kHigh + 28,
        i + 1 < kBars ? fmt::format("{} %", i * 10) : "all");
  }
  return fmt::format(
      "<figure><svg class=\"spread\" viewBox=\"0 0 {} {}\" role=\"img\" "
      "aria-label=\"How many have which share of the points\">\n{}</svg><figcaption>"
      "Submissions by their share of the points</figcaption></figure>\n",
      static_cast<int>(kBars) * kStep, kHigh + 34, bars);
}

// "payments: 1.21x, 1.83x, 1.97x (lowest, median, highest speed-up of 12)".
std::string speed_ups(const std::string& row, std::vector<double> measured) {
  std::sort(measured.begin(), measured.end());
  return fmt::format(
      "<li>{}: {:.2f}x, {:.2f}x, {:.2f}x (lowest, median, highest speed-up of {})</li>\n",
      html(row), measured.front(), measured.at(measured.size() / 2), measured.back(),
      measured.size());
}

// Where nothing was compared, the page says so once.
std::string not_compared(const ClassList& list) {
  return list.similarities.empty()
             ? "<p class=\"soft\">Near-identical files are not looked for: similarity-tester is "
               "not installed. Run <code>apt-get install similarity-tester</code>, then the "
               "batch once more.</p>\n"
             : "";
}

std::string near_identical(const ClassList& list, std::size_t exercise) {
  if (list.similarities.empty()) {
    return "";
  }
  const Similarity& found = list.similarities.at(exercise);
  std::string text;
  if (!found.problem.empty()) {
    text +=
        fmt::format("<p>Nothing was compared: {}. --again tries again.</p>\n", html(found.problem));
  }
  std::string items;
  for (std::size_t i = 0; i < std::min(found.pairs.size(), kMostPairs); ++i) {
    const Pair& pair = found.pairs[i];
    items += fmt::format("<li>{} %: {} and {}</li>\n", pair.percent,
                         link(list.entries.at(pair.one)), link(list.entries.at(pair.other)));
  }
  if (!items.empty()) {
    text += fmt::format(
        "<p>This is no verdict: short exercises look alike by nature. Of what each of the two "
        "has beyond the skeleton, at least so much stands in the other one too, whatever the "
        "names and the layout are.</p>\n<ul>\n{}</ul>\n",
        items);
  }
  if (found.pairs.size() > kMostPairs) {
    text += fmt::format("<p>And {} with a lower share.</p>\n",
                        counted(found.pairs.size() - kMostPairs, "pair"));
  }
  for (const std::size_t place : found.too_long) {
    text += fmt::format("<p>Too long to be compared: {}.</p>\n", link(list.entries.at(place)));
  }
  return text.empty() ? "" : "<h3>Near-identical files</h3>\n" + text;
}

std::string section(const ClassList& list, std::size_t exercise) {
  std::vector<int> percents;
  std::map<std::string, std::vector<double>> speeds;
  std::map<std::string, std::size_t> mistakes;  // by what a reader would call them
  for (const Entry& entry : list.entries) {
    const ExerciseReport& graded = of(entry, exercise);
    if (!handed_in(graded)) {
      continue;
    }
    const int measured = graded.grade.possible() - graded.grade.not_measured();
    percents.push_back(100 * graded.grade.earned() / std::max(1, measured));
    for (const judge::Finding& finding : graded.findings) {
      if (finding.speed && finding.speed->speedup > 0) {
        speeds[finding.subject].push_back(finding.speed->speedup);
      }
    }
    for (const report::Issue& issue : report::issues(graded.findings)) {
      ++mistakes[fmt::format("{}: {}", report::kind_of(*issue.finding), issue.finding->subject)];
    }
  }
  std::string text = fmt::format("<section><h2>{}</h2>\n<p>{} handed in.</p>\n",
                                 html(list.exercises.at(exercise)), percents.size());
  if (percents.empty()) {
    return text + "</section>\n";
  }
  text += spread(percents);
  std::string rows;
  for (const auto& [row, measured] : speeds) {
    rows += speed_ups(row, measured);
  }
  text += rows.empty() ? "" : "<ul>\n" + rows + "</ul>\n";
  std::vector<std::pair<std::string, std::size_t>> common(mistakes.begin(), mistakes.end());
  std::sort(common.begin(), common.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  common.resize(std::min(common.size(), kCommonest));
  std::string items;
  for (const auto& [mistake, count] : common) {
    items += fmt::format("<li>{} of {}: {}</li>\n", count, percents.size(), html(mistake));
  }
  text += items.empty() ? "" : "<h3>Commonest findings</h3>\n<ul>\n" + items + "</ul>\n";
  return text + near_identical(list, exercise) + "</section>\n";
}

}  // namespace

std::string report_name(const std::string& submission) {
  std::string name;
  for (const char c : submission) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || (c == '.' && !name.empty());
    name += plain ? c : '_';
  }
  return name == submission ? name
                            : fmt::format("{}-{:08x}", name, course::fnv1a(submission) >> 32U);
}

std::string class_page(const ClassList& list) {
  const std::string title = counted(list.entries.size(), "submission");
  std::string text = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
      "name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta "
      "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'; script-src '{}'\">\n<title>{}</title>\n<style>{}{}</style>\n</head>\n"
      "<body>\n<header><h1>{}</h1></header>\n<main>\n",
      kScriptSum, title, report::kHtmlStyle, kClassStyle, title);
  text += human_eye(list) + not_compared(list) + "<h2>Scores</h2>\n" + scores(list);
  for (std::size_t i = 0; i < list.exercises.size(); ++i) {
    text += section(list, i);
  }
  return text + fmt::format(
                    "</main>\n<footer class=\"soft\"><p>grader/grade {}</p></footer>\n"
                    "<script>{}</script>\n</body>\n</html>\n",
                    COURSE_VERSION, kScript);
}

}  // namespace batch
