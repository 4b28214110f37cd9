#include "cli/grading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <iterator>
#include <memory>
#include <optional>
#include <variant>

#include "build/workshop.hpp"
#include "judge/builds.hpp"
#include "judge/races.hpp"
#include "judge/tests.hpp"
#include "judge/timing.hpp"
#include "judge/tsan_report.hpp"
#include "sandbox/parallel.hpp"
#include "score/grade.hpp"
#include "submission/submission.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;
using build::Profile;
using judge::Finding;
using std::chrono::steady_clock;

// Tests wait most of the time, for each other's threads and for what never
// comes: with so many under way for each CPU, the CPUs have something to do.
constexpr unsigned kTestsPerCpu = 2;

constexpr std::array kProfiles{Profile::plain, Profile::tsan, Profile::bench};

// One piece of work on its way through the stages. Jobs of a stage that run at
// the same time write to different elements of it.
struct Item {
  const Work* work = nullptr;
  std::unique_ptr<build::Workshop> workshop;  // null: not submitted
  std::optional<judge::Sources> sources;
  std::array<std::variant<std::monostate, build::Program, build::BuildFailure, build::Breaches>,
             kProfiles.size()>
      built;
  std::vector<Finding> tests;  // one for each test
  std::vector<std::optional<Finding>> races;
  std::vector<Finding> schedules;
  std::vector<Finding> unbuilt;  // submission and build
  // A test took more than it may: no other one is started.
  std::unique_ptr<std::atomic<bool>> overran = std::make_unique<std::atomic<bool>>(false);
  std::vector<Finding> speed;  // one for each row

  const course::Exercise& exercise() const { return *work->exercise; }
  const build::Program* program(Profile profile) const {
    return std::get_if<build::Program>(&built[static_cast<std::size_t>(profile)]);
  }
  bool wants(course::Part part) const {
    switch (part) {
      case course::Part::tests:
        return true;
      case course::Part::races:
        return work->races && exercise().points.races > 0;
      case course::Part::schedules:
        return work->schedules && exercise().points.schedules > 0;
      case course::Part::speed:
        return work->speed && exercise().points.speed > 0;
    }
    return false;
  }
  bool wants(Profile profile) const {
    using course::Part;
    return workshop != nullptr &&
           (profile == Profile::plain ||
            (profile == Profile::tsan && (wants(Part::races) || wants(Part::schedules))) ||
            (profile == Profile::bench && wants(Part::speed)));
  }
  bool wants(const course::SpeedRow& row) const {
    return work->rows.empty() ||
           std::find(work->rows.begin(), work->rows.end(), row.name) != work->rows.end();
  }
  bool is_built() const {
    return std::all_of(kProfiles.begin(), kProfiles.end(), [&](Profile profile) {
      return !wants(profile) || program(profile) != nullptr;
    });
  }
  bool all_tests_passed() const {
    return !tests.empty() && std::all_of(tests.begin(), tests.end(), [](const Finding& finding) {
      return judge::passed(finding.verdict);
    });
  }
};

// The stages, each a list of independent jobs.
class Pipeline {
 public:
  Pipeline(const course::Catalogue& catalogue, const build::Prebuilt& prebuilt,
           const sandbox::Runner& runner, unsigned cpus, Progress& progress)
      : catalogue_(catalogue),
        prebuilt_(prebuilt),
        runner_(runner),
        cpus_(cpus),
        progress_(progress) {}

  void build(const std::vector<Work>& work) {
    for (const Work& one : work) {
      take(one);
    }
    compile();
  }

  void test() {
    std::vector<Job> jobs;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      Item& item = items_[i];
      if (item.workshop != nullptr && item.is_built()) {
        *item.overran = false;
        item.tests.assign(tests_of(item).size(), {});
        item.races.assign(tests_of(item).size(), {});
        for (std::size_t t = 0; t < item.tests.size(); ++t) {
          jobs.push_back({i, t});
        }
      }
    }
    stage("testing", kTestsPerCpu * cpus_, jobs, [&](Item& item, std::size_t t) {
      const course::Test& test = tests_of(item)[t];
      if (*item.overran) {
        item.tests[t] = judge::not_run_any_more(test);
        return;
      }
      const judge::TestRun run = run_test(item, Profile::plain, t);
      if (std::holds_alternative<sandbox::Overran>(run.run.end)) {
        *item.overran = true;
      }
      item.tests[t] = judge::judge_test(item.exercise(), test, run, *item.sources);
    });
  }

  // Timing alone, for items whose tests were run.
  std::vector<std::vector<Finding>> time_again() {
    time();
    std::vector<std::vector<Finding>> all;
    for (const Item& item : items_) {
      all.push_back(item.all_tests_passed() ? item.speed : item.unbuilt);
      if (!item.all_tests_passed()) {
        std::copy_if(item.tests.begin(), item.tests.end(), std::back_inserter(all.back()),
                     [](const Finding& finding) { return !judge::passed(finding.verdict); });
      }
    }
    return all;
  }

  // The one item, one test of it.
  Graded replay(const course::Test& test, const judge::Schedules& schedules) {
    Item& item = items_.front();
    if (item.workshop != nullptr && item.is_built()) {
      item.schedules = {explored(item, test, schedules)};
    }
    return finish(item);
  }

  std::vector<Graded> judge() {
    test();
    look_for_races();
    explore();
    time();
    std::vector<Graded> graded;
    for (Item& item : items_) {
      graded.push_back(finish(item));
    }
    return graded;
  }

 private:
  // One index into the items, one into what the stage splits an item into.
  struct Job {
    std::size_t item = 0;
    std::size_t part = 0;
  };

  template <class Run>
  void stage(const std::string& name, unsigned at_once, const std::vector<Job>& jobs,
             const Run& run) {
    if (jobs.empty()) {
      return;
    }
    progress_.stage(name, jobs.size());
    sandbox::for_each_in_parallel(at_once, jobs.size(), [&](std::size_t i) {
      run(items_[jobs[i].item], jobs[i].part);
      progress_.step();
    });
  }

  const std::vector<course::Test>& tests_of(const Item& item) const {
    return prebuilt_.tests(item.exercise());
  }

  void take(const Work& work) {
    Item item;
    item.work = &work;
    submission::Intake intake = submission::take(*work.exercise, work.folders);
    if (auto* refusals = std::get_if<std::vector<submission::Refusal>>(&intake)) {
      item.unbuilt = judge::judge_refusals(*work.exercise, *refusals);
    } else {
      item.workshop = std::make_unique<build::Workshop>(
          *work.exercise, std::get<submission::Submission>(intake), prebuilt_);
      item.sources.emplace(item.workshop->sources(), catalogue_.root() / "exercises",
                           *work.exercise);
    }
    items_.push_back(std::move(item));
  }

  void compile() {
    std::vector<Job> jobs;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      for (std::size_t p = 0; p < kProfiles.size(); ++p) {
        if (items_[i].wants(kProfiles[p])) {
          jobs.push_back({i, p});
        }
      }
    }
    stage("building", cpus_, jobs, [&](Item& item, std::size_t p) {
      auto result = item.workshop->build(kProfiles[p], runner_);
      std::visit([&](auto& built) { item.built[p] = std::move(built); }, result);
    });
    for (Item& item : items_) {
      if (item.workshop != nullptr) {
        demand_one_code(item);
        report_what_was_not_built(item);
      }
    }
  }

  // What is tested must be what is looked at for races, and what is timed.
  static void demand_one_code(Item& item) {
    const build::Program* plain = item.program(Profile::plain);
    for (const Profile profile : kProfiles) {
      const build::Program* other = item.program(profile);
      if (plain != nullptr && other != nullptr && other->code != plain->code) {
        item.built[static_cast<std::size_t>(profile)] =
            build::Breaches{{.file = {},
                             .line = 0,
                             .what = "code of two kinds",
                             .why = fmt::format("built for '{}' it is not the code that is tested",
                                                build::name(profile)),
                             .advice = "leave out what asks how the code is built"}};
      }
    }
  }

  static void report_what_was_not_built(Item& item) {
    for (const auto& built : item.built) {
      if (const auto* failure = std::get_if<build::BuildFailure>(&built)) {
        item.unbuilt.push_back(
            judge::judge_build_failure(item.exercise(), *failure, *item.sources));
        return;  // the other profiles fail in the same words
      }
      if (const auto* breaches = std::get_if<build::Breaches>(&built)) {
        item.unbuilt.push_back(judge::judge_breaches(item.exercise(), *breaches, *item.sources));
        return;
      }
    }
  }

  judge::TestRun run_test(const Item& item, Profile profile, std::size_t t) const {
    const course::Test& test = tests_of(item)[t];
    const fs::path scratch =
        item.workshop->scratch(fmt::format("{}.{}", build::name(profile), test.full_name()));
    return judge::run_test(*item.program(profile), test, scratch, runner_);
  }

  // A test that hangs, or that calls what is not there yet, teaches nothing here.
  static bool worth_sanitizing(const Finding& finding) {
    return !std::holds_alternative<judge::Deadlocked>(finding.verdict) &&
           !std::holds_alternative<judge::TimedOut>(finding.verdict) &&
           !judge::is_not_written_yet(finding);
  }

  void look_for_races() {
    std::vector<Job> jobs;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const Item& item = items_[i];
      for (std::size_t t = 0; item.wants(course::Part::races) && t < item.tests.size(); ++t) {
        if (!*item.overran && worth_sanitizing(item.tests[t])) {
          jobs.push_back({i, t});
        }
      }
    }
    stage("looking for races", cpus_, jobs, [&](Item& item, std::size_t t) {
      const judge::TestRun run = run_test(item, Profile::tsan, t);
      const bool reported = !judge::read_tsan_log(run.logs).empty();
      // What failed plainly and fails here without a report says nothing new.
      if (reported || judge::passed(item.tests[t].verdict)) {
        item.races[t] = judge::judge_races(item.exercise(), tests_of(item)[t], run, *item.sources);
      }
    });
  }

  // What fails the tests may fail here with a schedule that tells why.
  void explore() {
    std::vector<Job> jobs;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      Item& item = items_[i];
      const bool written =
          std::none_of(item.tests.begin(), item.tests.end(),
                       [](const Finding& finding) { return judge::is_not_written_yet(finding); });
      if (item.wants(course::Part::schedules) && !item.tests.empty() && written && !*item.overran) {
        item.schedules.assign(prebuilt_.explored(item.exercise()).size(), {});
        for (std::size_t t = 0; t < item.schedules.size(); ++t) {
          jobs.push_back({i, t});
        }
      }
    }
    stage("controlling schedules", cpus_, jobs, [&](Item& item, std::size_t t) {
      item.schedules[t] = explored(
          item, prebuilt_.explored(item.exercise())[t],
          {.count = item.work->each > 0 ? item.work->each : item.exercise().schedules.each});
    });
  }

  Finding explored(const Item& item, const course::Test& test,
                   const judge::Schedules& schedules) const {
    const judge::ExploredRun run =
        judge::explore_test(*item.program(Profile::tsan), test, schedules,
                            item.workshop->scratch("explored." + test.full_name()), runner_);
    return judge::judge_schedules(item.exercise(), test, run, *item.sources);
  }

  // Alone on the machine, one row after the other.
  void time() {
    std::vector<Job> jobs;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const Item& item = items_[i];
      items_[i].speed.clear();
      if (item.wants(Profile::bench) && item.all_tests_passed()) {
        for (std::size_t row = 0; row < item.exercise().speed.size(); ++row) {
          if (item.wants(item.exercise().speed[row])) {
            jobs.push_back({i, row});
          }
        }
      }
    }
    if (!jobs.empty()) {
      progress_.stage("timing", jobs.size());
    }
    for (const Job& job : jobs) {
      Item& item = items_[job.item];
      const course::SpeedRow& row = item.exercise().speed[job.part];
      item.speed.push_back(judge::judge_speed(*item.program(Profile::bench), item.exercise(), row,
                                              cpus_, item.workshop->scratch("bench." + row.name),
                                              runner_));
      progress_.step();
    }
  }

  static Graded finish(Item& item) {
    Graded graded;
    graded.report.exercise = item.exercise();
    std::vector<Finding>& findings = graded.report.findings;
    findings = std::move(item.tests);
    for (std::optional<Finding>& finding : item.races) {
      if (finding) {
        findings.push_back(std::move(*finding));
      }
    }
    findings.insert(findings.end(), std::make_move_iterator(item.schedules.begin()),
                    std::make_move_iterator(item.schedules.end()));
    findings.insert(findings.end(), item.unbuilt.begin(), item.unbuilt.end());
    findings.insert(findings.end(), std::make_move_iterator(item.speed.begin()),
                    std::make_move_iterator(item.speed.end()));
    for (const Finding& finding : findings) {
      graded.report.seconds += std::chrono::duration<double>(finding.took).count();
    }
    graded.report.grade = score::grade(item.exercise(), findings);
    if (const build::Program* program = item.program(Profile::plain)) {
      graded.warnings = program->warnings;
    }
    return graded;
  }

  const course::Catalogue& catalogue_;
  const build::Prebuilt& prebuilt_;
  const sandbox::Runner& runner_;
  unsigned cpus_;
  Progress& progress_;
  std::vector<Item> items_;
};

}  // namespace

std::vector<Graded> Grading::grade(const std::vector<Work>& work) const {
  Pipeline pipeline(catalogue_, prebuilt_, runner_, cpus_, progress_);
  pipeline.build(work);
  return pipeline.judge();
}

void Grading::grade(const std::vector<Work>& work, int times,
                    const std::function<void(const std::vector<Graded>&)>& take) const {
  Pipeline pipeline(catalogue_, prebuilt_, runner_, cpus_, progress_);
  pipeline.build(work);
  for (int time = 0; time < times; ++time) {
    take(pipeline.judge());
  }
}

Graded Grading::replay(const Work& work, const course::Test& test,
                       const judge::Schedules& schedules) const {
  Pipeline pipeline(catalogue_, prebuilt_, runner_, cpus_, progress_);
  const std::vector<Work> all{work};
  pipeline.build(all);
  return pipeline.replay(test, schedules);
}

void Grading::time(
    const std::vector<Work>& work, int times,
    const std::function<void(const std::vector<std::vector<judge::Finding>>&)>& take) const {
  Pipeline pipeline(catalogue_, prebuilt_, runner_, cpus_, progress_);
  pipeline.build(work);
  pipeline.test();
  for (int time = 0; time < times; ++time) {
    take(pipeline.time_again());
  }
}

}  // namespace cli
