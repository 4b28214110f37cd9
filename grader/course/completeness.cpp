#include "course/completeness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <sstream>

#include "course/catalogue.hpp"
#include "course/syllabus.hpp"

namespace course {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFewestWrong = 6;

fs::path wrong_folder(const Exercise& exercise, const fs::path& root) {
  return root / "grader" / "tests" / "wrong" / exercise.id;
}

class Inspection {
 public:
  Inspection(const Exercise& exercise, const fs::path& root)
      : exercise_(exercise), root_(root), name_("exercises/" + exercise.id) {}

  std::vector<Problem> run() {
    manifest();
    prose();
    skeleton();
    stray_files();
    solutions();
    wrong();
    return std::move(problems_);
  }

 private:
  void add(std::string where, std::string what) {
    problems_.push_back({std::move(where), std::move(what)});
  }

  void manifest() {
    for (const std::string& id : exercise_.teaches) {
      if (!is_syllabus_id(id)) {
        add(name_ + "/exercise.toml:1", fmt::format("'{}' is no syllabus id", id));
      }
    }
  }

  // "## 1. Do X" of a Markdown file.
  static std::vector<std::string> task_headings(const std::string& text) {
    std::vector<std::string> headings;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("## ") && line.size() > 3 && line[3] >= '0' && line[3] <= '9') {
        headings.push_back(line);
      }
    }
    return headings;
  }

  std::optional<std::string> text_of(const fs::path& folder, const std::string& file,
                                     const std::string& shown) {
    if (!fs::is_regular_file(folder / file)) {
      add(shown + "/" + file + ":1", "missing");
      return std::nullopt;
    }
    return read_file(folder / file);
  }

  void prose() {
    const std::optional<std::string> readme = text_of(exercise_.folder, "README.md", name_);
    const std::optional<std::string> hints = text_of(exercise_.folder, "hints.md", name_);
    const std::vector<std::string> tasks = task_headings(readme.value_or(""));
    if (readme && tasks.empty()) {
      add(name_ + "/README.md:1", "no task heading like '## 1. Do X'");
    }
    if (readme && readme->find("## Out of scope") == std::string::npos) {
      add(name_ + "/README.md:1", "no heading '## Out of scope'");
    }
    if (hints && task_headings(*hints) != tasks) {
      add(name_ + "/hints.md:1", "the task headings are not those of README.md");
    }
  }

  void skeleton() {
    for (const std::string& file : exercise_.submit) {
      const std::optional<std::string> text = text_of(exercise_.folder, file, name_);
      if (text && !is_document(file) && text->find("// TODO: ") == std::string::npos) {
        add(name_ + "/" + file + ":1", "the skeleton has no '// TODO: '");
      }
    }
  }

  bool belongs(const fs::directory_entry& entry) const {
    const std::string file = entry.path().filename().string();
    if (entry.is_directory()) {
      return file == "adapter";
    }
    const bool submit =
        std::find(exercise_.submit.begin(), exercise_.submit.end(), file) != exercise_.submit.end();
    return entry.is_regular_file() &&
           (submit || file == "README.md" || file == "hints.md" || file == "exercise.toml" ||
            file.ends_with(".hpp") || file.ends_with("_test.cpp") || file.ends_with("_bench.cpp"));
  }

  void stray_files() {
    for (const fs::directory_entry& entry : fs::directory_iterator(exercise_.folder)) {
      if (!belongs(entry)) {
        add(name_ + "/" + entry.path().filename().string(), "does not belong here");
      }
    }
  }

  void only_submit_files(const fs::path& folder) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
      const std::string file = entry.path().filename().string();
      if (!entry.is_regular_file() || std::find(exercise_.submit.begin(), exercise_.submit.end(),
                                                file) == exercise_.submit.end()) {
        add(fs::relative(entry.path(), root_).string(), "does not belong here");
      }
    }
  }

  void solutions() {
    const fs::path folder = root_ / "solutions" / exercise_.id;
    const std::string shown = "solutions/" + exercise_.id;
    for (const std::string& file : exercise_.submit) {
      text_of(folder, file, shown);
    }
    if (fs::is_directory(folder)) {
      only_submit_files(folder);
    }
  }

  void wrong() {
    const std::vector<fs::path> folders = wrong_submissions(exercise_, root_);
    if (folders.size() < kFewestWrong) {
      add(fmt::format("grader/tests/wrong/{}", exercise_.id),
          fmt::format("{} wrong submissions; at least {} are wanted", folders.size(),
                      kFewestWrong));
    }
    for (const fs::path& folder : folders) {
      only_submit_files(folder);
    }
    if (fs::is_directory(wrong_folder(exercise_, root_))) {
      for (const fs::directory_entry& entry :
           fs::directory_iterator(wrong_folder(exercise_, root_))) {
        if (!entry.is_directory()) {
          add(fs::relative(entry.path(), root_).string(), "does not belong here");
        }
      }
    }
  }

  const Exercise& exercise_;
  const fs::path& root_;
  const std::string name_;
  std::vector<Problem> problems_;
};

// In order of their names; none if there is no such folder.
std::vector<fs::path> folders_in(const fs::path& folder) {
  std::vector<fs::path> folders;
  if (fs::is_directory(folder)) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
      if (entry.is_directory()) {
        folders.push_back(entry.path());
      }
    }
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

}  // namespace

std::vector<Problem> find_problems(const Exercise& exercise, const fs::path& root) {
  return Inspection(exercise, root).run();
}

std::vector<fs::path> wrong_submissions(const Exercise& exercise, const fs::path& root) {
  return folders_in(wrong_folder(exercise, root));
}

std::vector<fs::path> hostile_submissions(const Exercise& exercise, const fs::path& root) {
  return folders_in(root / "grader" / "tests" / "hostile" / exercise.id);
}

}  // namespace course
