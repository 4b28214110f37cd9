#include "judge/races.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "judge/tsan_report.hpp"

namespace judge {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// The locks that an access held, as the report numbers them: "write M0, read M1".
std::string_view locks_of(std::string_view title) {
  constexpr std::string_view kBegin = "(mutexes: ";
  const auto begin = title.find(kBegin);
  if (begin == std::string_view::npos) {
    return {};
  }
  const std::string_view rest = title.substr(begin + kBegin.size());
  return rest.substr(0, rest.find(')'));
}

// "Previous write of size 8 at 0x7b08 by thread T2 (mutexes: write M0)" is
// "writes 8 bytes (thread T2, holding a lock)".
std::string what_happens(const std::string& title) {
  const std::string text = lower(title);
  const bool writes = text.find("write of size") != std::string::npos;
  const bool reads = text.find("read of size") != std::string::npos;
  if (!writes && !reads) {
    return title;
  }
  const bool atomic = text.find("atomic") != std::string::npos;
  std::string who = "another thread";
  if (const auto by = text.find(" by "); by != std::string::npos) {
    who = title.substr(by + 4);
    who = who.substr(0, who.find(" ("));
  }
  const bool locked = !locks_of(title).empty();
  return fmt::format("{} {} ({})", who, writes ? "writes" : "reads",
                     atomic ? "atomically" : (locked ? "holding a lock" : "no lock held"));
}

bool is_access(const Stack& stack) {
  const std::string title = lower(stack.title);
  return title.find("read of size") != std::string::npos ||
         title.find("write of size") != std::string::npos;
}

std::string advice_for(const std::vector<std::string_view>& locks) {
  const auto none = [](std::string_view held) { return held.empty(); };
  if (locks.size() < 2 || std::any_of(locks.begin(), locks.end(), none)) {
    return "decide what protects this memory (a mutex, an atomic, a join before the read), and "
           "use it in both places";
  }
  const auto shared = [](std::string_view held) { return held.starts_with("read "); };
  if (locks[0] == locks[1] && std::all_of(locks.begin(), locks.end(), shared)) {
    return "both places hold the lock together with others (std::shared_lock); who writes must "
           "hold it alone";
  }
  return "both places hold a lock, but not the same one";
}

void explain_race(Finding& finding, const TsanReport& report, const Sources& sources) {
  finding.verdict = Raced{};
  int writes = 0;
  std::vector<std::string_view> locks;  // of each access
  for (const Stack& stack : report.stacks) {
    if (!is_access(stack) || locks.size() == 2) {
      continue;
    }
    locks.push_back(locks_of(stack.title));
    writes += lower(stack.title).find("write of size") != std::string::npos ? 1 : 0;
    if (std::optional<Place> place = sources.telling_place(stack.frames)) {
      place->note = what_happens(stack.title);
      finding.places.push_back(std::move(*place));
    }
  }
  const std::string memory = report.variable.empty() ? "the same memory" : report.variable;
  finding.headline =
      writes == 2
          ? fmt::format("two threads write {} with nothing to order them", memory)
          : fmt::format("one thread reads {} while another writes it, with nothing to order them",
                        memory);
  finding.advice = advice_for(locks);
}

void explain_lock_order(Finding& finding, const TsanReport& report, const Sources& sources) {
  finding.verdict = Deadlocked{};
  finding.headline = "locks are taken in opposite orders: two threads can wait for each other";
  finding.advice = "take both at once with std::scoped_lock, or always in the same order";
  for (const Stack& stack : report.stacks) {
    if (stack.title.find("acquired here while holding") == std::string::npos) {
      continue;
    }
    if (std::optional<Place> place = sources.telling_place(stack.frames)) {
      place->note = stack.title.substr(0, stack.title.find(" in "));
      finding.places.push_back(std::move(*place));
    }
  }
}

void explain_other(Finding& finding, const TsanReport& report, const Sources& sources) {
  finding.verdict = Raced{};
  finding.headline = "ThreadSanitizer reports: " + report.kind;
  finding.advice = "the evidence shows where";
  for (const Stack& stack : report.stacks) {
    if (std::optional<Place> place = sources.telling_place(stack.frames)) {
      finding.places.push_back(std::move(*place));
      return;
    }
  }
}

void explain(Finding& finding, const TsanReport& report, const Sources& sources) {
  if (report.kind.starts_with("data race")) {
    explain_race(finding, report, sources);
  } else if (report.kind.starts_with("lock-order-inversion")) {
    explain_lock_order(finding, report, sources);
  } else if (report.kind.starts_with("thread leak")) {
    explain_other(finding, report, sources);
    finding.verdict = Leaked{"1 thread"};
    finding.headline = "a thread was started and never joined";
  } else {
    explain_other(finding, report, sources);
  }
  finding.evidence = report.text;
}

// A place in the student's file makes a report worth more than one without.
std::size_t places_in_submission(const Finding& finding, const Sources& sources) {
  return static_cast<std::size_t>(
      std::count_if(finding.places.begin(), finding.places.end(),
                    [&](const Place& place) { return sources.is_submitted(place); }));
}

// A machine's weakness, and nothing that a submission can print: the program
// ended before its first test began.
bool never_started(const TestRun& run) {
  return !run.result && !run.premature_exit && !run.run.succeeded() &&
         tsan_could_not_start(run.logs + run.run.errors);
}

// It gives up without a report where memory is broken so much that it cannot make one.
bool gave_up(const TestRun& run) {
  const auto* exited = std::get_if<sandbox::Exited>(&run.run.end);
  return !run.result && exited != nullptr && exited->code == kSanitizerExit;
}

}  // namespace

Finding judge_races(const course::Exercise& exercise, const course::Test& test, const TestRun& run,
                    const Sources& sources) {
  Finding best;
  if (never_started(run)) {
    best.verdict = NotMeasured{"ThreadSanitizer cannot start on this machine"};
    best.headline = "ThreadSanitizer cannot start on this machine";
    best.advice = "grader/grade doctor says why and what to do";
  } else {
    for (const TsanReport& report : read_tsan_log(run.logs)) {
      Finding finding;
      explain(finding, report, sources);
      if (passed(best.verdict) ||
          places_in_submission(finding, sources) > places_in_submission(best, sources)) {
        best = std::move(finding);
      }
    }
    if (passed(best.verdict)) {
      best = judge_test(exercise, test, run, sources);
      best.timeline.reset();  // the plain run's is the one to look at
      if (gave_up(run)) {
        best.verdict = Crashed{0};
        best.headline = "memory was broken so much that ThreadSanitizer could not say where";
        best.advice =
            "an index out of range, a reference to what is gone, or a container that several "
            "threads change at once";
      }
      if (!passed(best.verdict)) {
        best.headline += "; it did not without ThreadSanitizer: the outcome hangs on timing";
      }
    } else {
      best.again = "grader/grade run " + exercise.number;
    }
  }
  best.part = course::Part::races;
  best.subject = test.full_name();
  best.took = std::chrono::duration_cast<std::chrono::milliseconds>(run.run.wall);
  return best;
}

}  // namespace judge
