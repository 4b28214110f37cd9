// One exercise as its manifest describes it: points, thresholds, permissions.
//
// A value. Says nothing of any submission.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace course {

// The kinds of evidence that points are given for.
enum class Part { tests, races, schedules, speed, report };
inline constexpr std::array kParts{Part::tests, Part::races, Part::schedules, Part::speed,
                                   Part::report};

inline std::string_view name(Part part) {
  constexpr std::array<std::string_view, kParts.size()> kNames{"tests", "races", "schedules",
                                                               "speed", "report"};
  return kNames.at(static_cast<std::size_t>(part));
}

struct Points {
  int tests = 0;
  int races = 0;
  int schedules = 0;
  int speed = 0;
  int report = 0;

  int total() const { return tests + races + schedules + speed + report; }
  int of(Part part) const {
    return part == Part::tests       ? tests
           : part == Part::races     ? races
           : part == Part::schedules ? schedules
           : part == Part::speed     ? speed
                                     : report;
  }
};

// Who may read what a test shows: its name, its words, its source, what the
// submission did in it. after_due_date is Gradescope's word; elsewhere it is hidden.
enum class Visibility { visible, after_due_date, hidden };
inline constexpr std::array<std::string_view, 3> kVisibilityNames{"visible", "after_due_date",
                                                                  "hidden"};  // in order

inline std::string_view name(Visibility visibility) {
  return kVisibilityNames.at(static_cast<std::size_t>(visibility));
}

// Nothing if there is no such visibility.
inline std::optional<Visibility> visibility_named(std::string_view name) {
  for (const Visibility visibility :
       {Visibility::visible, Visibility::after_due_date, Visibility::hidden}) {
    if (course::name(visibility) == name) {
      return visibility;
    }
  }
  return std::nullopt;
}

struct Suite {
  std::string name;
  int points = 0;
  Visibility visibility = Visibility::visible;
  bool laid = false;  // over the course's own tests, see laid_tests.hpp
};

// cpu: the work computes. io: the work waits, and must wait without computing.
// ceiling: the work computes and must not be faster than the serial program,
// though this machine would allow it. floor: the work computes and need not be
// faster than the serial program, but must not be much slower.
enum class Bound { cpu, io, ceiling, floor };
inline constexpr std::array<std::string_view, 4> kBoundNames{"cpu", "io", "ceiling",
                                                             "floor"};  // in order

inline std::string_view name(Bound bound) {
  return kBoundNames.at(static_cast<std::size_t>(bound));
}

// Nothing if there is no such bound.
inline std::optional<Bound> bound_named(std::string_view name) {
  for (const Bound bound : {Bound::cpu, Bound::io, Bound::ceiling, Bound::floor}) {
    if (course::name(bound) == name) {
      return bound;
    }
  }
  return std::nullopt;
}

// The gain is (speed-up - 1) / (attainable speed-up - 1): 0 is the serial
// program, 1 all that the machine allows.
//   cpu, io   none < full: from `full` on it earns all points, up to `none` it
//             earns none, and in between a linear share.
//   ceiling   full < none: up to `full` it earns all points, above `none` none
//             (too_fast). In between nobody can tell noise from a speed-up: more
//             rounds, then inconclusive.
//   floor     none < full, and both are speed-ups, not gains: 1 is as quick as
//             the serial program.

struct SpeedRow {
  std::string name;
  Bound bound = Bound::cpu;
  unsigned workers = 4;  // io: exactly this many; otherwise at most this many
  double full = 0;       // gain that earns all points
  double none = 0;       // gain that earns none
  int points = 0;
};

// Which tests are run under controlled schedules, and how often. A test of no
// [[suite]] is run in no other way.
struct Exploration {
  std::vector<std::string> tests{};  // suites, and single tests as "Suite.Name"
  unsigned each = 0;                 // schedules of one test
};

// A name that the submit files may not use, comments and strings apart.
struct Forbidden {
  std::string name;  // one token or several: "sleep_for", "std::async"
  std::string hint;  // what to do instead
};

// What the author has to say of the code, in Markdown: one of the submit files.
struct Document {
  std::string file;                   // "REPORT.md"
  std::vector<std::string> headings;  // each of which wants an answer
  std::string row;                    // whose figures it must hold
};

inline bool is_document(const std::string& submit_file) { return submit_file.ends_with(".md"); }

// A test that the course's test program holds, and where it is written.
struct Test {
  std::string suite;
  std::string name;
  std::string file;  // as the compiler knew it
  int line = 0;
  bool laid = false;  // as in Suite

  std::string full_name() const { return suite + "." + name; }
};

struct Exercise {
  std::string id;      // "03-locks": the folder's name
  std::string number;  // "03"
  std::string name;    // "locks"
  std::string title;
  std::filesystem::path folder;
  std::vector<std::string> teaches;
  std::vector<std::string> submit;
  std::vector<std::string> allow;
  Points points;
  std::vector<Suite> suites;
  std::vector<SpeedRow> speed;
  Exploration schedules{};
  std::vector<Forbidden> forbid{};
  std::optional<Document> document{};
  std::filesystem::path laid_tests{};  // the folder of those that are laid over it; may be empty
};

// Hidden suites, those until the due date included.
inline bool is_hidden(const Suite& suite) { return suite.visibility != Visibility::visible; }

inline bool has_hidden_tests(const Exercise& exercise) {
  return std::any_of(exercise.suites.begin(), exercise.suites.end(),
                     [](const Suite& suite) { return is_hidden(suite); });
}

inline bool is_graded(const Exercise& exercise, const Test& test) {
  return std::any_of(exercise.suites.begin(), exercise.suites.end(), [&](const Suite& suite) {
    return suite.name == test.suite && suite.laid == test.laid;
  });
}

inline bool is_explored(const Exercise& exercise, const Test& test) {
  const std::vector<std::string>& tests = exercise.schedules.tests;
  return std::any_of(tests.begin(), tests.end(), [&](const std::string& wanted) {
    return wanted == test.suite || wanted == test.full_name();
  });
}

}  // namespace course
