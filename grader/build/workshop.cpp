#include "build/workshop.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "build/compiler.hpp"
#include "build/inspection.hpp"
#include "course/catalogue.hpp"
#include "submission/source_policy.hpp"

namespace build {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostErrors = 3;
constexpr std::string_view kGlobalConstructor = "-Wglobal-constructors";
bool is_source(const std::string& name) { return name.ends_with(".cpp"); }

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
        output_(std::move(output)),
        compiler_(exercise, prebuilt, profile, std::move(sources), output_, runner),
        runner_(runner),
        suspect_(std::move(suspect)) {}

  std::variant<Program, BuildFailure, Breaches> run() {
    for (const std::string& source : sources_to_compile()) {
      const sandbox::Run run = compiler_.preprocess(source);
      if (!run.succeeded()) {
        return failure(run);
      }
      warnings_ += run.errors;
      preprocessed_.push_back(compiler_.preprocessed(source));
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
                          [&](auto arguments) { return compiler_.tool(std::move(arguments)); });
    }
    if (!breaches_.empty()) {
      return std::move(breaches_);
    }
    return link();
  }

  // After run(), which has left the sources preprocessed. Each file has to do by
  // itself: what an adapter includes is no excuse, and its templates cost time.
  std::optional<BuildFailure> find_missing_includes(const std::set<std::string>& complete) const {
    for (const std::string& file : exercise_.submit) {
      const std::string name = exercise_.id + "/" + file;
      if (course::is_document(file) || complete.contains(name)) {
        continue;
      }
      if (!is_source(file)) {
        if (const sandbox::Run run = compiler_.preprocess(name); !run.succeeded()) {
          return failure(run);
        }
      }
      const sandbox::Run run = compiler_.check_includes(compiler_.preprocessed(name));
      if (!run.succeeded()) {
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

  // The first ones; adapters follow.
  std::size_t own_sources() const { return preprocessed_.size() - recipe_.adapters.size(); }

  BuildFailure failure(const sandbox::Run& run) const {
    const std::string raw = run.errors + run.output;
    const auto* overran = std::get_if<sandbox::Overran>(&run.end);
    return BuildFailure{.errors = errors_in(raw, exercise_.id, kMostErrors),
                        .took_too_long = std::holds_alternative<sandbox::TimedOut>(run.end),
                        .raw = raw,
                        .too_much = overran == nullptr ? "" : overran->what};
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
      const auto more = submission::own_tokens(course::read_file(file), is_own);
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

  // More names may be known than the file includes, see find_missing_includes.
  sandbox::Run compile_quickly(std::size_t i, const std::string& object) {
    const bool own = i < own_sources() && profile_ == Profile::plain;
    auto [run, complete] = compiler_.compile_quickly(preprocessed_[i], object, own);
    if (complete) {
      complete_.insert(sources_to_compile()[i]);
    }
    return run;
  }

  void compile(std::size_t i) {
    const std::string object = preprocessed_[i].string() + ".o";
    // What fails for too many names is compiled as it is, and what fails anyway says so
    // without them.
    sandbox::Run run = compile_quickly(i, object);
    if (!run.succeeded()) {
      if (suspect_) {
        suspect_(failure(run));
      }
      run = compiler_.compile(preprocessed_[i], object);
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
    Program program{output_ / "program", profile_, warnings_, seen(), complete_};
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
    Compiler::limit(command);
    const sandbox::Run run = runner_.run(command);
    return run.succeeded() ? std::nullopt : std::optional(failure(run));
  }

  const course::Exercise& exercise_;
  const Prebuilt& prebuilt_;
  const Recipe& recipe_;
  Profile profile_;
  fs::path output_;
  Compiler compiler_;
  const sandbox::Runner& runner_;
  const Workshop::Suspect suspect_;
  std::vector<fs::path> preprocessed_;
  std::vector<submission::Stretch> code_;
  std::set<std::string> seen_;  // the submission's files as the compiler sees them
  std::vector<std::string> objects_;
  std::set<std::string> complete_;
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
    course::write_file(folder / file.name, file.content);
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

std::optional<BuildFailure> Workshop::find_missing_includes(const Program& program,
                                                            const sandbox::Runner& runner) const {
  return Build(exercise_, prebuilt_, Profile::plain, sources(),
               folder_.path() / name(Profile::plain), runner)
      .find_missing_includes(program.complete);
}

}  // namespace build
