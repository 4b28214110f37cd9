#include "cli/batch_progress.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "report/printable.hpp"
#include "report/wording.hpp"

namespace cli {
namespace {

constexpr std::size_t kWidth = 79;
constexpr double kMinute = 60;

}  // namespace

std::string how_far(std::size_t done, std::size_t all, std::chrono::duration<double> took) {
  std::string text = fmt::format("[{}/{}]", done, all);
  if (done > 0 && took.count() > 0) {
    const double each = took.count() / static_cast<double>(done);
    text += fmt::format(" {:.0f} a minute, {} left", kMinute / each,
                        report::duration(each * static_cast<double>(all - done)));
  }
  return text;
}

void BatchProgress::expect(std::size_t results) {
  const std::lock_guard lock(mutex_);
  all_ = results;
  started_ = std::chrono::steady_clock::now();
}

void BatchProgress::done(const std::string& submission, const report::ExerciseReport& result) {
  const std::lock_guard lock(mutex_);
  ++done_;
  if (style_ == Progress::Style::plain) {
    fmt::print(stderr, "[{}/{}] {} {}: {}\n", done_, all_, report::printable_line(submission),
               result.exercise.id, report::points(result.grade));
  }
  show();
}

void BatchProgress::note(const std::string& line) {
  const std::lock_guard lock(mutex_);
  if (style_ != Progress::Style::none) {
    fmt::print(stderr, "{}{}\n", shown_ ? "\r\x1b[K" : "", line);
  }
  show();
}

void BatchProgress::stage(const std::string& line) {
  const std::lock_guard lock(mutex_);
  if (all_ == 0 && style_ == Progress::Style::plain && !line.empty() && line != stage_) {
    fmt::print(stderr, "{}\n", line);
  }
  stage_ = line;
  show();
}

void BatchProgress::clear() {
  const std::lock_guard lock(mutex_);
  if (shown_) {
    fmt::print(stderr, "\r\x1b[K");
    std::fflush(stderr);
    shown_ = false;
  }
}

void BatchProgress::show() {
  if (style_ != Progress::Style::terminal) {
    return;
  }
  std::string line = stage_;
  if (all_ > 0) {
    line = how_far(done_, all_, std::chrono::steady_clock::now() - started_) + "  " + stage_;
  }
  fmt::print(stderr, "\r\x1b[K{}", report::cut(line, kWidth));
  std::fflush(stderr);
  shown_ = true;
}

}  // namespace cli
