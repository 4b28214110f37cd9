// One exercise as its manifest describes it: points, thresholds, permissions.
//
// A value. Says nothing of any submission.

#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace course {

// The kinds of evidence that points are given for.
enum class Part { tests, races, speed };

struct Points {
  int tests = 0;
  int races = 0;
  int speed = 0;

  int total() const { return tests + races + speed; }
};

struct Suite {
  std::string name;
  int points = 0;
};

// cpu: the work computes. io: the work waits, and must wait without computing.
// ceiling: the work computes and must not be faster than the serial program,
// though this machine would allow it.
enum class Bound { cpu, io, ceiling };
inline constexpr std::array<std::string_view, 3> kBoundNames{"cpu", "io", "ceiling"};  // in order

inline std::string_view name(Bound bound) {
  return kBoundNames.at(static_cast<std::size_t>(bound));
}

// Nothing if there is no such bound.
inline std::optional<Bound> bound_named(std::string_view name) {
  for (const Bound bound : {Bound::cpu, Bound::io, Bound::ceiling}) {
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

struct SpeedRow {
  std::string name;
  Bound bound = Bound::cpu;
  unsigned workers = 4;  // cpu, ceiling: at most this many; io: exactly this many
  double full = 0;       // gain that earns all points
  double none = 0;       // gain that earns none
  int points = 0;
};

// A name that the submit files may not use, comments and strings apart.
struct Forbidden {
  std::string name;  // one token or several: "sleep_for", "std::async"
  std::string hint;  // what to do instead
};

// A test that the course's test program holds, and where it is written.
struct Test {
  std::string suite;
  std::string name;
  std::string file;  // as the compiler knew it
  int line = 0;

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
  std::vector<Forbidden> forbid{};
};

}  // namespace course
