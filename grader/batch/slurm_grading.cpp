#include "batch/slurm_grading.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "batch/job_folder.hpp"
#include "batch/slice.hpp"
#include "batch/whole_file.hpp"
#include "course/catalogue.hpp"
#include "report/printable.hpp"
#include "report/wording.hpp"

namespace batch {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

// Slurm's usual MaxArraySize is 1001.
constexpr std::size_t kMostTasks = 1000;
// Of a task, beside its pieces: the start, and one that hangs in every test.
constexpr std::chrono::minutes kStart{10};
constexpr std::chrono::minutes kPiece{5};
// Between two looks; the longer it takes, the longer.
constexpr std::chrono::milliseconds kFirstPause{500};
constexpr std::chrono::milliseconds kLongestPause{10'000};
constexpr std::size_t kMostShown = 10;

std::string shown(const Piece& piece) {
  return fmt::format("{} {}", report::printable_line(piece.key.submission), piece.key.exercise);
}

bool same(const Key& one, const Key& other) {
  return one.course == other.course && one.content == other.content;
}

}  // namespace

SlurmGrading::SlurmGrading(const Slurm& slurm, SlurmPlan plan, SlurmEvents events)
    : slurm_(slurm), plan_(std::move(plan)), events_(std::move(events)) {}

void SlurmGrading::grade(const std::vector<const Piece*>& pieces) {
  pieces_ = pieces;
  standings_.assign(pieces.size(), Standing::free);
  tries_.assign(pieces.size(), 0);
  adopt();
  for (std::chrono::milliseconds pause = kFirstPause;;
       pause = std::min(pause + pause / 10, kLongestPause)) {
    // What an ended task has done is there by now: so look first, then collect.
    look();
    collect();
    give_back();
    submit();
    if (is_settled()) {
      break;
    }
    events_.pause(pause);
  }
  finish();
}

// Jobs of a grader that was ended: what they have done counts, what they do is waited for.
void SlurmGrading::adopt() {
  for (const std::string& name : jobs_in(plan_.folder)) {
    adopt(name);
  }
}

void SlurmGrading::adopt(const std::string& name) {
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    places[{pieces_[i]->key.submission, pieces_[i]->key.exercise}] = i;
  }
  Job job{.name = name, .tasks = {}};
  std::size_t wanted = 0;
  for (fs::path file = slice_file(folder_of(job), 0); fs::exists(file);
       file = slice_file(folder_of(job), job.tasks.size())) {
    Task& task = job.tasks.emplace_back();
    for (const Piece& piece : read_slice(file)) {
      const auto place = places.find({piece.key.submission, piece.key.exercise});
      auto& known = task.pieces.emplace_back();
      if (place != places.end() && same(piece.key, pieces_[place->second]->key)) {
        known = place->second;
        standings_[place->second] = Standing::in_task;
        ++wanted;
      }
    }
  }
  if (wanted == 0) {
    slurm_.cancel(name);
    fs::remove_all(folder_of(job));
    return;
  }
  events_.note(fmt::format("found the job {} of an earlier start; it has {} to grade", name,
                           report::counted(wanted, "piece")));
  jobs_.push_back(std::move(job));
}

void SlurmGrading::look() {
  std::vector<std::string> names;
  for (const Job& job : jobs_) {
    names.push_back(job.name);
  }
  if (names.empty()) {
    return;
  }
  std::vector<SlurmTask> tasks;
  try {
    tasks = slurm_.tasks(names);
    unreachable_since_.reset();
  } catch (const SlurmError& error) {
    const auto now = steady_clock::now();
    if (!unreachable_since_) {
      unreachable_since_ = now;
      events_.note(fmt::format("{}; trying again", error.what()));
    }
    if (now - *unreachable_since_ >= plan_.patience) {
      throw SlurmError(fmt::format(
          "{}; the tasks may be at work all the same: the same command goes on with them",
          error.what()));
    }
    return;
  }
  for (Job& job : jobs_) {
    std::map<std::size_t, const SlurmTask*> seen;
    for (const SlurmTask& task : tasks) {
      if (task.job == job.name) {
        seen[task.index] = &task;
      }
    }
    update(job, seen);
  }
  tell_stage(tasks);
}

void SlurmGrading::update(Job& job, const std::map<std::size_t, const SlurmTask*>& seen) {
  for (std::size_t i = 0; i < job.tasks.size(); ++i) {
    Task& task = job.tasks[i];
    const auto found = seen.find(i);
    if (found != seen.end() && !has_ended(found->second->state)) {
      task.ended.reset();
    } else if (!task.ended) {
      task.ended = steady_clock::now();
    }
    if (found != seen.end()) {
      task.state = found->second->state;
    }
  }
}

void SlurmGrading::tell_stage(const std::vector<SlurmTask>& tasks) const {
  std::size_t running = 0;
  std::size_t waiting = 0;
  std::string reason;
  for (const SlurmTask& task : tasks) {
    if (task.state == "PENDING") {
      ++waiting;
      reason = task.reason;
    } else if (!has_ended(task.state)) {
      ++running;
    }
  }
  std::string line = fmt::format("{} at work", report::counted(running, "task"));
  if (waiting > 0) {
    line += fmt::format(", {} waiting ({})", waiting, report::printable_line(reason));
  }
  events_.stage(line);
}

void SlurmGrading::collect() {
  for (const Job& job : jobs_) {
    const std::set<std::string> files = files_in(folder_of(job));
    for (std::size_t i = 0; i < job.tasks.size(); ++i) {
      for (std::size_t place = 0; place < job.tasks[i].pieces.size(); ++place) {
        const fs::path file = result_file(slice_file(folder_of(job), i), place);
        if (files.contains(file.filename().string())) {
          take(job, i, place, file.string());
        }
      }
    }
  }
}

// Late results of tasks that have been given up count as well.
void SlurmGrading::take(const Job& job, std::size_t task, std::size_t place,
                        const std::string& file) {
  const std::optional<std::size_t> piece = job.tasks[task].pieces[place];
  if (!piece || standings_[*piece] == Standing::taken) {
    return;
  }
  const std::string text = course::read_file(file);
  const std::optional<report::Report> report = report_in(text, pieces_[*piece]->key.exercise);
  if (!report) {
    events_.note(fmt::format("{} is no result; removed", file));
    fs::remove(file);
    return;
  }
  standings_[*piece] = Standing::taken;
  events_.take(*piece, *report, text);
}

void SlurmGrading::give_back() {
  const auto now = steady_clock::now();
  for (Job& job : jobs_) {
    for (std::size_t i = 0; i < job.tasks.size(); ++i) {
      Task& task = job.tasks[i];
      if (!task.ended || task.given_back) {
        continue;
      }
      // It says that it has done everything, or nobody knows.
      const bool may_come =
          task.state == "COMPLETED" || (!task.state.empty() && !has_ended(task.state));
      if (!may_come || now - *task.ended >= plan_.settling) {
        task.given_back = true;
        give_back(job, i);
      }
    }
  }
}

void SlurmGrading::give_back(const Job& job, std::size_t task) {
  const std::string& state = job.tasks[task].state;
  const std::string ending =
      fmt::format("task {} of {} has ended{}", task, job.name,
                  state.empty() || !has_ended(state) ? "" : fmt::format(" ({})", state));
  std::string words = last_words(log_file(folder_of(job), task));
  std::size_t owed = 0;
  for (const std::optional<std::size_t>& piece : job.tasks[task].pieces) {
    if (piece && standings_[*piece] == Standing::in_task && !is_in_task(*piece)) {
      const bool last = tries_[*piece] >= kMostTries;
      standings_[*piece] = last ? Standing::given_up : Standing::free;
      last_words_[*piece] = words.empty() ? ending : fmt::format("{}: {}", ending, words);
      ++owed;
    }
  }
  if (owed > 0) {
    events_.note(fmt::format("{} and owes {}{}", ending, report::counted(owed, "result"),
                             words.empty() ? "" : ": " + words));
  }
}

// Of any job: two may hold it, if one is of an earlier start.
bool SlurmGrading::is_in_task(std::size_t piece) const {
  return std::any_of(jobs_.begin(), jobs_.end(), [&](const Job& job) {
    return std::any_of(job.tasks.begin(), job.tasks.end(), [&](const Task& task) {
      return !task.given_back &&
             std::find(task.pieces.begin(), task.pieces.end(), piece) != task.pieces.end();
    });
  });
}

void SlurmGrading::submit() {
  std::vector<std::size_t> fresh;
  std::vector<std::size_t> again;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    if (standings_[i] == Standing::free) {
      (tries_[i] == 0 ? fresh : again).push_back(i);
    }
  }
  submit(fresh, plan_.each);
  submit(again, 1);  // one that ends its task ends nobody else's
}

void SlurmGrading::submit(const std::vector<std::size_t>& pieces, std::size_t each) {
  if (pieces.empty()) {
    return;
  }
  std::vector<std::string> submissions;
  for (const std::size_t piece : pieces) {
    submissions.push_back(pieces_[piece]->key.submission);
  }
  Job job{.name = new_job_name(), .tasks = {}};
  fs::create_directories(folder_of(job));
  std::size_t longest = 0;
  for (const std::vector<std::size_t>& slice : cut(submissions, each, kMostTasks)) {
    std::vector<const Piece*> content;
    Task task;
    for (const std::size_t at : slice) {
      content.push_back(pieces_[pieces[at]]);
      task.pieces.emplace_back(pieces[at]);
    }
    write_whole(slice_file(folder_of(job), job.tasks.size()), as_bytes(content));
    longest = std::max(longest, slice.size());
    job.tasks.push_back(std::move(task));
  }
  write_script(folder_of(job));
  const std::string number = slurm_.submit({.name = job.name,
                                            .folder = folder_of(job),
                                            .script = kScript,
                                            .arguments = plan_.command,
                                            .tasks = job.tasks.size(),
                                            .limit = kStart + longest * kPiece,
                                            .options = plan_.options});
  for (const std::size_t piece : pieces) {
    standings_[piece] = Standing::in_task;
    ++tries_[piece];
  }
  events_.note(fmt::format(
      "submitted job {} ({}): {} for {}{}", number, job.name,
      report::counted(job.tasks.size(), "task"), report::counted(pieces.size(), "piece"),
      tries_[pieces.front()] > 1 ? fmt::format(", try {} of {}", tries_[pieces.front()], kMostTries)
                                 : ""));
  jobs_.push_back(std::move(job));
}

bool SlurmGrading::is_settled() const {
  return std::all_of(standings_.begin(), standings_.end(), [](Standing standing) {
    return standing == Standing::taken || standing == Standing::given_up;
  });
}

// Nothing is left of what went well; logs are, of what did not.
void SlurmGrading::finish() {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    if (standings_[i] == Standing::given_up) {
      lines.push_back(fmt::format("\n  {}: {}", shown(*pieces_[i]), last_words_[i]));
    }
  }
  for (const Job& job : jobs_) {
    if (std::any_of(job.tasks.begin(), job.tasks.end(),
                    [](const Task& task) { return !task.ended; })) {
      slurm_.cancel(job.name);
    }
    if (lines.empty()) {
      fs::remove_all(folder_of(job));
    }
  }
  if (lines.empty()) {
    return;
  }
  const std::size_t all = lines.size();
  if (all > kMostShown) {
    lines.resize(kMostShown);
    lines.push_back(fmt::format("\n  and {} more", all - kMostShown));
  }
  throw SlurmError(fmt::format(
      "{} could not be graded, by {} tasks each:{}\nEverything else is kept. The same "
      "command tries these again, without --slurm on this machine; the tasks' logs "
      "are below {}",
      report::counted(all, "piece"), kMostTries, fmt::join(lines, ""), plan_.folder.string()));
}

void cancel_jobs(const Slurm& slurm, const fs::path& folder) {
  for (const std::string& name : jobs_in(folder)) {
    slurm.cancel(name);
  }
}

}  // namespace batch
