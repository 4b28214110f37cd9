// One exercise as its manifest describes it: points, thresholds, permissions.
//
// A value. Says nothing of any submission.

#pragma once

#include <filesystem>
#include <string>
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
enum class Bound { cpu, io };

struct SpeedRow {
  std::string name;
  Bound bound = Bound::cpu;
  unsigned workers = 4;  // cpu: at most this many; io: exactly this many
  double full = 0;       // gain that earns all points
  double none = 0;       // gain that earns none; linear in between
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
