// grade watch: grades again at every save.
//
// One thread, which waits for four things at once: a save, a key, news of the
// grading that goes on, and a signal. The grading is another process; a save
// calls it off.

#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <stdexcept>

#include "cli/attempt.hpp"
#include "cli/keyboard.hpp"
#include "cli/lists.hpp"
#include "cli/session.hpp"
#include "cli/submission_folder.hpp"
#include "cli/verbs.hpp"
#include "cli/watch_screen.hpp"
#include "cli/watched_files.hpp"
#include "report/json.hpp"
#include "report/terminal.hpp"
#include "submission/submission.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

// An editor that saves in several steps is done by then.
constexpr milliseconds kSettled{25};
constexpr milliseconds kLookAgain{1'000};       // where the system does not tell
constexpr milliseconds kLookNowAndThen{5'000};  // where it does, but perhaps not all

WatchStyle terminal_style() {
  WatchStyle style{.colour = is_colour_terminal(STDOUT_FILENO)};
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
    style.width = std::min<unsigned>(size.ws_col, 100);
    style.height = size.ws_row;
  }
  return style;
}

class Watch {
 public:
  explicit Watch(const Options& options)
      : options_(options),
        catalogue_(course::Catalogue::load(options.root)),
        exercise_(options.names.empty() ? first()
                                        : &exercise_named(options.names.front(), catalogue_)),
        on_screen_(::isatty(STDOUT_FILENO) == 1) {}

  void run() {
    begin();
    while (!quits_ && !interrupt_.pending()) {
      wait();
      if (files_->changed()) {
        settle();
        begin();
      }
      listen();
      for (auto key = keyboard_.key(); key && !quits_; key = keyboard_.key()) {
        press(*key);
      }
    }
    attempt_.reset();
    if (on_screen_) {
      fmt::print("\n");
    }
  }

 private:
  const course::Exercise* first() const {
    const course::Exercise* next = next_to_do(catalogue_, options_.root);
    return next == nullptr ? &catalogue_.exercises().front() : next;
  }

  // Grades what is there now. What was shown stays until there is something new.
  void begin() {
    attempt_.reset();
    const fs::path root = options_.submission.empty() ? options_.root : options_.submission;
    const fs::path folder = submission::folder_of(*exercise_, root);
    std::vector<fs::path> files;
    for (const std::string& name : exercise_->submit) {
      files.push_back(folder / name);
    }
    files_.emplace(std::move(files));
    Options options = options_;
    options.names = {exercise_->id};
    start(options, exercise_->id);
  }

  void begin_all() {
    Options options = options_;
    options.names.clear();
    start(options, "all exercises");
  }

  void start(const Options& options, const std::string& name) {
    attempt_ = std::make_unique<Attempt>(options);
    if (state_.exercise != name) {
      state_ = {.exercise = name};
    }
    state_.grading = true;
    state_.progress.clear();
    state_.page.clear();
    draw();
  }

  void wait() const {
    std::array<pollfd, 4> entries{pollfd{interrupt_.descriptor(), POLLIN, 0},
                                  pollfd{files_->descriptor(), POLLIN, 0},
                                  pollfd{keyboard_.descriptor(), POLLIN, 0},
                                  pollfd{attempt_ ? attempt_->descriptor() : -1, POLLIN, 0}};
    const auto most = files_->descriptor() < 0 ? kLookAgain : kLookNowAndThen;
    ::poll(entries.data(), entries.size(), static_cast<int>(most.count()));
  }

  // Until nothing more happens to the files.
  void settle() {
    do {
      pollfd entry{interrupt_.descriptor(), POLLIN, 0};
      if (::poll(&entry, 1, static_cast<int>(kSettled.count())) > 0) {
        return;
      }
    } while (files_->changed());
  }

  void listen() {
    if (!attempt_) {
      return;
    }
    const std::vector<Attempt::News> all = attempt_->news();
    for (const Attempt::News& news : all) {
      take(news);
    }
    if (attempt_->ended()) {
      attempt_.reset();
      state_.grading = false;
    }
    if (!all.empty() || !attempt_) {
      draw();
    }
  }

  void take(const Attempt::News& news) {
    switch (news.kind) {
      case Attempt::News::Kind::progress:
        state_.progress = news.text;
        return;
      case Attempt::News::Kind::so_far:
      case Attempt::News::Kind::whole:
        state_.report = report::from_json(news.text);
        state_.whole = news.kind == Attempt::News::Kind::whole;
        state_.error.clear();
        break;
      case Attempt::News::Kind::error:
        state_.report.reset();
        state_.error = news.text;
        break;
    }
    if (!on_screen_ && news.kind != Attempt::News::Kind::so_far) {
      print();
    }
  }

  void press(char key) {
    switch (key) {
      case 'n':
        if (const course::Exercise* next = next_to_do(catalogue_, options_.root, exercise_)) {
          exercise_ = next;
          begin();
        } else {
          show("Every other exercise is done.");
        }
        return;
      case 'h': {
        Options options = options_;
        options.hint = {.name = exercise_->id, .task = 0};
        show(next_hint(options));
        return;
      }
      case 'l':
        show(list_of(catalogue_, options_.root));
        return;
      case 'a':
        begin_all();
        return;
      case 'q':
        quits_ = true;
        return;
      default:
        show("");
    }
  }

  void show(const std::string& page) {
    state_.page = page;
    draw();
  }

  void draw() const {
    if (!on_screen_) {
      return;
    }
    std::string text = "\x1b[H";  // from the top, over what stands there: no flicker
    const report::Lines lines = watch_screen(state_, terminal_style());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      text += (i == 0 ? "" : "\r\n") + lines[i] + "\x1b[K";
    }
    fmt::print("{}\x1b[J", text);
    std::fflush(stdout);
  }

  // Where nobody can draw: one report below the other.
  void print() const {
    if (state_.report) {
      fmt::print("{}\n", report::terminal(*state_.report, {}));
    } else {
      fmt::print("grade: {}\n\n", state_.error);
    }
    std::fflush(stdout);
  }

  const Options& options_;
  const sandbox::Interrupt interrupt_;
  const course::Catalogue catalogue_;
  const course::Exercise* exercise_;
  const bool on_screen_;
  Keyboard keyboard_;
  std::optional<WatchedFiles> files_;
  std::unique_ptr<Attempt> attempt_;
  WatchState state_;
  bool quits_ = false;
};

}  // namespace

ExitCode watch(const Options& options) {
  check_submission(options);
  if (!options.submission.empty() && !fs::is_directory(options.submission)) {
    throw UsageError(
        fmt::format("{} is no folder; only a folder can be watched", options.submission.string()));
  }
  if (options.names.size() > 1) {
    throw UsageError("watch takes one exercise; press n there for the next one");
  }
  Watch(options).run();
  return ExitCode::all_points;
}

}  // namespace cli
