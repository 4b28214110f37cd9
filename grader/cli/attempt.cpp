#include "cli/attempt.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <mutex>
#include <string_view>
#include <system_error>
#include <utility>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "cli/session.hpp"
#include "cli/submission_folder.hpp"
#include "cli/submission_report.hpp"
#include "report/json.hpp"
#include "score/grade.hpp"

namespace cli {
namespace {

using Kind = Attempt::News::Kind;

constexpr std::chrono::milliseconds kPatience{5'000};  // with one that was called off

// Ends each piece of news. JSON holds none.
constexpr char kEnd = '\0';

// The child's end. Thread-safe.
class Speaker {
 public:
  explicit Speaker(int descriptor) : descriptor_(descriptor) {}

  void say(Kind kind, const std::string& text) {
    const std::lock_guard lock(mutex_);
    const std::string whole = static_cast<char>(kind) + text + kEnd;
    for (std::string_view rest = whole; !rest.empty();) {
      const ssize_t n = ::write(descriptor_, rest.data(), rest.size());
      if (n > 0) {
        rest.remove_prefix(static_cast<std::size_t>(n));
      } else if (errno != EINTR) {
        return;  // nobody listens any more, and this process is about to be called off
      }
    }
  }

 private:
  std::mutex mutex_;
  const int descriptor_;
};

// What was found so far, told again whenever a mistake comes to it.
class Findings {
 public:
  Findings(Speaker& speaker, const course::Exercise& exercise, std::string submission)
      : speaker_(speaker) {
    report_.submission = std::move(submission);
    report_.exercises.push_back({.exercise = exercise, .grade = {}, .findings = {}, .seconds = 0});
  }

  void add(const judge::Finding& finding) {
    if (judge::passed(finding.verdict)) {
      return;
    }
    const std::lock_guard lock(mutex_);
    report::ExerciseReport& graded = report_.exercises.front();
    graded.findings.push_back(finding);
    graded.grade = score::grade(graded.exercise, graded.findings);
    speaker_.say(Kind::so_far, report::json(report_));
  }

 private:
  Speaker& speaker_;
  std::mutex mutex_;
  report::Report report_;
};

void grade_and_tell(const Options& options, Speaker& speaker) {
  try {
    Session session(options, [&](const std::string& line) { speaker.say(Kind::progress, line); });
    Findings findings(speaker, *session.exercises().front(),
                      shown_name(options, session.catalogue()));
    const bool one = session.exercises().size() == 1;
    const report::Report report = grade_submission(
        session, options,
        one ? [&](const judge::Finding& finding) { findings.add(finding); } : Grading::Listener());
    speaker.say(Kind::whole, report::json(report));
  } catch (const sandbox::Interrupted&) {
    return;
  } catch (const std::exception& error) {
    speaker.say(Kind::error, error.what());
  }
}

}  // namespace

Attempt::Attempt(const Options& options) {
  sandbox::DescriptorPair ends = sandbox::make_pipe();
  std::fflush(nullptr);  // or both processes would print what is buffered
  const pid_t parent = ::getpid();
  process_ = ::fork();
  if (process_ < 0) {
    throw std::system_error(errno, std::generic_category(), "cannot start a process");
  }
  if (process_ == 0) {
    ::setpgid(0, 0);  // Ctrl-C is the watcher's
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGINT, SIG_DFL);  // the watcher's handlers are of no use here
    std::signal(SIGTERM, SIG_DFL);
#ifdef __linux__
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) {
      ::_exit(0);
    }
#endif
    Speaker speaker(ends.second.get());
    grade_and_tell(options, speaker);
    std::fflush(nullptr);
    ::_exit(0);  // what the watcher's objects hold is not this process's to give back
  }
  ::fcntl(ends.first.get(), F_SETFL, O_NONBLOCK);
  news_ = std::move(ends.first);
}

Attempt::~Attempt() {
  ::kill(process_, SIGINT);
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  // It closes its end when it ends, and not before all that it started is gone.
  for (std::array<char, 4096> ignored{};;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    pollfd entry{news_.get(), POLLIN, 0};
    if (left.count() <= 0 || ::poll(&entry, 1, static_cast<int>(left.count())) == 0) {
      ::kill(process_, SIGKILL);
      break;
    }
    if (::read(news_.get(), ignored.data(), ignored.size()) == 0) {
      break;
    }
  }
  while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

std::vector<Attempt::News> Attempt::news() {
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t n = ::read(news_.get(), buffer.data(), buffer.size());
    if (n > 0) {
      received_.append(buffer.data(), static_cast<std::size_t>(n));
    } else if (n == 0) {
      ended_ = true;
      break;
    } else if (errno != EINTR) {
      break;
    }
  }
  std::vector<News> all;
  std::size_t begin = 0;
  for (std::size_t end = received_.find(kEnd); end != std::string::npos;
       end = received_.find(kEnd, begin)) {
    all.push_back(
        {static_cast<Kind>(received_[begin]), received_.substr(begin + 1, end - begin - 1)});
    begin = end + 1;
  }
  received_.erase(0, begin);
  return all;
}

}  // namespace cli
