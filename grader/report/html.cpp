#include "report/html.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/evidence.hpp"
#include "report/finding_words.hpp"
#include "report/html_pictures.hpp"
#include "report/html_style.hpp"
#include "report/html_text.hpp"
#include "report/issues.hpp"
#include "report/places.hpp"
#include "report/wording.hpp"

namespace report {
namespace {

using judge::Finding;

constexpr std::size_t kEvidenceLines = 400;

std::string_view colour_of(const score::Grade& grade) {
  return grade.full() ? "good" : earned_all_that_was_measured(grade) ? "unknown" : "bad";
}

std::string speed_cell(const ExerciseReport& graded) {
  Lines rows = rows_in_words(graded);
  std::transform(rows.begin(), rows.end(), rows.begin(), html);
  return fmt::format("{}", fmt::join(rows, "<br>"));
}

std::string overview(const Report& report) {
  std::string text =
      "<div class=\"scroll\"><table><caption>Exercises</caption>\n<thead><tr><th "
      "scope=\"col\">Exercise</th><th scope=\"col\">Points</th><th scope=\"col\">Tests</th><th "
      "scope=\"col\">Races</th><th scope=\"col\">Schedules</th><th "
      "scope=\"col\">Speed</th></tr></thead>\n<tbody>\n";
  for (const ExerciseReport& graded : report.exercises) {
    const bool dependent = ran(graded);
    text += fmt::format(
        "<tr><th scope=\"row\"><a href=\"#{}\">{}</a></th><td class=\"number "
        "{}\">{}</td><td>{}</td>"
        "<td>{}</td><td>{}</td><td>{}</td></tr>\n",
        html_id(graded.exercise.id), html(graded.exercise.id), colour_of(graded.grade),
        html(points(graded.grade)), html(tests_in_words(graded)),
        dependent ? html(races_in_words(graded)) : "",
        dependent ? html(schedules_in_words(graded)) : "", dependent ? speed_cell(graded) : "");
  }
  return text + "</tbody></table></div>\n";
}

std::string field(std::string_view name, const std::string& value) {
  return value.empty() ? "" : fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, value);
}

std::string evidence_block(const Finding& finding) {
  Excerpt excerpt = evidence(finding, kEvidenceLines);
  if (excerpt.lines.empty()) {
    return "";
  }
  if (excerpt.left_out > 0) {
    excerpt.lines.push_back("... " + counted(excerpt.left_out, "more line"));
  }
  return "<details><summary>Evidence</summary>\n" + html_block(excerpt.lines) + "</details>\n";
}

std::string picture_of(const Finding& finding) {
  std::string text;
  if (finding.speed) {
    text += "<figure>" + speed_picture(*finding.speed) + "<figcaption>" +
            html(speed_in_numbers(finding)) + "</figcaption></figure>\n";
  }
  if (finding.timeline && finding.timeline->lanes.empty()) {  // a table
    text += "<figure>" + html_block(finding.timeline->drawing) + "<figcaption>" +
            html(finding.timeline->title) + "</figcaption></figure>\n";
  } else if (finding.timeline) {
    text +=
        "<figure>" + timeline_picture(*finding.timeline) + "<figcaption>" +
        html(finding.timeline->title) +
        ". Thick: runs, green in native code; thin: waits, grey asleep.</figcaption></figure>\n";
  }
  return text;
}

std::string issue_block(const Issue& issue, const Report& report,
                        const course::Exercise& exercise) {
  const Finding& finding = *issue.finding;
  const std::string all = what_happened(finding);
  const std::string kind = kind_of(finding);
  const bool unknown = judge::undecided(finding.verdict);
  std::string text = fmt::format("<article{}><h3><span class=\"{}\">{}</span>{}</h3>\n",
                                 unknown ? " class=\"unknown\"" : "", unknown ? "unknown" : "bad",
                                 html(kind), html(all.substr(kind.size())));
  const Lines lines = places_in_lines(finding, report, exercise);
  text += lines.empty() ? "" : html_block(lines);
  const Lines schedule = schedule_of(finding);
  text += schedule.empty() ? "" : html_block(schedule);
  if (const std::string words = explained(finding); !words.empty()) {
    text += "<p>" + html(words) + "</p>\n";
  }
  text += picture_of(finding);
  const std::string again = finding.again.empty() ? "" : "<code>" + html(finding.again) + "</code>";
  const std::string fields = field("Try", html(finding.advice)) +
                             field("Seen in", html(seen_in(issue))) + field("Again", again);
  text += fields.empty() ? "" : "<dl>\n" + fields + "</dl>\n";
  return text + evidence_block(finding) + "</article>\n";
}

std::string passed_block(const ExerciseReport& graded) {
  std::string items;
  std::size_t count = 0;
  for (const Finding& finding : graded.findings) {
    if (judge::passed(finding.verdict) && !finding.speed) {
      ++count;
      items += fmt::format("<li>{} <span class=\"soft\">({}, {} ms)</span></li>\n",
                           html(finding.subject), course::name(finding.part), finding.took.count());
    }
  }
  return count == 0 ? ""
                    : fmt::format("<details><summary>{} passed</summary><ul>\n{}</ul></details>\n",
                                  counted(count, "check"), items);
}

std::string section(const ExerciseReport& graded, const Report& report) {
  const course::Exercise& exercise = graded.exercise;
  std::string text = fmt::format(
      "<section id=\"{}\" aria-labelledby=\"{}-title\">\n<h2 id=\"{}-title\">{} <span "
      "class=\"{}\">{}</span></h2>\n<p>{}<br><span class=\"soft\">{}</span></p>\n",
      html_id(exercise.id), html_id(exercise.id), html_id(exercise.id), html(exercise.id),
      colour_of(graded.grade), html(points(graded.grade)), html(exercise.title),
      html(parts_in_words(graded)));
  for (const Issue& issue : issues(graded.findings)) {
    text += issue_block(issue, report, exercise);
  }
  for (const Finding& finding : graded.findings) {
    if (judge::passed(finding.verdict)) {
      text += picture_of(finding);
    }
  }
  return text + passed_block(graded) + "</section>\n";
}

}  // namespace

std::string html_page(const Report& report) {
  const std::string title = html(points(report) + " points");
  std::string text = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
      "name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n<meta "
      "http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>{}</title>\n"
      "<style>{}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n<p class=\"soft\">{}, graded on "
      "{} "
      "in {}, on {} with {}, {}, isolation: {}</p>\n</header>\n<main>\n",
      title, kHtmlStyle, title, html(report.submission), html(report.started),
      html(duration(report.seconds)), html(report.machine.place()), html(report.machine.compiler),
      counted(report.machine.cpus, "CPU"), html(report.machine.isolation));
  if (const std::string next = next_step(report); !next.empty()) {
    text += "<p>Next: " + html(next) + "</p>\n";
  }
  text += overview(report);
  for (const ExerciseReport& graded : report.exercises) {
    text += section(graded, report);
  }
  return text + "</main>\n<footer class=\"soft\"><p>grader/grade " + html(report.grader_version) +
         "</p></footer>\n</body>\n</html>\n";
}

}  // namespace report
