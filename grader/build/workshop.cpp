#include "build/workshop.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "build/inspection.hpp"
#include "submission/source_policy.hpp"

namespace build {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostErrors = 3;
constexpr std::size_t kMostOutput = std::size_t{16} << 20U;  // of a tool whose words are read
constexpr std::string_view kGlobalConstructor = "-Wglobal-constructors";
constexpr std::size_t kCompilerMemory = std::size_t{4} << 30U;
// What never ends is stopped for its CPU time, also on a machine that is very busy.
constexpr std::chrono::seconds kCompilerCpu{20};
constexpr std::chrono::seconds kCompilerDeadline{300};

void write_file(const fs::path& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary);
  file << content;
  if (!file.flush()) {
    throw std::system_error(errno, std::generic_category(), "cannot write " + path.string());
  }
}

bool is_source(const std::string& name) { return name.ends_with(".cpp"); }

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

submission::Breach constructor_before_main(const Diagnostic& diagnostic) {
  return {.file = diagnostic.file,
          .line = diagnostic.line,
          .what = "code that runs before main",
          .why = "a variable outside functions must be initialized by a constant",
          .advice = "make it a member, or a static variable inside a function"};
}

// The way from submit files to one program.
class Build {
 public:
  Build(const course::Exercise& exercise, const Prebuilt& prebuilt, Profile profile,
        fs::path sources, fs::path output, const sandbox::Runner& runner,
        Workshop::Suspect suspect = {})
      : exercise_(exercise),
        prebuilt_(prebuilt),
        recipe_(prebuilt.recipe(exercise, profile)),
        profile_(profile),
        sources_(std::move(sources)),
        output_(std::move(output)),
        runner_(runner),
        suspect_(std::move(suspect)) {}

  std::variant<Program, BuildFailure, Breaches> run() {
    for (const std::string& source : sources_to_compile()) {
      const sandbox::Run run = preprocess(source);
      if (!run.succeeded()) {
        return failure(run);
      }
      warnings_ += run.errors;
      preprocessed_.push_back(preprocessed(source));
    }
    look_at_code();
    for (std::size_t i = 0; breaches_.empty() && i < preprocessed_.size(); ++i) {
      compile(i);
    }
    if (failure_) {
      return std::move(*failure_);
    }
    // The other profiles are made of the same tokens.
    if (breaches_.empty() && profile_ == Profile::plain) {
      breaches_ = inspect(objects_, recipe_.inspection, output_, exercise_.allow, code_,
                          [&](auto arguments) { return tool(std::move(arguments)); });
    }
    if (!breaches_.empty()) {
      return std::move(breaches_);
    }
    return link();
  }

  // After run(), which has left the sources preprocessed. Each file has to do by
  // itself: what an adapter includes is no excuse, and its templates cost time.
  std::optional<BuildFailure> find_missing_includes() const {
    for (const std::string& file : exercise_.submit) {
      if (course::is_document(file)) {
        continue;
      }
      const std::string name = exercise_.id + "/" + file;
      if (!is_source(file)) {
        if (const sandbox::Run run = preprocess(name); !run.succeeded()) {
          return failure(run);
        }
      }
      std::vector<std::string> arguments = compiler();
      arguments.insert(arguments.end(), {"-fsyntax-only", preprocessed(name).string()});
      if (const sandbox::Run run = tool(std::move(arguments)); !run.succeeded()) {
        return failure(run);
      }
    }
    return std::nullopt;
  }

 private:
  std::vector<std::string> sources_to_compile() const {
    std::vector<std::string> all;
    for (const std::string& file : exercise_.submit) {
      if (is_source(file)) {
        all.push_back(exercise_.id + "/" + file);
      }
    }
    for (const fs::path& adapter : recipe_.adapters) {
      all.push_back(adapter.string());
    }
    return all;
  }

  sandbox::Run tool(std::vector<std::string> arguments) const {
    sandbox::Command command;
    command.arguments = std::move(arguments);
    command.folder = sources_;
    command.readable = recipe_.headers;
    command.readable.insert(command.readable.end(), recipe_.adapters.begin(),
                            recipe_.adapters.end());
    command.readable.push_back(sources_);
    command.readable.push_back(prebuilt_.precompiled(profile_).header);
    command.readable.push_back(prebuilt_.precompiled(profile_).file);
    command.writable = {output_};
    command.environment["TMPDIR"] = output_.string();
    command.limits.deadline = kCompilerDeadline;
    command.limits.cpu = kCompilerCpu;
    command.limits.address_space_bytes = kCompilerMemory;
    command.limits.output_bytes = kMostOutput;
    return runner_.run(command);
  }

  std::vector<std::string> compiler() const {
    std::vector<std::string> arguments{recipe_.compiler};
    arguments.insert(arguments.end(), recipe_.compile.begin(), recipe_.compile.end());
    arguments.insert(arguments.end(), {"-fdebug-compilation-dir=.", "-fno-color-diagnostics",
                                       "-fno-caret-diagnostics"});
    return arguments;
  }

  BuildFailure failure(const sandbox::Run& run) const {
    const std::string raw = run.errors + run.output;
    const auto* overran = std::get_if<sandbox::Overran>(&run.end);
    return BuildFailure{.errors = errors_in(raw, exercise_.id, kMostErrors),
                        .took_too_long = std::holds_alternative<sandbox::TimedOut>(run.end),
                        .raw = raw,
                        .too_much = overran == nullptr ? "" : overran->what};
  }

  fs::path preprocessed(const std::string& source) const {
    return output_ / (fs::path(source).filename().string() + ".ii");
  }

  sandbox::Run preprocess(const std::string& source) const {
    std::vector<std::string> arguments = compiler();
    // Relative, so that diagnostics and debug information name "03-locks/bank.cpp".
    arguments.push_back("-I" + exercise_.id);
    for (const fs::path& include : recipe_.includes) {
      arguments.push_back("-I" + include.string());
    }
    arguments.insert(arguments.end(), {"-Wno-pragma-once-outside-header", "-E", "-x", "c++", source,
                                       "-o", preprocessed(source).string()});
    return tool(std::move(arguments));
  }

  // What the submission, and the course's files that its macros may reach, are
  // after preprocessing.
  void look_at_code() {
    const auto is_own = [&](const std::string& file) {
      return (!file.starts_with('/') && !file.starts_with('<')) ||
             std::find(recipe_.adapters.begin(), recipe_.adapters.end(), file) !=
                 recipe_.adapters.end();
    };
    for (const fs::path& file : preprocessed_) {
      const auto more = submission::own_tokens(read_file(file), is_own);
      code_.insert(code_.end(), more.begin(), more.end());
      add_seen(more);
    }
    breaches_ = submission::breaches_in_code(code_);
    const Breaches names = submission::forbidden_names(code_, exercise_.forbid);
    breaches_.insert(breaches_.end(), names.begin(), names.end());
  }

  // A header is seen as often as it is included, and must be the same each time:
  // adapters differ between the profiles, the submission does not.
  void add_seen(const std::vector<submission::Stretch>& unit) {
    std::map<std::string, std::vector<submission::Stretch>> files;
    for (const submission::Stretch& stretch : unit) {
      if (!stretch.file.starts_with('/')) {
        files[stretch.file].push_back(stretch);
      }
    }
    for (const auto& [file, stretches] : files) {
      seen_.insert(file + ": " + submission::fingerprint(stretches));
    }
  }

  std::string seen() const {
    std::string all;
    for (const std::string& file : seen_) {
      all += file;
    }
    return all;
  }

  sandbox::Run compile(const fs::path& file, const std::string& object,
                       const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = compiler();
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.insert(arguments.end(),
                     {"-Werror=global-constructors", "-c", file.string(), "-o", object});
    return tool(std::move(arguments));
  }

  // The standard library was compiled before: what is left of the file is quick.
  sandbox::Run compile_rest(const fs::path& file, const std::string& object) const {
    const Precompiled& known = prebuilt_.precompiled(profile_);
    const fs::path rest = fs::path(file).replace_extension(".rest.ii");
    write_file(rest, submission::without_files(read_file(file), [&](const std::string& name) {
                 return known.holds.contains(name);
               }));
    return compile(rest, object, {"-Xclang", "-include-pch", "-Xclang", known.file.string()});
  }

  void compile(std::size_t i) {
    const fs::path& file = preprocessed_[i];
    const std::string object = file.string() + ".o";
    // More names are known there than the file includes, see find_missing_includes.
    // What fails for too many names is compiled as it is, and what fails anyway says so
    // without them.
    sandbox::Run run = compile_rest(file, object);
    if (!run.succeeded()) {
      if (suspect_) {
        suspect_(failure(run));
      }
      run = compile(file, object);
    }
    if (run.succeeded()) {
      warnings_ += run.errors;
      objects_.push_back(object);
      return;
    }
    BuildFailure why = failure(run);
    for (const Diagnostic& error : why.errors) {
      if (error.message.find(kGlobalConstructor) == std::string::npos) {
        failure_ = std::move(why);
        return;
      }
      breaches_.push_back(constructor_before_main(error));
    }
    if (breaches_.empty()) {
      failure_ = std::move(why);
    }
  }

  std::variant<Program, BuildFailure, Breaches> link() {
    Program program{output_ / "program", profile_, warnings_, seen()};
    if (auto failure = link(profile_ == Profile::bench ? recipe_.bench : recipe_.tests,
                            recipe_.link, program.file)) {
      return std::move(*failure);
    }
    if (explores()) {
      program.explored = output_ / "explored";
      program.symbolizer = recipe_.inspection.symbolizer;
      if (auto failure = link_explored(recipe_.tests, program.explored)) {
        return std::move(*failure);
      }
    }
    const std::vector<fs::path>& laid = prebuilt_.laid(exercise_, profile_);
    if (!laid.empty()) {
      const fs::path folder = output_.string() + ".laid";
      fs::create_directories(folder);
      program.laid = folder / "program";
      auto failure = link(laid, recipe_.link, program.laid);
      if (!failure && explores()) {
        program.laid_explored = folder / "explored";
        failure = link_explored(laid, program.laid_explored);
      }
      if (failure) {
        return course::has_hidden_tests(exercise_) ? without_details(*failure) : *failure;
      }
    }
    return program;
  }

  // The linker names what it links.
  static BuildFailure without_details(const BuildFailure& failure) {
    const std::string what = "the code does not link with the hidden tests";
    return {.errors = {{.file = {}, .line = 0, .message = what}},
            .took_too_long = failure.took_too_long,
            .raw = {},
            .too_much = failure.too_much};
  }

  bool explores() const { return exercise_.points.schedules > 0 && !recipe_.explorer.empty(); }

  std::optional<BuildFailure> link_explored(const std::vector<fs::path>& tests,
                                            const fs::path& file) {
    std::vector<fs::path> parts = recipe_.explorer;
    parts.insert(parts.end(), tests.begin(), tests.end());
    return link(parts, recipe_.explorer_link, file);
  }

  std::optional<BuildFailure> link(const std::vector<fs::path>& parts,
                                   const std::vector<std::string>& flags, const fs::path& file) {
    std::vector<std::string> arguments{recipe_.compiler};
    arguments.insert(arguments.end(), objects_.begin(), objects_.end());
    for (const fs::path& part : parts) {
      arguments.push_back(part.string());
    }
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    arguments.insert(arguments.end(), {"-o", file.string()});
    sandbox::Command command;
    command.arguments = std::move(arguments);
    command.folder = output_;
    command.readable = {prebuilt_.folder(), output_};
    command.writable = {file.parent_path()};
    if (file.parent_path() != output_) {
      command.readable.push_back(prebuilt_.laid_folder());
    }
    command.environment["TMPDIR"] = file.parent_path().string();
    command.limits.deadline = kCompilerDeadline;
    command.limits.cpu = kCompilerCpu;
    command.limits.address_space_bytes = kCompilerMemory;
    const sandbox::Run run = runner_.run(command);
    return run.succeeded() ? std::nullopt : std::optional(failure(run));
  }

  const course::Exercise& exercise_;
  const Prebuilt& prebuilt_;
  const Recipe& recipe_;
  Profile profile_;
  fs::path sources_;
  fs::path output_;
  const sandbox::Runner& runner_;
  const Workshop::Suspect suspect_;
  std::vector<fs::path> preprocessed_;
  std::vector<submission::Stretch> code_;
  std::set<std::string> seen_;  // the submission's files as the compiler sees them
  std::vector<std::string> objects_;
  std::string warnings_;
  std::optional<BuildFailure> failure_;
  Breaches breaches_;
};

}  // namespace

Program Program::with(const course::Test& test) const {
  Program program = *this;
  if (test.laid) {
    program.file = laid;
    program.explored = laid_explored;
  }
  return program;
}

Workshop::Workshop(const course::Exercise& exercise, const submission::Submission& submission,
                   const Prebuilt& prebuilt)
    : exercise_(exercise), prebuilt_(prebuilt) {
  const fs::path folder = sources() / exercise.id;
  fs::create_directories(folder);
  for (const submission::File& file : submission.files) {
    write_file(folder / file.name, file.content);
    const Breaches more = submission::breaches_in_text(exercise.id + "/" + file.name, file.content);
    in_text_.insert(in_text_.end(), more.begin(), more.end());
  }
}

fs::path Workshop::scratch(const std::string& name) const {
  const fs::path folder = folder_.path() / "scratch" / name;
  sandbox::remove_folder(folder);  // what an earlier run of that name left
  fs::create_directories(folder);
  return folder;
}

std::variant<Program, BuildFailure, Breaches> Workshop::build(Profile profile,
                                                              const sandbox::Runner& runner,
                                                              const Suspect& suspect) const {
  if (!in_text_.empty()) {
    return in_text_;
  }
  const fs::path output = folder_.path() / name(profile);
  fs::create_directories(output);
  return Build(exercise_, prebuilt_, profile, sources(), output, runner, suspect).run();
}

std::optional<BuildFailure> Workshop::find_missing_includes(const sandbox::Runner& runner) const {
  return Build(exercise_, prebuilt_, Profile::plain, sources(),
               folder_.path() / name(Profile::plain), runner)
      .find_missing_includes();
}

}  // namespace build
