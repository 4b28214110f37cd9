// grade batch: grades a class, and keeps what it has graded whatever happens.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "batch/class_list.hpp"
#include "batch/class_page.hpp"
#include "batch/compare.hpp"
#include "batch/gradebook.hpp"
#include "batch/hand_ins.hpp"
#include "batch/pieces.hpp"
#include "batch/store.hpp"
#include "batch/whole_file.hpp"
#include "cli/batch_progress.hpp"
#include "cli/course_state.hpp"
#include "cli/session.hpp"
#include "cli/slurm_batch.hpp"
#include "cli/submission_report.hpp"
#include "cli/verbs.hpp"
#include "report/hidden_tests.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/printable.hpp"
#include "report/wording.hpp"
#include "sandbox/interrupt.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;
using batch::ClassList;
using batch::Entry;
using batch::HandIn;
using batch::Piece;
using batch::Taken;

// One report of the reports of its exercises.
report::Report together(const std::string& name, const std::vector<std::string>& reports) {
  report::Report all;
  for (const std::string& text : reports) {
    report::Report one = report::from_json(text);
    const std::string started =
        all.exercises.empty() ? one.started : std::min(all.started, one.started);
    one.exercises.insert(one.exercises.begin(), std::make_move_iterator(all.exercises.begin()),
                         std::make_move_iterator(all.exercises.end()));
    one.seconds += all.seconds;
    one.started = started;
    all = std::move(one);
  }
  all.submission = name;
  return all;
}

class Batch {
 public:
  Batch(const Options& options, Session& session, const batch::HandIns& hand_ins,
        BatchProgress& progress)
      : again_(options.batch.again),
        session_(session),
        hand_ins_(hand_ins),
        progress_(progress),
        machine_(session.machine()),
        store_(options.batch.out / "store.sqlite") {}

  // Looks into every submission, and into the store.
  void take_all(bool all_exercises) {
    std::vector<const course::Exercise*> exercises = session_.exercises();
    const auto states = course_states(exercises, machine_.compiler);
    for (const HandIn& hand_in : hand_ins_.all) {
      taken_.push_back(batch::take(hand_in, exercises, states));
      session_.interrupt().throw_if_pending();
    }
    exercises_ = all_exercises ? exercises : batch::looked_at(exercises, taken_);
    for (Taken& taken : taken_) {
      std::erase_if(taken.pieces, [&](const Piece& piece) {
        return std::none_of(exercises_.begin(), exercises_.end(), [&](const auto* exercise) {
          return exercise->id == piece.key.exercise;
        });
      });
      for (Piece& piece : taken.pieces) {
        piece.report = store_.find(piece.key).value_or("");
        if (again_ && !piece.report.empty() && report::from_json(piece.report).not_measured() > 0) {
          piece.report.clear();
        }
      }
    }
  }

  // Which submissions of an exercise look alike. Before grade(), which uses up what was
  // taken.
  void compare() {
    if (!fs::exists(batch::kSim)) {
      return;
    }
    for (std::size_t i = 0; i < exercises_.size(); ++i) {
      std::vector<std::string> codes;
      for (const Taken& taken : taken_) {
        codes.push_back(batch::code_of(taken.pieces.at(i).intake));
      }
      similarities_.push_back(similarity_of(*exercises_[i], codes));
    }
  }

  bool nothing_handed_in() const { return exercises_.empty(); }

  // What the store does not know. Returns how many pieces that were.
  std::size_t grade(const Options& options) {
    std::vector<Piece*> pieces;
    for (Taken& taken : taken_) {
      for (Piece& piece : taken.pieces) {
        if (piece.report.empty()) {
          pieces.push_back(&piece);
        }
      }
    }
    progress_.expect(pieces.size());
    if (!options.batch.slurm) {
      grade_here(pieces);
    } else if (!pieces.empty()) {
      grade_elsewhere(pieces, options);
    }
    return pieces.size();
  }

  ClassList list() const {
    ClassList list;
    for (const course::Exercise* exercise : exercises_) {
      list.exercises.push_back(exercise->id);
    }
    for (std::size_t i = 0; i < taken_.size(); ++i) {
      std::vector<std::string> reports;
      for (const Piece& piece : taken_[i].pieces) {
        reports.push_back(piece.report);
      }
      const std::string& name = hand_ins_.all[i].name;
      list.entries.push_back({name, together(name, reports), taken_[i].problem});
    }
    list.ignored = hand_ins_.ignored;
    list.similarities = similarities_;
    return list;
  }

 private:
  void grade_here(const std::vector<Piece*>& pieces) {
    std::vector<Work> work;
    for (Piece* piece : pieces) {
      work.push_back({.exercise = &exercise_named(piece->key.exercise, session_.catalogue()),
                      .folders = {},
                      .taken = std::move(piece->intake)});
    }
    session_.grading().grade_each(work, [&](std::size_t i, Graded graded) {
      const report::Report report =
          piece_report(pieces[i]->key.submission, std::move(graded), machine_);
      keep(*pieces[i], report, report::json(report));
    });
  }

  // Only this process writes to the store: its file may lie on NFS.
  void grade_elsewhere(const std::vector<Piece*>& pieces, const Options& options) {
    grade_by_slurm(options, {pieces.begin(), pieces.end()},
                   {.take = [&](std::size_t i, const report::Report& report,
                                const std::string& text) { keep(*pieces[i], report, text); },
                    .note = [&](const std::string& line) { progress_.note(line); },
                    .stage = [&](const std::string& line) { progress_.stage(line); },
                    .pause = {}},
                   session_.interrupt());
  }

  void keep(Piece& piece, const report::Report& report, const std::string& text) {
    piece.report = text;
    store_.keep(piece.key, text);
    progress_.done(piece.key.submission, report.exercises.front());
  }

  // From the store, if it was made of the same code.
  batch::Similarity similarity_of(const course::Exercise& exercise,
                                  const std::vector<std::string>& codes) {
    const std::string shared = batch::shared_code(exercise);
    // No submission has an empty name.
    batch::Key key{
        .submission = "", .exercise = exercise.id, .course = "1 " + shared, .content = {}};
    for (const std::string& code : codes) {
      key.content += fmt::format("{}:{}", code.size(), code);
    }
    if (const auto kept = store_.find(key)) {
      batch::Similarity similarity = batch::similarity_from(*kept);
      if (!again_ || similarity.problem.empty()) {
        return similarity;
      }
    }
    session_.progress().stage("comparing " + exercise.id);
    batch::Similarity similarity = batch::compare(codes, shared, session_.runner());
    store_.keep(key, batch::as_text(similarity));
    return similarity;
  }

  const bool again_;  // what could not be measured
  Session& session_;
  const batch::HandIns& hand_ins_;
  BatchProgress& progress_;
  const report::Machine machine_;
  batch::Store store_;
  std::vector<const course::Exercise*> exercises_;
  std::vector<Taken> taken_;  // in the order of hand_ins_
  std::vector<batch::Similarity> similarities_;
};

batch::HandIns read_folder(const Options& options) {
  try {
    return batch::hand_ins(options.batch.folder, options.batch.out);
  } catch (const std::system_error& error) {
    throw UsageError(fmt::format("cannot read {}: {}; name the folder that holds the submissions",
                                 options.batch.folder.string(), error.code().message()));
  }
}

void make_folders(const fs::path& out, bool reveal) {
  std::error_code error;
  fs::create_directories(out / "reports", error);
  if (!error && reveal) {
    fs::create_directories(out / "revealed", error);
  }
  if (error) {
    throw UsageError(fmt::format("cannot write {}: {}", out.string(), error.message()));
  }
}

void write_reports(const ClassList& list, const fs::path& folder) try {
  for (const Entry& entry : list.entries) {
    const fs::path file = folder / batch::report_name(entry.name);
    batch::write_whole(file.string() + ".html", report::html_page(entry.report));
    batch::write_whole(file.string() + ".json", report::json(entry.report));
  }
} catch (const std::system_error& error) {
  throw UsageError(fmt::format("cannot write {}", error.what()));
}

// What everybody may read; only the store knows more.
ClassList for_students(ClassList list) {
  for (Entry& entry : list.entries) {
    entry.report = report::for_students(entry.report);
  }
  return list;
}

void write_all(const ClassList& list, const fs::path& out) try {
  write_reports(list, out / "reports");
  batch::write_whole(out / "class.html", batch::class_page(list));
  batch::write_whole(out / "gradebook.csv", batch::gradebook(list));
} catch (const std::system_error& error) {
  throw UsageError(fmt::format("cannot write {}", error.what()));
}

std::string summary(const ClassList& list, std::size_t graded, const fs::path& out,
                    double seconds) {
  const std::size_t pieces = list.entries.size() * list.exercises.size();
  std::string text = fmt::format("{} of {}: {} graded, {} as they were. {}.\n",
                                 report::counted(list.entries.size(), "submission"),
                                 report::counted(list.exercises.size(), "exercise"), graded,
                                 pieces - graded, report::duration(seconds));
  std::vector<std::string> lines;
  for (const Entry& entry : list.entries) {
    for (const std::string& line : batch::for_a_human_eye(entry)) {
      lines.push_back(fmt::format("{}: {}", report::printable_line(entry.name), line));
    }
  }
  for (const std::string& line : list.ignored) {
    lines.push_back(report::printable_line(line));
  }
  constexpr std::size_t kMost = 20;
  if (!lines.empty()) {
    text += "\nNeeds a human eye:\n";
  }
  for (std::size_t i = 0; i < lines.size() && i < kMost; ++i) {
    text += "  " + lines[i] + "\n";
  }
  if (lines.size() > kMost) {
    text += fmt::format("  and {} more, see class.html\n", lines.size() - kMost);
  }
  if (std::any_of(list.entries.begin(), list.entries.end(),
                  [](const Entry& entry) { return entry.report.not_measured() > 0; })) {
    text += "\nWhat was not measured is graded anew with --again; let the machine be quiet then.\n";
  }
  return text + fmt::format("\nGradebook:    {}\nClass report: {}\nEach report:  {}\n",
                            (out / "gradebook.csv").string(), (out / "class.html").string(),
                            (out / "reports").string());
}

ExitCode grade(const Options& options) {
  const auto started = std::chrono::steady_clock::now();
  const batch::HandIns hand_ins = read_folder(options);
  if (hand_ins.all.empty()) {
    throw UsageError(fmt::format("no submissions in {}; each is a folder or an archive there",
                                 options.batch.folder.string()));
  }
  make_folders(options.batch.out, options.reveal);
  BatchProgress progress(progress_style(options));
  Session session(options, [&](const std::string& line) { progress.stage(line); });
  require_isolation(session, options.batch.without_isolation);
  Batch batch(options, session, hand_ins, progress);
  batch.take_all(!options.names.empty());
  if (batch.nothing_handed_in()) {
    progress.clear();
    fmt::print(stderr,
               "grade: none of {} in {} holds a submit file; each is laid out as "
               "01-threads/threads.cpp\n",
               report::counted(hand_ins.all.size(), "submission"), options.batch.folder.string());
    return ExitCode::nothing_graded;
  }
  batch.compare();
  const std::size_t graded = batch.grade(options);
  progress.clear();
  const ClassList whole = batch.list();
  if (options.reveal) {
    write_reports(whole, options.batch.out / "revealed");
  }
  const ClassList list = for_students(whole);
  write_all(list, options.batch.out);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  fmt::print("{}", summary(list, graded, options.batch.out, took.count()));
  return ExitCode::all_points;
}

}  // namespace

ExitCode batch(const Options& options) {
  check_slurm_options(options);
  try {
    return grade(options);
  } catch (const sandbox::Interrupted&) {
    if (options.batch.slurm) {
      fmt::print(stderr, "grade: cancelling the tasks; the same command goes on from here\n");
      cancel_slurm(options);
    }
    throw;
  }
}

}  // namespace cli
