#include "judge/tests.hpp"

#include <fmt/format.h>

#include <csignal>
#include <fstream>
#include <iterator>

#include "judge/abort_text.hpp"
#include "judge/assertion_text.hpp"

namespace judge {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr milliseconds kPlainDeadline{10'000};
// ThreadSanitizer makes programs five to fifteen times slower.
constexpr milliseconds kSanitizedDeadline{40'000};
constexpr milliseconds kStall{2'000};
// A whole suite takes less than three seconds.
constexpr std::chrono::seconds kPlainCpu{4};
constexpr std::chrono::seconds kSanitizedCpu{20};

// Under ThreadSanitizer a program needs several times as much.
constexpr std::size_t kPlainMemory = std::size_t{1} << 30U;
constexpr std::size_t kSanitizedMemory = std::size_t{2} << 30U;

std::string read_all(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string content(64 * 1024, '\0');
  stream.read(content.data(), static_cast<std::streamsize>(content.size()));
  content.resize(static_cast<std::size_t>(stream.gcount()));
  return content;
}

std::string logs_in(const fs::path& folder) {
  std::string logs;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    // A link may lead to what the submission cannot read itself.
    if (entry.path().filename().string().starts_with("sanitizer.") &&
        entry.symlink_status(ignored).type() == fs::file_type::regular) {
      logs += read_all(entry.path());
    }
  }
  return logs;
}

// The last lines of a text.
std::string last_lines(const std::string& text, int wanted) {
  std::size_t from = text.size();
  for (int lines = 0; from > 0; --from) {
    if (text[from - 1] == '\n' && from != text.size() && ++lines == wanted) {
      break;
    }
  }
  return text.substr(from);
}

// The end of what it printed: many look for a mistake by printing.
std::string printed(const sandbox::Run& run) {
  constexpr int kLines = 20;
  std::string text;
  for (const std::string& stream : {run.output, run.errors}) {
    text += last_lines(stream, kLines);
    if (!text.empty() && text.back() != '\n') {
      text += '\n';
    }
  }
  return text.empty() ? text : "It printed:\n" + text;
}

std::string command_for(const course::Exercise& exercise) {
  return "grader/grade run " + exercise.number;
}

void explain_failure(Finding& finding, const TestResult& result, const Sources& sources) {
  finding.verdict = Failed{};
  for (const Failure& failure : result.failures) {
    finding.evidence += failure.message + "\n";
    if (finding.places.empty() && failure.line > 0) {
      finding.places.push_back(sources.place(failure.file, failure.line, "the test expects"));
    }
  }
  if (result.failures.empty()) {
    finding.headline = "the test failed without saying why";
    return;
  }
  const AssertionText text = read_assertion(result.failures.front().message);
  finding.headline = text.headline;
  if (is_not_written_yet(finding)) {
    finding.advice = "look for TODO in your file";
  } else if (text.is_exception) {
    finding.advice = "the interface's comment says which exceptions a caller must expect";
  } else {
    finding.advice = "read the test at this line: it shows what is called and what must come back";
  }
}

void explain_leftovers(Finding& finding, const TestResult& result) {
  const std::string what = fmt::format("{}", fmt::join(result.leftovers, ", "));
  finding.verdict = Leaked{what};
  finding.headline = fmt::format("the call left something behind: {}", what);
  finding.advice =
      "join every thread, reap every child process and close every descriptor on every path, "
      "exceptions included";
}

struct ExplainEnd {
  const TestRun& run;
  Finding& finding;

  void operator()(const sandbox::Signalled& end) const {
    finding.verdict = Crashed{end.signal};
    finding.headline = fmt::format("the program was ended by {}", signal_name(end.signal));
    finding.advice = end.signal == SIGABRT
                         ? "an exception that leaves a thread, or a joinable thread that is "
                           "destroyed, ends the whole program"
                         : "build with the preset asan: it names the line";
    if (const auto said = end.signal == SIGABRT ? read_abort(run.run.errors) : std::nullopt) {
      finding.headline = said->headline;
      finding.advice = said->advice;
    }
  }
  void operator()(const sandbox::TimedOut& /*end*/) const {
    finding.verdict = TimedOut{};
    finding.headline = "the program kept running and did not come to an end";
    finding.advice =
        "look for a loop whose condition never becomes false, and for a wait that "
        "polls";
  }
  void operator()(const sandbox::Stalled& /*end*/) const {
    finding.verdict = Deadlocked{};
    finding.headline = "every thread sleeps and nothing is left to wake one";
    finding.advice =
        "ask of each wait: who ends it, and can that thread still get there? "
        "A debugger shows where each thread stands";
  }
  void operator()(const sandbox::Overran& end) const {
    finding.verdict = Crashed{SIGKILL};
    finding.headline = fmt::format("the program was stopped: it used {}", end.what);
    finding.advice =
        "look for what grows without end: a container, a recursion, a loop that starts threads "
        "or writes files";
  }
  void operator()(const sandbox::Exited& end) const {
    if (run.premature_exit || (end.code == 0 && !run.result)) {
      finding.verdict = ExitedEarly{};
      finding.headline = "the program left in the middle of the test";
      finding.advice = "your code must return to its caller, not call exit";
    } else if (end.code != 0) {
      finding.verdict = Crashed{0};
      finding.headline = fmt::format("the program ended with exit code {}", end.code);
    }
  }
};

}  // namespace

TestRun run_test(const build::Program& program, const course::Test& test, const fs::path& scratch,
                 const sandbox::Runner& runner) {
  const bool sanitized = program.profile == build::Profile::tsan;
  const fs::path premature_exit = scratch / "premature_exit";
  const std::string nonce = make_nonce();

  TestRun result;
  sandbox::Command command;
  command.arguments = {program.file.string(), "--gtest_filter=" + test.full_name(),
                       "--gtest_color=no"};
  command.folder = scratch;
  command.readable = {program.file.parent_path()};
  command.writable = {scratch};
  command.environment = {{"TEST_PREMATURE_EXIT_FILE", premature_exit.string()},
                         {"TMPDIR", scratch.string()}};
  command.fixed_addresses = sanitized;
  command.limits.deadline = sanitized ? kSanitizedDeadline : kPlainDeadline;
  command.limits.cpu = sanitized ? kSanitizedCpu : kPlainCpu;
  command.limits.stall = kStall;
  command.limits.thread_sanitizer = sanitized;
  command.limits.memory_bytes = sanitized ? kSanitizedMemory : kPlainMemory;
  if (sanitized) {
    command.environment["TSAN_OPTIONS"] =
        fmt::format("log_path={}:exitcode={}:second_deadlock_stack=1:halt_on_error=0:color=never",
                    (scratch / "sanitizer").string(), kSanitizerExit);
  }
  command.channel = sandbox::Channel{
      .greeting = nonce + "\n", .answer = [&](std::string_view line) -> std::optional<std::string> {
        std::optional<TestResult> received = read_test_result(line, nonce);
        if (received && received->test == test.full_name()) {
          result.result = std::move(received);
        }
        return std::string();
      }};
  result.run = runner.run(command);
  std::error_code ignored;
  result.premature_exit = fs::exists(premature_exit, ignored);
  result.logs = logs_in(scratch);
  return result;
}

Finding judge_test(const course::Exercise& exercise, const course::Test& test, const TestRun& run,
                   const Sources& sources) {
  Finding finding;
  finding.part = course::Part::tests;
  finding.subject = test.full_name();
  finding.took = std::chrono::duration_cast<milliseconds>(run.run.wall);
  if (run.result) {
    finding.timeline = run.result->timeline;
  }
  const auto* exited = std::get_if<sandbox::Exited>(&run.run.end);
  const bool clean_end = exited != nullptr && !run.premature_exit;
  if (clean_end && run.result && !run.result->leftovers.empty()) {
    explain_leftovers(finding, *run.result);
  } else if (clean_end && run.result && !run.result->passed) {
    explain_failure(finding, *run.result, sources);
  } else if (!(clean_end && exited->code == 0 && run.result)) {
    std::visit(ExplainEnd{run, finding}, run.run.end);
  }
  if (!passed(finding.verdict)) {
    finding.evidence += printed(run.run);
    finding.again = command_for(exercise);
    if (finding.places.empty()) {
      finding.places.push_back(sources.place(test.file, test.line, "the test"));
    }
  }
  return finding;
}

Finding not_run_any_more(const course::Test& test) {
  Finding finding;
  finding.verdict = Crashed{SIGKILL};
  finding.part = course::Part::tests;
  finding.subject = test.full_name();
  finding.headline = "not run, because another test took more than it may";
  finding.advice = "see to that test first";
  return finding;
}

}  // namespace judge
