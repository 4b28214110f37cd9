#include "judge/schedules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "judge/assertion_text.hpp"
#include "judge/interleaving.hpp"

namespace judge {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::seconds kDeadline{120};
constexpr std::chrono::seconds kCpu{100};
constexpr std::size_t kMemory = std::size_t{2} << 30U;

std::set<std::uint64_t> call_sites_of(const ExplorerFailure& failure) {
  std::set<std::uint64_t> all;
  const auto add = [&](const auto& list) {
    for (const auto& each : list) {
      all.insert(each.at.begin(), each.at.end());
    }
  };
  add(failure.steps);
  add(failure.waiting);
  add(failure.race);
  all.erase(0);
  return all;
}

const ExplorerWait* wait_of(const ExplorerFailure& failure, unsigned thread) {
  const auto found = std::find_if(failure.waiting.begin(), failure.waiting.end(),
                                  [&](const ExplorerWait& wait) { return wait.thread == thread; });
  return found == failure.waiting.end() ? nullptr : &*found;
}

// The threads of which each waits for a lock that the next one holds, the last
// for one of the first; empty if there is no such circle.
std::vector<const ExplorerWait*> circle_in(const ExplorerFailure& failure) {
  for (const ExplorerWait& start : failure.waiting) {
    std::vector<const ExplorerWait*> way;
    for (const ExplorerWait* at = &start; at != nullptr && at->holder && at->action != "join";
         at = wait_of(failure, *at->holder)) {
      way.push_back(at);
      if (*at->holder == start.thread) {
        return way;
      }
      if (way.size() > failure.waiting.size()) {
        break;
      }
    }
  }
  return {};
}

class Explanation {
 public:
  Explanation(const ExploredRun& run, const Sources& sources, Finding& finding)
      : run_(run), failure_(*run.failure), sources_(sources), finding_(finding) {}

  void explain() {
    if (failure_.kind == "deadlock") {
      explain_deadlock();
    } else if (failure_.kind == "race") {
      explain_race();
    } else if (failure_.kind == "livelock") {
      finding_.verdict = TimedOut{};
      finding_.headline = "threads go round and round, and none gets any further";
      finding_.advice =
          "ask of each loop: who makes its condition false, and can that thread still?";
    } else if (failure_.kind == "crashed") {
      explain_crash();
    } else if (failure_.kind == "exited") {
      finding_.verdict = ExitedEarly{};
      finding_.headline = "the program left in the middle of the test";
      finding_.advice = "your code must return to its caller, not call exit";
    } else {
      explain_assertion();
    }
    for (const ScheduleStep& step : finding_.exploration->steps) {
      if (finding_.places.empty() && sources_.is_submitted(step.place)) {
        last_of_submission_ = step.place;
      }
    }
    if (finding_.places.empty() && last_of_submission_) {
      finding_.places.push_back(*last_of_submission_);
    }
  }

 private:
  void add_place(const CallSites& at, const std::string& note) {
    if (std::optional<Place> place = telling_place(at, run_.lines, sources_)) {
      place->note = note;
      finding_.places.push_back(std::move(*place));
    }
  }

  void explain_deadlock() {
    finding_.verdict = Deadlocked{};
    if (const auto circle = circle_in(failure_); !circle.empty()) {
      explain_circle(circle);
      return;
    }
    for (const ExplorerWait& wait : failure_.waiting) {
      if (wait.holder && wait.action != "join" && wait_of(failure_, *wait.holder) == nullptr) {
        finding_.headline = "a thread waits for a lock that is never given back";
        finding_.advice = "give a lock back on every path, exceptions included: let a guard do it";
        add_wait_and_holder(wait);
        return;
      }
    }
    for (const ExplorerWait& wait : failure_.waiting) {
      if (wait.action == "wait" || wait.action == "futex_wait") {
        explain_wait(wait);
        return;
      }
    }
    finding_.headline = "no thread can go on";
    finding_.advice = "ask of each wait: who ends it, and can that thread still get there?";
    for (const ExplorerWait& wait : failure_.waiting) {
      add_place(wait.at, fmt::format("thread T{} waits", wait.thread));
    }
  }

  void explain_circle(const std::vector<const ExplorerWait*>& circle) {
    if (circle.size() == 1) {
      finding_.headline = "a thread waits for a lock that it holds itself";
      finding_.advice = "lock once, and let the functions inside rely on it";
    } else {
      finding_.headline =
          circle.size() == 2
              ? "two threads wait for each other's locks"
              : fmt::format("{} threads wait for each other's locks in a circle", circle.size());
      finding_.advice = "take both at once with std::scoped_lock, or always in the same order";
    }
    for (const ExplorerWait* wait : circle) {
      add_wait_and_holder(*wait);
    }
  }

  void add_wait_and_holder(const ExplorerWait& wait) {
    add_place(wait.at,
              fmt::format("thread T{} waits for a lock that T{} holds", wait.thread, *wait.holder));
    const ExplorerStep* const step = wait.since ? step_of(failure_, *wait.since) : nullptr;
    if (step != nullptr) {
      add_place(step->at, fmt::format("T{} has taken it here", *wait.holder));
    }
  }

  void explain_wait(const ExplorerWait& wait) {
    const bool lost = failure_.lost && failure_.lost->object == wait.object;
    if (lost) {
      finding_.headline = "a thread waits for a notification that came before it began to wait";
      finding_.advice =
          "change what is waited for under the lock that the waiting thread holds, and look at it "
          "before each wait";
    } else {
      finding_.headline = "a thread waits for a notification, and nobody is left to give one";
      finding_.advice =
          "notify after every change that somebody may wait for; where threads wait for different "
          "things on one condition variable, notify all of them";
    }
    add_place(wait.at, fmt::format("thread T{} waits", wait.thread));
    const ExplorerStep* const step = lost ? step_of(failure_, failure_.lost->step) : nullptr;
    if (step != nullptr) {
      add_place(step->at, fmt::format("thread T{} has notified before", step->thread));
    }
  }

  void explain_race() {
    finding_.verdict = Raced{};
    const auto writes = std::count_if(failure_.race.begin(), failure_.race.end(),
                                      [](const ExplorerAccess& access) { return access.write; });
    finding_.headline =
        writes == 2 ? "two threads write the same memory with nothing to order them"
                    : "one thread reads memory while another writes it, with nothing to order them";
    finding_.advice =
        "decide what protects this memory (a mutex, an atomic, a join before the read), and use "
        "it in both places";
    for (const ExplorerAccess& access : failure_.race) {
      add_place(access.at,
                fmt::format("thread T{} {}{}", access.thread, access.write ? "writes" : "reads",
                            access.atomic ? " atomically" : ""));
    }
  }

  void explain_crash() {
    finding_.verdict = Crashed{failure_.signal};
    finding_.headline = fmt::format("the program is ended by {} in this order of its threads",
                                    signal_name(failure_.signal));
    finding_.advice = "look at what one thread destroys or changes while another still uses it";
    if (failure_.thrown && failure_.thrown->ends) {
      finding_.headline = "an exception that nobody catches ends the program";
      finding_.advice =
          "an exception must not leave a thread's function or a noexcept one: catch it there, or "
          "hand it over as a std::exception_ptr";
      add_throw();
    }
  }

  void add_throw() {
    add_place(failure_.thrown->at, fmt::format("thread T{} throws", failure_.thrown->thread));
  }

  void explain_assertion() {
    finding_.verdict = Failed{};
    finding_.headline = "it fails in this order of its threads";
    finding_.advice =
        "follow the steps: which one relies on what another thread may change meanwhile?";
    if (!run_.result) {
      return;
    }
    if (!run_.result->leftovers.empty()) {
      finding_.verdict = Leaked{fmt::format("{}", fmt::join(run_.result->leftovers, ", "))};
    }
    if (run_.result->failures.empty()) {
      return;
    }
    const Failure& first = run_.result->failures.front();
    const AssertionText text = read_assertion(first.message);
    finding_.headline = text.headline + "; so it is in this order of threads";
    finding_.evidence = first.message;
    if (text.is_exception && failure_.thrown) {
      add_throw();
    }
    if (first.line > 0) {
      finding_.places.push_back(sources_.place(first.file, first.line, "the test expects"));
    }
  }

  const ExploredRun& run_;
  const ExplorerFailure& failure_;
  const Sources& sources_;
  Finding& finding_;
  std::optional<Place> last_of_submission_;
};

void not_measured(Finding& finding, const std::string& why, const std::string& advice) {
  finding.verdict = NotMeasured{why};
  finding.headline = why;
  finding.advice = advice;
}

}  // namespace

ExploredRun explore(sandbox::Command command, const Schedules& schedules,
                    const std::string& symbolizer, const sandbox::Runner& runner) {
  const std::string nonce = make_nonce();
  ExploredRun explored;
  const auto set = [&](const char* name, const std::string& value) {
    if (!value.empty()) {
      command.environment[name] = value;
    }
  };
  set("EXPLORE_SCHEDULES", std::to_string(schedules.count));
  set("EXPLORE_SEED", std::to_string(schedules.first));
  set("EXPLORE_STRATEGY", schedules.strategy);
  set("EXPLORE_ADVERSARY", schedules.adversary);
  set("EXPLORE_REPLAY", schedules.replay);
  set("EXPLORE_STOP", "1");
  set("EXPLORE_WHOLE", schedules.whole ? "1" : "");
  set("LD_BIND_NOW", "1");  // once, and not in the child of each schedule
  if (schedules.budget > std::chrono::seconds(0)) {
    set("EXPLORE_BUDGET_MS", std::to_string(milliseconds(schedules.budget).count()));
  }
  command.fixed_addresses = true;  // what a program makes of them must be the same again
  command.limits.deadline = kDeadline + schedules.budget;
  command.limits.cpu = kCpu + schedules.budget;
  command.limits.memory_bytes = kMemory;
  command.channel = sandbox::Channel{
      .greeting = nonce + "\n", .answer = [&](std::string_view line) -> std::optional<std::string> {
        if (auto read = read_explorer_line(line)) {
          if (auto* failure = std::get_if<ExplorerFailure>(&*read)) {
            explored.result = read_test_result(failure->said, nonce);
            explored.failure = std::move(*failure);
          } else {
            explored.summary = std::get<ExplorerSummary>(*read);
          }
        }
        return std::string();
      }};
  explored.run = runner.run(command);
  if (explored.failure) {
    explored.lines = build::lines_of(call_sites_of(*explored.failure), command.arguments.front(),
                                     symbolizer, runner);
  }
  return explored;
}

ExploredRun explore_test(const build::Program& program, const course::Test& test,
                         const Schedules& schedules, const std::filesystem::path& scratch,
                         const sandbox::Runner& runner) {
  sandbox::Command command;
  command.arguments = {program.explored.string(), "--gtest_filter=" + test.full_name(),
                       "--gtest_color=no"};
  command.folder = scratch;
  command.readable = {program.explored.parent_path()};
  command.writable = {scratch};
  command.environment = {{"TMPDIR", scratch.string()}};
  return explore(std::move(command), schedules, program.symbolizer, runner);
}

Finding judge_exploration(const ExploredRun& run, const Sources& sources) {
  Finding finding;
  finding.part = course::Part::schedules;
  finding.took = std::chrono::duration_cast<milliseconds>(run.run.wall);
  finding.exploration.emplace();
  if (run.summary) {
    finding.exploration->schedules = run.summary->schedules;
  }
  if (run.failure && run.failure->kind == "not modelled") {
    not_measured(finding, "it asks for what controlled schedules cannot do: " + run.failure->reason,
                 "other evidence than schedules must judge it");
  } else if (run.failure && !run.failure->confirmed) {
    not_measured(finding, "a failure did not show again with the same seed",
                 "look for what differs from run to run: addresses, hashes, random numbers");
  } else if (run.failure) {
    finding.exploration->seed = run.failure->seed;
    finding.exploration->steps = interleaving(*run.failure, run.lines, sources);
    finding.exploration->drawing = drawing(finding.exploration->steps);
    Explanation(run, sources, finding).explain();
  } else if (!run.summary) {
    not_measured(finding, "the schedules did not come to an end",
                 "grader/grade doctor says what this machine can do");
    finding.evidence = run.run.errors;
  }
  return finding;
}

Finding judge_schedules(const course::Exercise& exercise, const course::Test& test,
                        const ExploredRun& run, const Sources& sources) {
  Finding finding = judge_exploration(run, sources);
  finding.subject = test.full_name();
  if (!finding.exploration->seed.empty()) {
    finding.again = fmt::format("grader/grade replay {} {} {}", exercise.number, test.full_name(),
                                finding.exploration->seed);
  }
  if (!passed(finding.verdict) && finding.places.empty()) {
    finding.places.push_back(sources.place(test.file, test.line, "the test"));
  }
  return finding;
}

}  // namespace judge
