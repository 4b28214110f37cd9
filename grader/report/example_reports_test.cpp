#include "report/example_reports.hpp"

#include <csignal>
#include <limits>
#include <utility>
#include <vector>

// Long because real evidence is.

namespace report::examples {
namespace {

using course::Bound;
using course::Exercise;
using course::Part;
using judge::Finding;
using judge::Place;
using judge::SpeedMeasure;
using Findings = std::vector<Finding>;

Exercise exercise(std::string number, std::string name, std::string title, std::string submit) {
  Exercise result;
  result.id = number + "-" + name;
  result.folder = "exercises/" + result.id;
  result.number = std::move(number);
  result.name = std::move(name);
  result.title = std::move(title);
  result.teaches = {"A10", "B8"};
  result.submit = {std::move(submit)};
  return result;
}

course::SpeedRow row(std::string name, Bound bound, unsigned workers, int points) {
  return {.name = std::move(name),
          .bound = bound,
          .workers = workers,
          .full = 0.80,
          .none = 0.30,
          .points = points};
}

Exercise threads() {
  Exercise result = exercise("01", "threads", "Threads: fetch many things at once", "threads.cpp");
  result.points = {.tests = 60, .races = 20, .speed = 20};
  result.suites = {{"FetchAll", 20}, {"AtTheSameTime", 20}, {"WhenFetchesThrow", 20}};
  result.speed = {row("downloads", Bound::io, 3, 20)};
  return result;
}

Exercise races() {
  Exercise result = exercise("02", "races", "Races: count without losing any", "counter.cpp");
  result.submit.push_back("histogram.cpp");
  result.points = {.tests = 60, .races = 20, .speed = 20};
  result.suites = {{"Counter", 30}, {"CountBytes", 30}};
  result.speed = {row("histogram", Bound::cpu, 4, 20)};
  return result;
}

Exercise locks() {
  Exercise result = exercise("03", "locks", "Locks: a bank that loses no money", "bank.cpp");
  result.points = {.tests = 60, .races = 20, .speed = 20};
  result.suites = {{"Transfer", 35}, {"Total", 25}};
  result.speed = {row("transfers", Bound::cpu, 4, 20)};
  return result;
}

Exercise events() {
  Exercise result = exercise("04", "events", "Events: wait without wasting", "event.cpp");
  result.points = {.tests = 70, .races = 30, .speed = 0};
  result.suites = {{"Event", 35}, {"Queue", 35}};
  return result;
}

Exercise cpu_or_io() {
  Exercise result = exercise("05", "cpu-or-io", "CPU or I/O: what bounds it?", "usage.cpp");
  result.points = {.tests = 60, .races = 15, .speed = 25};
  result.suites = {{"Measure", 30}, {"FetchAll", 30}};
  result.speed = {row("squares", Bound::cpu, 4, 15), row("fetch", Bound::io, 8, 10)};
  return result;
}

Exercise gil() {
  Exercise result = exercise("06", "gil", "GIL: one interpreter at a time", "gil.cpp");
  result.points = {.tests = 65, .races = 20, .speed = 15};
  result.suites = {{"Gil", 30}, {"Loop", 35}};
  result.speed = {row("native", Bound::cpu, 2, 10), row("sleep", Bound::io, 3, 5)};
  return result;
}

Exercise pool() {
  Exercise result = exercise("07", "thread-pool", "A pool of threads", "thread_pool.cpp");
  result.points = {.tests = 80, .races = 20, .speed = 0};
  result.suites = {{"Submit", 50}, {"Shutdown", 30}};
  return result;
}

Exercise map_as_completed() {
  Exercise result = exercise("08", "map-as-completed", "Map and as_completed", "map.cpp");
  result.points = {.tests = 80, .races = 20, .speed = 0};
  result.suites = {{"Map", 50}, {"AsCompleted", 30}};
  return result;
}

// Rounds whose ratios are about those given.
SpeedMeasure measure(const course::SpeedRow& row, double speedup, double attainable,
                     judge::Interval gain) {
  SpeedMeasure result;
  result.bound = row.bound;
  result.workers = row.workers;
  result.full = row.full;
  result.none = row.none;
  result.speedup = speedup;
  result.attainable = attainable;
  result.attainable_interval = {attainable - 0.03, attainable + 0.03};
  result.gain = (speedup - 1) / (attainable - 1);
  result.gain_interval = gain;
  result.cpu_share = row.bound == Bound::cpu ? attainable : 0.02;
  result.foreign_load = 0.01;
  for (const double serial : {0.1802, 0.1811, 0.1798}) {
    const double yours = serial / speedup;
    result.rounds.push_back(
        {serial, serial / attainable, yours, yours * result.cpu_share, result.foreign_load});
  }
  return result;
}

Finding timed(const course::SpeedRow& row, judge::Verdict verdict, SpeedMeasure measured) {
  Finding result = finding(Part::speed, row.name, std::move(verdict));
  result.speed = std::move(measured);
  result.took = std::chrono::milliseconds(1450);
  return result;
}

// The same tests looked at plainly and for races.
Findings passing(const std::vector<std::string>& tests) {
  Findings result;
  for (const Part part : {Part::tests, Part::races}) {
    for (const std::string& test : tests) {
      result.push_back(finding(part, test));
    }
  }
  return result;
}

ExerciseReport graded(Exercise exercise, Findings findings, double seconds) {
  ExerciseReport result;
  result.grade = score::grade(exercise, findings);
  result.exercise = std::move(exercise);
  result.findings = std::move(findings);
  result.seconds = seconds;
  return result;
}

Report report(std::vector<ExerciseReport> exercises) {
  Report result;
  result.grader_version = "0.1.0";
  result.submission = "exercises";
  result.started = "2026-01-31T12:00:00Z";
  result.machine = {.system = "Debian GNU/Linux 12 (bookworm), x86_64",
                    .compiler = "Debian clang version 19.1.7 (3~deb12u1)",
                    .cpus = 4,
                    .isolation = "bubblewrap"};
  result.exercises = std::move(exercises);
  for (const ExerciseReport& exercise : result.exercises) {
    result.seconds += exercise.seconds;
  }
  return result;
}

ExerciseReport threads_all_right() {
  Findings findings = passing(
      {"FetchAll.KeepsTheOrder", "FetchAll.OfNothingIsNothing", "AtTheSameTime.AllAreUnderWay",
       "WhenFetchesThrow.TheLowestIndexWins", "WhenFetchesThrow.EveryThreadIsJoined"});
  findings[2].timeline =
      judge::Timeline{.title = "three downloads at once",
                      .lanes = {{"thread 1", {{0, 20.5, "waits"}, {20.5, 21, "runs"}}},
                                {"thread 2", {{0.1, 20.6, "waits"}}}},
                      .drawing = {"thread 1  .......#", "thread 2  ........", "# runs  . waits"}};
  const Exercise exercise = threads();
  findings.push_back(timed(exercise.speed[0], judge::Passed{},
                           measure(exercise.speed[0], 2.97, 2.99, {0.98, 1.0})));
  return graded(exercise, findings, 3.1);
}

const std::string kRaceLog =
    "WARNING: ThreadSanitizer: data race (pid=4242)\n"
    "  Write of size 8 at 0x7b0400000010 by thread T2:\n"
    "    #0 course::Counter::increment() exercises/02-races/counter.cpp:12:10 "
    "(02-races_test+0xe4)\n"
    "    #1 operator() exercises/02-races/counter_test.cpp:31:17 (02-races_test+0xe4a)\n"
    "\n"
    "  Previous read of size 8 at 0x7b0400000010 by thread T1:\n"
    "    #0 course::Counter::value() const exercises/02-races/counter.cpp:16:10 (02-races_test)\n"
    "    #1 operator() exercises/02-races/counter_test.cpp:44:22 (02-races_test+0xe51)\n"
    "\n"
    "  Location is heap block of size 8 at 0x7b0400000010 allocated by main thread:\n"
    "    #0 operator new(unsigned long) <null> (02-races_test+0xdb)\n"
    "\n"
    "SUMMARY: ThreadSanitizer: data race exercises/02-races/counter.cpp:12:10 in increment\n";

Finding race_in(const std::string& test) {
  Finding result = finding(Part::races, test, judge::Raced{});
  result.headline = "one thread reads memory that another writes, with nothing to order them";
  result.places = {
      {"02-races/counter.cpp", 12, "thread T2 writes (no lock held)", "  value_ += 1;"},
      {"02-races/counter.cpp", 16, "thread T1 reads (no lock held)", "  return value_;"}};
  result.advice =
      "decide what protects this memory (a mutex, an atomic, a join before the read), and use it "
      "in both places";
  result.again = "grader/grade run 02";
  result.evidence = kRaceLog;
  result.took = std::chrono::milliseconds(210);
  return result;
}

ExerciseReport raced_and_slow() {
  const Exercise exercise = races();
  Findings findings;
  for (const char* test : {"Counter.StartsAtZero", "Counter.CountsEveryIncrement",
                           "Counter.NeverGoesBackwards", "CountBytes.CountsEachByteOnce"}) {
    findings.push_back(finding(Part::tests, test));
  }
  findings.push_back(finding(Part::races, "Counter.StartsAtZero"));
  findings.push_back(race_in("Counter.CountsEveryIncrement"));
  findings.push_back(race_in("Counter.NeverGoesBackwards"));
  std::swap(findings.back().places[0], findings.back().places[1]);
  findings.push_back(race_in("CountBytes.CountsEachByteOnce"));
  Finding slow =
      timed(exercise.speed[0], judge::Slow{}, measure(exercise.speed[0], 1.99, 3.91, {0.32, 0.36}));
  slow.headline = "the program is faster than the serial one, and could be faster still";
  slow.advice =
      "look for what the workers wait for: a shared lock, a shared cache line, one thread "
      "with more work than the others";
  slow.again = "grader/grade run 02";
  findings.push_back(slow);
  return graded(exercise, findings, 6.2);
}

Finding failed_transfer() {
  Finding result = finding(Part::tests, "Transfer.IsAllOrNothing", judge::Failed{});
  result.headline = "a transfer that was refused changed the balance: 130 instead of 100";
  result.places = {{"03-locks/bank_test.cpp", 44, "the test expects",
                    "  EXPECT_EQ(bank.balance(kAlice), 100) << \"a refused transfer\";"}};
  result.advice = "read the test at this line: it shows what is called and what must come back";
  result.again = "grader/grade run 03";
  result.evidence =
      "Expected equality of these values:\n  bank.balance(kAlice)\n    Which is: 130\n  100\n"
      "a refused transfer\n";
  return result;
}

Finding deadlock_in(const std::string& test) {
  Finding result = finding(Part::tests, test, judge::Deadlocked{});
  result.headline = "every thread sleeps and nothing is left to wake one";
  result.places = {
      {"03-locks/bank.cpp", 31, "thread T1 waits for the second account",
       "    std::lock_guard second(accounts_[to].mutex);"},
      {"03-locks/bank.cpp", 48, "thread T2 waits for the first account, which T1 holds",
       "    std::lock_guard all(accounts_[0].mutex);  // the snapshot begins with the first"}};
  result.advice = "ask of each wait: who ends it, and can that thread still get there?";
  result.again = "grader/grade run 03";
  result.took = std::chrono::milliseconds(2004);
  return result;
}

Finding crash() {
  Finding result =
      finding(Part::tests, "Transfer.ToAnUnknownAccountThrows", judge::Crashed{SIGSEGV});
  result.headline = "the program was ended by SIGSEGV";
  result.places = {{"03-locks/bank.cpp", 29, "", "  Account& target = accounts_[to];"}};
  result.advice = "build with the preset asan: it names the line";
  result.again = "grader/grade run 03";
  result.evidence = "[ RUN      ] Transfer.ToAnUnknownAccountThrows\n";
  return result;
}

Finding leak_in(const std::string& test, const std::string& file, int line) {
  Finding result = finding(Part::tests, test, judge::Leaked{"1 thread"});
  result.headline = "the call left something behind: 1 thread";
  result.places = {{file, line, "the test", ""}};
  result.advice =
      "join every thread, reap every child process and close every descriptor on every path, "
      "exceptions included";
  result.again = "grader/grade run " + file.substr(0, 2);
  result.evidence = "left behind: 1 thread\n";
  return result;
}

ExerciseReport many_mistakes() {
  Finding late = finding(Part::tests, "Total.OfAnEmptyBankIsZero", judge::Failed{});
  late.headline = "Total.OfAnEmptyBankIsZero threw std::out_of_range, and nobody expected it";
  late.places = {{"03-locks/bank_test.cpp", 71, "the test", ""}};
  return graded(locks(),
                {finding(Part::tests, "Transfer.MovesMoney"), failed_transfer(),
                 deadlock_in("Transfer.BothWaysAtOnce"), deadlock_in("Total.WhileMoneyMoves"),
                 crash(), leak_in("Total.LeavesNothingBehind", "03-locks/bank_test.cpp", 90), late},
                21.4);
}

ExerciseReport not_built() {
  Finding error = finding(Part::tests, "04-events/event.cpp", judge::NotBuilt{});
  error.headline = "use of undeclared identifier 'mutex_'";
  error.places = {{"04-events/event.cpp", 14, error.headline, "  std::lock_guard lock(mutex_);"},
                  {"04-events/event.cpp", 21, "use of undeclared identifier 'changed_'",
                   "  changed_.notify_all();"}};
  error.advice = "the first error comes first: those below may only follow from it";
  error.again = "grader/grade run 04";
  error.evidence =
      "In file included from exercises/04-events/event.cpp:1:\n"
      "exercises/04-events/event.cpp:14:24: error: use of undeclared identifier 'mutex_'\n"
      "   14 |   std::lock_guard lock(mutex_);\n"
      "      |                        ^\n"
      "exercises/04-events/event.cpp:21:3: error: use of undeclared identifier 'changed_'\n"
      "   21 |   changed_.notify_all();\n"
      "      |   ^\n"
      "2 errors generated.\n";
  return graded(events(), {error}, 0.9);
}

Exercise processes() {
  Exercise result = exercise("10", "processes", "Processes: out of harm's way", "processes.cpp");
  result.points = {.tests = 100, .races = 0, .speed = 0};
  result.suites = {{"Isolation", 100}};
  return result;
}

ExerciseReport forbidden() {
  Finding exits = finding(Part::tests, "10-processes/processes.cpp", judge::Forbidden{"mmap"});
  exits.headline = "mmap is not allowed: this exercise does not grant shared-memory";
  exits.places = {{"10-processes/processes.cpp", 31, "mmap", "  void* page = mmap(nullptr, 4096,"}};
  exits.advice = "solve it with memory and threads, and with what the exercise names";
  exits.again = "grader/grade run 10";
  return graded(processes(), {exits}, 1.1);
}

Exercise grain() {
  Exercise result = exercise("09", "grain", "Grain: as much at a time as pays", "grain.cpp");
  result.points = {.tests = 80, .races = 10, .schedules = 10, .speed = 0};
  result.suites = {{"ParallelFor", 80}};
  result.schedules = {.tests = {"Orders"}, .each = 300};
  return result;
}

Finding explored(const std::string& subject, unsigned schedules) {
  Finding quiet = finding(Part::schedules, subject);
  quiet.exploration =
      judge::Exploration{.schedules = schedules, .seed = {}, .steps = {}, .drawing = {}};
  return quiet;
}

// All is well until the threads come in another order.
ExerciseReport fails_in_one_order() {
  Findings findings = passing({"ParallelFor.VisitsEveryItemOnce"});
  findings.push_back(finding(Part::races, "ParallelFor.VisitsEveryItemOnce"));
  findings.push_back(explored("Orders.Nested", 300));
  Finding circle = finding(Part::schedules, "Orders.TwoCalls", judge::Deadlocked{});
  circle.headline = "two threads wait for each other's locks";
  const judge::Place first{"09-grain/grain.cpp", 31, {}, "const std::lock_guard next(next_);"};
  const judge::Place second{"09-grain/grain.cpp", 32, {}, "const std::lock_guard error(error_);"};
  const judge::Place third{"09-grain/grain.cpp", 47, {}, "const std::lock_guard error(error_);"};
  const judge::Place fourth{"09-grain/grain.cpp", 48, {}, "const std::lock_guard next(next_);"};
  circle.places = {second, first, fourth, third};
  circle.places[0].note = "thread T1 waits for a lock that T2 holds";
  circle.places[1].note = "T1 has taken it here";
  circle.places[2].note = "thread T2 waits for a lock that T1 holds";
  circle.places[3].note = "T2 has taken it here";
  circle.advice = "take both at once with std::scoped_lock, or always in the same order";
  circle.again = "grader/grade replay 09 Orders.TwoCalls pct3-61-42";
  circle.exploration = judge::Exploration{
      .schedules = 17,
      .seed = "pct3-61-42",
      .steps = {{1, "locks A", first},
                {2, "locks B", third},
                {1, "waits to lock B, held by T2", second},
                {2, "waits to lock A, held by T1", fourth}},
      .drawing = {"T1 T2", "*  .  grain.cpp:31  locks A                      " + first.source,
                  ".  *  grain.cpp:47  locks B                      " + third.source,
                  "*  .  grain.cpp:32  waits to lock B, held by T2  " + second.source,
                  ".  *  grain.cpp:48  waits to lock A, held by T1  " + fourth.source}};
  findings.push_back(circle);
  return graded(grain(), findings, 2.4);
}

ExerciseReport not_submitted() {
  Finding missing = finding(Part::tests, "05-cpu-or-io/usage.cpp", judge::NotSubmitted{});
  missing.headline = "usage.cpp is not in the submission";
  missing.advice = "hand in the file under exactly this name";
  return graded(cpu_or_io(), {missing}, 0.0);
}

ExerciseReport undecided() {
  const Exercise exercise = gil();
  Findings findings = passing({"Gil.IsHeldByOneThreadOnly", "Loop.AddsUp", "Loop.SleepsOverlap"});
  SpeedMeasure noisy = measure(exercise.speed[0], 1.61, 1.84, {0.61, 0.88});
  noisy.foreign_load = 1.3;
  Finding inconclusive = timed(exercise.speed[0], judge::Inconclusive{}, noisy);
  inconclusive.headline = "the rounds differ too much to tell";
  inconclusive.advice = "grade again when the machine is quiet";
  inconclusive.again = "grader/grade run 06";
  findings.push_back(inconclusive);
  Finding unmeasured = finding(Part::speed, "sleep", judge::NotMeasured{"the machine is too busy"});
  unmeasured.headline = "not measured: the machine is too busy";
  unmeasured.advice = "grade again when the machine is quiet";
  findings.push_back(unmeasured);
  return graded(exercise, findings, 5.5);
}

Finding to_do(const std::string& test, const std::string& function, const std::string& place,
              int line) {
  Finding result = finding(Part::tests, test, judge::Failed{});
  result.headline = function + " is not written yet";
  result.places = {{place, line, "the test", ""}};
  result.advice = "look for TODO in your file";
  result.evidence = "C++ exception with description \"" + function +
                    " is not written yet\" thrown in the test body.\n";
  return result;
}

ExerciseReport half_done() {
  return graded(
      pool(),
      {finding(Part::tests, "Submit.RunsTheTask"), finding(Part::tests, "Submit.ReturnsTheResult"),
       leak_in("Submit.HandsAnExceptionOn", "07-thread-pool/thread_pool_test.cpp", 61),
       to_do("Shutdown.Drains", "ThreadPool::shutdown", "07-thread-pool/thread_pool_test.cpp", 80),
       to_do("Shutdown.Twice", "ThreadPool::shutdown", "07-thread-pool/thread_pool_test.cpp", 92)},
      2.0);
}

ExerciseReport skeleton(const Exercise& exercise, const std::string& function) {
  Findings findings;
  for (const course::Suite& suite : exercise.suites) {
    for (const char* name : {"Works", "WorksOnNothing", "ThrowsWhatItShould"}) {
      findings.push_back(to_do(suite.name + "." + name, function,
                               exercise.id + "/" + exercise.name + "_test.cpp",
                               10 + static_cast<int>(findings.size())));
    }
  }
  return graded(exercise, findings, 0.4);
}

}  // namespace

Finding finding(Part part, std::string subject, judge::Verdict verdict) {
  Finding result;
  result.part = part;
  result.subject = std::move(subject);
  result.verdict = std::move(verdict);
  result.took = std::chrono::milliseconds(part == Part::races ? 190 : 12);
  return result;
}

ExerciseReport bank_with(Findings findings) { return graded(locks(), std::move(findings), 1.0); }

Report report_with(Findings findings) { return report({bank_with(std::move(findings))}); }

Report all_right() {
  std::vector<ExerciseReport> exercises{threads_all_right()};
  const std::vector<std::pair<Exercise, std::vector<std::string>>> others{
      {races(), {"Counter.CountsEveryIncrement", "CountBytes.CountsEachByteOnce"}},
      {locks(), {"Transfer.MovesMoney", "Transfer.IsAllOrNothing", "Total.IsASnapshot"}},
      {events(), {"Event.WakesEveryone", "Event.CanBeCleared", "Queue.IsBounded", "Queue.Drains"}},
      {cpu_or_io(), {"Measure.SeesEveryThread", "FetchAll.KeepsTheLimit"}}};
  for (const auto& [exercise, tests] : others) {
    Findings findings = passing(tests);
    for (const course::SpeedRow& row : exercise.speed) {
      const double attainable = row.bound == Bound::io ? row.workers - 0.04 : 3.92;
      findings.push_back(
          timed(row, judge::Passed{}, measure(row, attainable - 0.07, attainable, {0.96, 0.99})));
    }
    exercises.push_back(graded(exercise, findings, 3.4));
  }
  return report(std::move(exercises));
}

Report untouched() {
  return report({skeleton(threads(), "fetch_all"), skeleton(races(), "Counter"),
                 skeleton(locks(), "Bank"), skeleton(events(), "Event"),
                 skeleton(cpu_or_io(), "measure")});
}

Report mixed() {
  Report result = report({threads_all_right(), raced_and_slow(), many_mistakes(), not_built(),
                          not_submitted(), undecided(), half_done(),
                          skeleton(map_as_completed(), "map"), fails_in_one_order(), forbidden()});
  result.machine.isolation = "reduced: bubblewrap is not installed";
  return result;
}

Report hidden_tests(course::Visibility visibility) {
  Exercise exercise = locks();
  exercise.suites.push_back(
      {.name = "BankUnderLoad", .points = 20, .visibility = visibility, .laid = true});
  Findings findings =
      passing({"Transfer.MovesMoney", "Transfer.IsAllOrNothing", "Total.IsASnapshot"});
  Finding wrong =
      finding(Part::tests, "BankUnderLoad.KeepsTheSumOfAThousandAccounts", judge::Failed{});
  wrong.headline = "expected 4711, got 4710";
  wrong.places = {{"03-locks/load_test.cpp", 33, "the test expects", "EXPECT_EQ(total, 4711);"}};
  wrong.advice = "read the test at this line: it shows what is called and what must come back";
  wrong.again = "grader/grade run 03 --tests /srv/hidden";
  wrong.evidence = "Value of: total\n  Actual: 4710\nExpected: 4711\n";
  findings.push_back(wrong);
  Finding race = race_in("BankUnderLoad.KeepsTheSumOfAThousandAccounts");
  race.places = {{"03-locks/bank.cpp", 12, "thread T2 writes (no lock held)", "balance += 1;"}};
  findings.push_back(race);
  return report({graded(exercise, findings, 3.1)});
}

std::string hostile_text() {
  return "</details></td>\n"
         "```\n"
         "````\n"
         "# 100 of 100 | all | [right](javascript:alert(1)) <script>alert(1)</script> &lt; $x$\n"
         "::error file=x::forged\n"
         "\x1b[2J\x1b[31mred\x1b[0m \x1b]0;title\a \x1b]8;;http://evil.example\x1b\\link\r"
         "overwritten\b\b\x07 \xff\xfe \xc0\xaf \xe2\x80\xae"
         "desrever\xe2\x80\xac "
         "\xc2\x9b"
         "1m @everyone :tada: https://evil.example www.evil.example *b* _i_ `c` \\ ~~s~~\n";
}

Report hostile() {
  const std::string text = hostile_text();
  Findings findings;
  Finding failed = finding(Part::tests, "Transfer." + text, judge::Failed{});
  failed.headline = text;
  failed.places = {{"03-locks/bank.cpp", 31, text, text}, {text, -1, text, text}};
  failed.advice = text;
  failed.again = text;
  failed.evidence = text + text;
  findings.push_back(failed);
  Finding leaked = finding(Part::tests, "Total.A", judge::Leaked{text});
  leaked.headline = "left something behind";
  leaked.timeline =
      judge::Timeline{.title = text,
                      .lanes = {{text, {{std::numeric_limits<double>::quiet_NaN(), 1e300, text}}}},
                      .drawing = {text, text}};
  findings.push_back(leaked);
  Finding order = finding(Part::schedules, "Orders." + text, judge::Raced{});
  order.headline = text;
  order.exploration = judge::Exploration{
      .schedules = 7, .seed = text, .steps = {{1, text, {text, 1, text, text}}}, .drawing = {text}};
  findings.push_back(order);
  const course::SpeedRow row = locks().speed[0];
  Finding slow = timed(row, judge::NotMeasured{text}, measure(row, 1.2, 1.9, {0.1, 0.3}));
  slow.subject = text;
  slow.speed->gain = std::numeric_limits<double>::quiet_NaN();
  slow.speed->speedup = std::numeric_limits<double>::infinity();
  findings.push_back(slow);
  Report result = report_with(findings);
  result.submission = "exercises\x1b[31m|`<b>";
  result.machine.isolation = "reduced: " + text;
  return result;
}

}  // namespace report::examples
