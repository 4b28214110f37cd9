#include "batch/compare.hpp"

#include <fmt/format.h>

#include <type_traits>

#include "course/catalogue.hpp"
#include "sandbox/temporary_folder.hpp"

namespace batch {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::minutes kDeadline{10};
constexpr std::size_t kMostOutput = std::size_t{64} << 20U;
constexpr const char* kShared = "course.cpp";
// Tokens that must be alike in a row to count.
constexpr const char* kRun = "16";

std::string why(const sandbox::Run& run) {
  return std::visit(
      [&](const auto& end) -> std::string {
        using End = std::decay_t<decltype(end)>;
        if constexpr (std::is_same_v<End, sandbox::Exited>) {
          return run.cut ? "sim_c++ found more pairs than can be read"
                         : fmt::format("sim_c++ ended with {}", end.code);
        } else if constexpr (std::is_same_v<End, sandbox::Signalled>) {
          return fmt::format("signal {} ended sim_c++", end.signal);
        } else if constexpr (std::is_same_v<End, sandbox::Overran>) {
          return "sim_c++ used " + end.what;
        } else {
          return fmt::format("sim_c++ took longer than {} minutes", kDeadline.count());
        }
      },
      run.end);
}

// A class in a folder, as sim_c++ reads it.
class Comparison {
 public:
  Comparison(const std::vector<std::string>& codes, const std::string& shared) {
    course::write_file(folder_.path() / kShared, shared);
    for (std::size_t place = 0; place < codes.size(); ++place) {
      if (codes[place].size() > kLongestCode) {
        too_long_.push_back(place);
      } else if (!codes[place].empty()) {
        files_.push_back(fmt::format("{}.cpp", place));
        course::write_file(folder_.path() / files_.back(), codes[place]);
      }
    }
  }

  std::size_t count() const { return files_.size(); }
  const std::vector<std::size_t>& too_long() const { return too_long_; }

  // Each file and the course's text.
  sandbox::Run shares(const sandbox::Runner& runner) const {
    sandbox::Command command = begun({"-S"});
    command.arguments.insert(command.arguments.end(), {"/", kShared});
    return runner.run(command);
  }

  // Each file and each other one: -a and -e. Unsorted (-u), for its sorting takes six
  // times as long as the rest. Less than the threshold cannot become more.
  sandbox::Run pairs(const sandbox::Runner& runner) const {
    return runner.run(begun({"-T", "-a", "-e", "-u", "-t", std::to_string(kNear)}));
  }

 private:
  sandbox::Command begun(const std::vector<std::string>& options) const {
    sandbox::Command command;
    command.arguments = {kSim, "-p", "-r", kRun};
    command.arguments.insert(command.arguments.end(), options.begin(), options.end());
    command.arguments.insert(command.arguments.end(), files_.begin(), files_.end());
    command.folder = folder_.path();
    command.readable = {folder_.path()};
    command.limits.deadline = kDeadline;
    command.limits.output_bytes = kMostOutput;
    return command;
  }

  sandbox::TemporaryFolder folder_;
  std::vector<std::string> files_;
  std::vector<std::size_t> too_long_;
};

}  // namespace

std::string shared_code(const course::Exercise& exercise) {
  std::string code;
  for (const std::string& file : exercise.submit) {
    if (!course::is_document(file)) {
      code += course::read_file(exercise.folder / file) + "\n";
    }
  }
  for (const char* text : {"README.md", "hints.md"}) {
    code += code_blocks(course::read_file(exercise.folder / text));
  }
  return code;
}

Similarity compare(const std::vector<std::string>& codes, const std::string& shared,
                   const sandbox::Runner& runner) {
  const Comparison comparison(codes, shared);
  Similarity similarity;
  similarity.too_long = comparison.too_long();
  if (comparison.count() < 2) {
    return similarity;
  }
  const sandbox::Run shares = comparison.shares(runner);
  if (!shares.succeeded() || shares.cut) {
    similarity.problem = why(shares);
    return similarity;
  }
  const sandbox::Run pairs = comparison.pairs(runner);
  if (!pairs.succeeded() || pairs.cut) {
    similarity.problem = why(pairs);
    return similarity;
  }
  similarity.pairs = near_pairs(codes.size(), shares.output, pairs.output);
  return similarity;
}

}  // namespace batch
