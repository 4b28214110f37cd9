#include "cli/grading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <variant>

#include "cli/item.hpp"
#include "judge/builds.hpp"
#include "judge/races.hpp"
#include "judge/tests.hpp"
#include "judge/timing.hpp"
#include "judge/tsan_report.hpp"
#include "sandbox/jobs.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;
using build::Profile;
using judge::Finding;
using std::chrono::steady_clock;

// Tests wait most of the time, for each other's threads and for what never
// comes: with so many under way for each CPU, the CPUs have something to do.
constexpr unsigned kTestsPerCpu = 2;

// Of many items so many are under way at once for each CPU: enough that no CPU idles,
// and the disk holds no more programs than theirs.
constexpr unsigned kItemsPerCpu = 8;

constexpr auto kBuilding = "building";
constexpr auto kTesting = "testing";
constexpr auto kRaces = "looking for races";
constexpr auto kSchedules = "controlling schedules";
constexpr auto kTiming = "timing";

// A test that hangs, or that calls what is not there yet, teaches nothing under
// a sanitizer.
bool worth_sanitizing(const Finding& finding) {
  return !std::holds_alternative<judge::Deadlocked>(finding.verdict) &&
         !std::holds_alternative<judge::TimedOut>(finding.verdict) &&
         !judge::is_not_written_yet(finding);
}

// Every item goes its own way: what can go on with it does. What is timed is
// built when nothing else wants a CPU; timing comes when all this has ended.
class Pipeline {
 public:
  Pipeline(const course::Catalogue& catalogue, const build::Prebuilt& prebuilt,
           const sandbox::Runner& runner, unsigned cpus, Progress& progress,
           std::span<const Work> work, Grading::Listener listener = {})
      : runner_(runner),
        cpus_(cpus),
        progress_(progress),
        listener_(std::move(listener)),
        jobs_(cpus, kTestsPerCpu * cpus) {
    for (const Work& one : work) {
      items_.emplace_back(one, catalogue, prebuilt);
      items_.back().index = items_.size() - 1;
    }
  }

  // Everything but timing.
  void test() {
    for (std::size_t i = 0; i < items_.size(); ++i) {
      Item& item = items_[i];
      item.start_again();
      if (item.workshop != nullptr) {
        build(i, Profile::plain, [this, i] {
          run_tests(i);
          sanitize(i, Work::Sanitizer::once_built);
          find_missing_includes(i);
        });
        sanitize(i, Work::Sanitizer::at_once);
      }
    }
    jobs_.run();
  }

  // Alone on the machine, one row after the other.
  void time() {
    for (Item& item : items_) {
      time(item);
    }
  }

  // Each item's result as soon as it is there; then nothing is left of the item.
  void stream(const Grading::Take& take) {
    take_ = take;
    for (Item& item : items_) {
      if (item.workshop == nullptr) {
        hand_over(item);
      }
    }
    test();
    for (Item& item : items_) {
      if (item.workshop != nullptr) {  // not handed over: it waits to be timed
        time(item);
        hand_over(item);
      }
    }
  }

  // For each item what its rows showed, or what kept them from being timed.
  std::vector<std::vector<Finding>> time_again() {
    time();
    std::vector<std::vector<Finding>> all;
    for (const Item& item : items_) {
      std::vector<Finding>& findings = all.emplace_back(item.what_was_not_built());
      if (findings.empty() && item.is_fit_for_timing()) {
        findings = item.speed;
      } else if (findings.empty()) {
        std::copy_if(item.tests.begin(), item.tests.end(), std::back_inserter(findings),
                     [](const Finding& finding) { return !judge::passed(finding.verdict); });
      }
    }
    return all;
  }

  // The one item, one test of it.
  Graded replay(const course::Test& test, const judge::Schedules& schedules) {
    return with_explored([&](Item& item) { item.schedules = {explored(item, test, schedules)}; });
  }

  Graded build_explored(const Grading::Use& use) {
    return with_explored(
        [&](const Item& item) { use(*item.program(Profile::tsan), *item.workshop); });
  }

  std::vector<Graded> judge() {
    test();
    time();
    std::vector<Graded> graded;
    for (Item& item : items_) {
      graded.push_back(item.finish());
    }
    return graded;
  }

 private:
  // The one item, once its program for schedules is there and may run.
  template <class Work>
  Graded with_explored(const Work& work) {
    Item& item = items_.front();
    if (item.workshop != nullptr) {
      build(0, Profile::plain, [] {});
      build(0, Profile::tsan, [] {});
      jobs_.run();
      if (item.inspected(Profile::tsan) != nullptr) {
        work(item);
      }
    }
    return item.finish();
  }

  // Once all else is known of it.
  static bool will_be_timed(const Item& item) {
    return item.inspected(Profile::bench) != nullptr && item.is_fit_for_timing() &&
           item.what_was_not_built().empty();
  }

  void time(Item& item) {
    item.speed.clear();
    if (!will_be_timed(item)) {
      return;
    }
    for (const course::SpeedRow& row : item.exercise().speed) {
      if (item.wants(row)) {
        progress_.expect(kTiming, 1);
        timed(kTiming, [&] {
          item.speed.push_back(
              judge::judge_speed(*item.program(Profile::bench), item.exercise(), row, cpus_,
                                 item.workshop->scratch("bench." + row.name), runner_));
          tell(item, item.speed.back());
        });
      }
    }
  }

  void hand_over(Item& item) {
    Graded graded = item.finish();
    item.workshop.reset();  // and with it the programs
    const std::lock_guard lock(taking_);
    take_(item.index, std::move(graded));
  }

  void tell(const Item& item, const Finding& finding) const {
    if (item.work->interest != nullptr) {
      item.work->interest->found(finding);
    }
    if (listener_) {
      listener_(finding);
    }
  }

  // Ranks: one item after the other. Schedules come in many small pieces and are left
  // to the end, so that no CPU idles while another still compiles.
  static std::size_t to_build(std::size_t i) { return 2 * i; }
  static std::size_t to_explore(std::size_t i) { return 2 * i + 1; }

  template <class Work>
  void timed(const char* stage, const Work& work) {
    const auto start = steady_clock::now();
    work();
    progress_.done(stage, steady_clock::now() - start);
  }

  template <class Work>
  void add(const char* stage, sandbox::Jobs::Kind kind, std::size_t rank, Item& item, Work work) {
    progress_.expect(stage, 1);
    ++item.jobs_left;
    jobs_.add(kind, rank, [this, stage, &item, work = std::move(work)] {
      timed(stage, work);
      if (--item.jobs_left == 0 && take_ && !will_be_timed(item)) {
        hand_over(item);
      }
    });
  }

  // Called at each of these moments; builds at the one that was asked for.
  void sanitize(std::size_t i, Work::Sanitizer moment) {
    const bool hopeless = moment == Work::Sanitizer::once_built && items_[i].failed;
    if (items_[i].wants_tsan() && items_[i].work->sanitizer == moment && !hopeless) {
      build(i, Profile::tsan, [this, i] {
        explore(i);
        look_for_races(i);
      });
    }
  }

  // What was built before is not built again.
  void build(std::size_t i, Profile profile, const std::function<void()>& then) {
    Item& item = items_[i];
    auto& built = item.built[static_cast<std::size_t>(profile)];
    if (!std::holds_alternative<std::monostate>(built)) {
      then();
      return;
    }
    add(kBuilding, sandbox::Jobs::Kind::computes, to_build(i), item,
        [this, &item, &built, profile, then] {
          if (profile == Profile::bench && item.failed) {
            return;  // it will not be timed
          }
          if (profile == Profile::tsan && !item.wants_more(course::Part::races) &&
              !item.wants_more(course::Part::schedules)) {
            return;
          }
          auto result = item.workshop->build(profile, runner_, [&](const build::BuildFailure& why) {
            if (listener_) {
              listener_(judge::judge_build_failure(item.exercise(), why, *item.sources));
            }
          });
          std::visit([&](auto& what) { built = std::move(what); }, result);
          if (!std::holds_alternative<build::Program>(built)) {
            item.failed = true;
            tell(item, *item.why_not_built(profile));
          }
          then();
        });
  }

  // While the tests run: they tell sooner what is wrong.
  void find_missing_includes(std::size_t i) {
    Item& item = items_[i];
    if (!item.work->includes || item.program(Profile::plain) == nullptr ||
        item.includes_are_known) {
      return;
    }
    add(kBuilding, sandbox::Jobs::Kind::computes, to_build(i), item, [this, &item] {
      item.missing_include =
          item.workshop->find_missing_includes(*item.program(Profile::plain), runner_);
      item.includes_are_known = true;
      if (item.missing_include) {
        item.failed = true;
        tell(item,
             judge::judge_build_failure(item.exercise(), *item.missing_include, *item.sources));
      }
    });
  }

  void run_tests(std::size_t i) {
    Item& item = items_[i];
    if (item.program(Profile::plain) == nullptr) {
      return;
    }
    explore(i);
    item.tests.assign(item.to_run.size(), {});
    item.tests_left = item.to_run.size();
    for (std::size_t t = 0; t < item.to_run.size(); ++t) {
      add(kTesting, sandbox::Jobs::Kind::waits, i, item, [this, i, t] {
        run_plainly(items_[i], t);
        if (--items_[i].tests_left == 0) {
          have_run(i);
        }
      });
    }
    if (item.to_run.empty()) {
      have_run(i);
    }
  }

  void have_run(std::size_t i) {
    look_for_races(i);
    sanitize(i, Work::Sanitizer::once_tested);
    if (items_[i].is_fit_for_timing()) {
      build(i, Profile::bench, [] {});
    }
  }

  void run_plainly(Item& item, std::size_t t) const {
    const course::Test& test = item.to_run[t];
    if (!item.wants_more(course::Part::tests)) {
      return;
    }
    if (item.overran) {
      item.tests[t] = judge::not_run_any_more(test);
      return;
    }
    const judge::TestRun run = run_test(item, Profile::plain, t);
    if (std::holds_alternative<sandbox::Overran>(run.run.end)) {
      item.overran = true;
    }
    item.tests[t] = judge::judge_test(item.exercise(), test, run, *item.sources);
    tell(item, item.tests[t]);
    if (!judge::passed(item.tests[t].verdict)) {
      item.failed = true;
    }
  }

  judge::TestRun run_test(const Item& item, Profile profile, std::size_t t) const {
    const course::Test& test = item.to_run[t];
    const fs::path scratch =
        item.workshop->scratch(fmt::format("{}.{}", build::name(profile), test.full_name()));
    return judge::run_test(item.program(profile)->with(test), test, scratch, runner_);
  }

  // Once the tests have run and the sanitizer's program is there.
  void look_for_races(std::size_t i) {
    Item& item = items_[i];
    if (--item.needed_for_races > 0 || !item.wants(course::Part::races) || item.overran ||
        item.inspected(Profile::tsan) == nullptr) {
      return;
    }
    item.races.assign(item.tests.size(), {});
    for (std::size_t t = 0; t < item.tests.size(); ++t) {
      if (worth_sanitizing(item.tests[t])) {
        add(kRaces, sandbox::Jobs::Kind::waits, i, item, [this, &item, t] {
          if (!item.wants_more(course::Part::races)) {
            return;
          }
          const judge::TestRun run = run_test(item, Profile::tsan, t);
          const bool reported = !judge::read_tsan_log(run.logs).empty();
          // What failed plainly and fails here without a report says nothing new.
          if (reported || judge::passed(item.tests[t].verdict)) {
            item.races[t] = judge::judge_races(item.exercise(), item.to_run[t], run, *item.sources);
            tell(item, *item.races[t]);
          }
        });
      }
    }
  }

  // Once both programs are there, whatever the tests show: what fails them may fail
  // here with a schedule that tells why.
  void explore(std::size_t i) {
    Item& item = items_[i];
    if (--item.needed_for_schedules > 0 || !item.wants(course::Part::schedules) ||
        item.inspected(Profile::tsan) == nullptr) {
      return;
    }
    const unsigned each = item.work->each > 0 ? item.work->each : item.exercise().schedules.each;
    item.schedules.assign(item.to_explore.size(), {});
    for (std::size_t t = 0; t < item.to_explore.size(); ++t) {
      add(kSchedules, sandbox::Jobs::Kind::computes, to_explore(i), item, [this, &item, t, each] {
        if (!item.wants_more(course::Part::schedules)) {
          return;
        }
        const bool other = item.work->other_orders;  // nobody reads them
        const std::uint64_t before = other ? item.times_graded - 1 : 0;
        item.schedules[t] = explored(item, item.to_explore[t],
                                     {.count = each, .whole = other, .first = 1 + before * each});
        tell(item, item.schedules[t]);
      });
    }
  }

  Finding explored(const Item& item, const course::Test& test,
                   const judge::Schedules& schedules) const {
    const judge::ExploredRun run =
        judge::explore_test(item.program(Profile::tsan)->with(test), test, schedules,
                            item.workshop->scratch("explored." + test.full_name()), runner_);
    return judge::judge_schedules(item.exercise(), test, run, *item.sources);
  }

  const sandbox::Runner& runner_;
  unsigned cpus_;
  Progress& progress_;
  const Grading::Listener listener_;
  std::deque<Item> items_;  // which never move
  std::mutex taking_;       // one at a time
  Grading::Take take_;
  sandbox::Jobs jobs_;
};

}  // namespace

std::vector<Graded> Grading::grade(const std::vector<Work>& work) const {
  return grade(work, Listener());
}

std::vector<Graded> Grading::grade(const std::vector<Work>& work, const Listener& listener) const {
  return Pipeline(catalogue_, prebuilt_, runner_, cpus_, progress_, work, listener).judge();
}

void Grading::grade(const std::vector<Work>& work, int times,
                    const std::function<void(const std::vector<Graded>&)>& take) const {
  Pipeline pipeline(catalogue_, prebuilt_, runner_, cpus_, progress_, work);
  for (int time = 0; time < times; ++time) {
    take(pipeline.judge());
  }
}

void Grading::grade_each(const std::vector<Work>& work, const Take& take) const {
  const std::size_t most = std::size_t{kItemsPerCpu} * cpus_;
  for (std::size_t first = 0; first < work.size(); first += most) {
    const std::span<const Work> some(work.data() + first, std::min(most, work.size() - first));
    Pipeline(catalogue_, prebuilt_, runner_, cpus_, progress_, some)
        .stream([&](std::size_t i, Graded graded) { take(first + i, std::move(graded)); });
  }
}

Graded Grading::replay(const Work& work, const course::Test& test,
                       const judge::Schedules& schedules) const {
  const std::vector<Work> all{work};
  return Pipeline(catalogue_, prebuilt_, runner_, cpus_, progress_, all).replay(test, schedules);
}

Graded Grading::build_explored(const Work& work, const Use& use) const {
  const std::vector<Work> all{work};
  return Pipeline(catalogue_, prebuilt_, runner_, cpus_, progress_, all).build_explored(use);
}

void Grading::time(
    const std::vector<Work>& work, int times,
    const std::function<void(const std::vector<std::vector<judge::Finding>>&)>& take) const {
  Pipeline pipeline(catalogue_, prebuilt_, runner_, cpus_, progress_, work);
  pipeline.test();
  for (int time = 0; time < times; ++time) {
    take(pipeline.time_again());
  }
}

}  // namespace cli
