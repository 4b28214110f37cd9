// grade batch: grades a class, and keeps what it has graded whatever happens.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
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
#include "batch/store.hpp"
#include "cli/batch_progress.hpp"
#include "cli/course_state.hpp"
#include "cli/session.hpp"
#include "cli/submission_report.hpp"
#include "cli/verbs.hpp"
#include "report/hidden_tests.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/printable.hpp"
#include "report/wording.hpp"
#include "sandbox/temporary_folder.hpp"
#include "submission/archive.hpp"
#include "submission/submission.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;
using batch::ClassList;
using batch::Entry;
using batch::HandIn;

// One exercise of one submission.
struct Piece {
  batch::Key key;
  submission::Intake intake;
  std::string report{};  // empty: to be graded
};

struct Taken {
  std::vector<Piece> pieces;  // in the order of the exercises
  std::string problem;
};

// All of it, so that no two intakes look the same.
std::string as_bytes(const submission::Intake& intake) {
  std::string bytes;
  const auto add = [&](const std::string& text) {
    bytes += fmt::format("{}:{}", text.size(), text);
  };
  const auto add_refusal = [&](const submission::Refusal& refusal) {
    add(refusal.file);
    add(refusal.reason);
  };
  if (const auto* refused = std::get_if<std::vector<submission::Refusal>>(&intake)) {
    std::for_each(refused->begin(), refused->end(), add_refusal);
    return "refused " + bytes;
  }
  const auto& submitted = std::get<submission::Submission>(intake);
  for (const submission::File& file : submitted.files) {
    add(file.name);
    add(file.content);
  }
  if (submitted.document) {
    add(submitted.document->content);
  }
  if (submitted.no_document) {
    add_refusal(*submitted.no_document);
  }
  return bytes;
}

// What is compared with the others'; empty if nothing could be taken.
std::string code_of(const submission::Intake& intake) {
  std::string code;
  if (const auto* submitted = std::get_if<submission::Submission>(&intake)) {
    for (const submission::File& file : submitted->files) {
      code += file.content + "\n";
    }
  }
  return code;
}

bool is_missing(const submission::Intake& intake) {
  const auto* refused = std::get_if<std::vector<submission::Refusal>>(&intake);
  return refused != nullptr && std::all_of(refused->begin(), refused->end(), [](const auto& each) {
           return each.reason == "is missing";
         });
}

// What was handed in of each exercise. Of an archive nothing else stays on the disk.
Taken take(const HandIn& hand_in, const std::vector<const course::Exercise*>& exercises,
           const std::map<std::string, std::string>& states) {
  Taken taken;
  std::optional<sandbox::TemporaryFolder> unpacked;
  fs::path folder = hand_in.path;
  if (!fs::is_directory(folder)) {
    try {
      folder = submission::unpack(hand_in.path, unpacked.emplace().path());
    } catch (const submission::ArchiveError& error) {
      taken.problem = error.what();
      folder = unpacked->path() / "nothing";
    }
  }
  for (const course::Exercise* exercise : exercises) {
    submission::Intake intake =
        submission::take(*exercise, {submission::folder_of(*exercise, folder)});
    taken.pieces.push_back({.key = {.submission = hand_in.name,
                                    .exercise = exercise->id,
                                    .course = states.at(exercise->id),
                                    .content = as_bytes(intake)},
                            .intake = std::move(intake)});
  }
  return taken;
}

// Those that somebody has handed in; all if the user named them.
std::vector<const course::Exercise*> looked_at(std::vector<const course::Exercise*> exercises,
                                               const std::vector<Taken>& all) {
  std::vector<const course::Exercise*> some;
  for (std::size_t i = 0; i < exercises.size(); ++i) {
    if (std::any_of(all.begin(), all.end(),
                    [&](const Taken& each) { return !is_missing(each.pieces.at(i).intake); })) {
      some.push_back(exercises[i]);
    }
  }
  return some;
}

void write_file(const fs::path& file, const std::string& text) {
  const fs::path partial = file.string() + ".new";
  std::ofstream stream(partial, std::ios::binary);
  stream << text;
  if (!stream.flush()) {
    throw UsageError(fmt::format("cannot write {}", file.string()));
  }
  stream.close();
  fs::rename(partial, file);  // whole, or not at all
}

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
      taken_.push_back(take(hand_in, exercises, states));
      session_.interrupt().throw_if_pending();
    }
    exercises_ = all_exercises ? exercises : looked_at(exercises, taken_);
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
        codes.push_back(code_of(taken.pieces.at(i).intake));
      }
      similarities_.push_back(similarity_of(*exercises_[i], codes));
    }
  }

  bool nothing_handed_in() const { return exercises_.empty(); }

  // What the store does not know. Returns how many pieces that were.
  std::size_t grade() {
    std::vector<Work> work;
    std::vector<Piece*> pieces;
    for (Taken& taken : taken_) {
      for (std::size_t i = 0; i < taken.pieces.size(); ++i) {
        if (taken.pieces[i].report.empty()) {
          pieces.push_back(&taken.pieces[i]);
          work.push_back({.exercise = exercises_[i],
                          .folders = {},
                          .taken = std::move(taken.pieces[i].intake)});
        }
      }
    }
    progress_.expect(pieces.size());
    session_.grading().grade_each(work, [&](std::size_t i, Graded graded) {
      Piece& piece = *pieces[i];
      report::Report report;
      report.grader_version = COURSE_VERSION;
      report.submission = piece.key.submission;
      report.started = now_in_utc();
      report.machine = machine_;
      report.seconds = graded.report.seconds;
      report.exercises.push_back(std::move(graded.report));
      piece.report = report::json(report);
      store_.keep(piece.key, piece.report);
      progress_.done(piece.key.submission, report.exercises.front());
    });
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

void write_reports(const ClassList& list, const fs::path& folder) {
  for (const Entry& entry : list.entries) {
    const fs::path file = folder / batch::report_name(entry.name);
    write_file(file.string() + ".html", report::html_page(entry.report));
    write_file(file.string() + ".json", report::json(entry.report));
  }
}

// What everybody may read; only the store knows more.
ClassList for_students(ClassList list) {
  for (Entry& entry : list.entries) {
    entry.report = report::for_students(entry.report);
  }
  return list;
}

void write_all(const ClassList& list, const fs::path& out) {
  write_reports(list, out / "reports");
  write_file(out / "class.html", batch::class_page(list));
  write_file(out / "gradebook.csv", batch::gradebook(list));
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

}  // namespace

ExitCode batch(const Options& options) {
  const auto started = std::chrono::steady_clock::now();
  const batch::HandIns hand_ins = read_folder(options);
  if (hand_ins.all.empty()) {
    throw UsageError(fmt::format("no submissions in {}; each is a folder or an archive there",
                                 options.batch.folder.string()));
  }
  make_folders(options.batch.out, options.reveal);
  BatchProgress progress(progress_style(options));
  Session session(options, [&](const std::string& line) { progress.stage(line); });
  if (!session.is_isolated() && !options.batch.without_isolation) {
    throw std::runtime_error(
        "isolation is reduced here, and a class's code is not to be trusted; install bubblewrap "
        "(`grader/grade doctor` says more), or add --without-isolation");
  }
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
  const std::size_t graded = batch.grade();
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

}  // namespace cli
