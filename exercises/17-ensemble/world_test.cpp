// No test: the name puts the file among the objects of the test program.

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <system_error>
#include <utility>

#include "support/secret.hpp"
#include "test_world.hpp"

namespace course {
namespace {

test::Model model;
std::function<double(std::uint64_t)> first_number;

const support::Secret numbers_are;  // a function of the question, here

double number(std::uint64_t key, std::uint64_t drawn) {
  return static_cast<double>(numbers_are.of(key + drawn) >> 11U) * 0x1p-53;
}

std::uint64_t key_of(std::uint64_t seed, std::uint64_t stream) {
  return first_number ? stream : numbers_are.of(numbers_are.of(seed) + stream);
}

}  // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream) : key_(key_of(seed, stream)) {}

double Random::next() {
  const std::uint64_t drawn = drawn_++;
  return first_number && drawn == 0 ? first_number(key_) : number(key_, drawn);
}

State derivative(const State& state, double rho) {
  return model ? model(state, rho) : test::lorenz(state, rho);
}

namespace test {
namespace {

namespace fs = std::filesystem;

// In the words of the kernel: S sleeps until something happens, Z has ended. R
// runs, or would; D is asleep for a moment only.
bool sleeps(const fs::path& task) {
  std::ifstream file(task / "stat");
  std::string stat;
  std::getline(file, stat);
  const std::size_t name_ends = stat.rfind(')');  // the name may hold anything
  return name_ends + 2 < stat.size() && (stat[name_ends + 2] == 'S' || stat[name_ends + 2] == 'Z');
}

// True if no thread but the calling one does anything, here or in a child.
bool all_others_sleep(pid_t program) {
  std::error_code gone;
  const fs::path self =
      fs::path("/proc") / std::to_string(getpid()) / "task" / std::to_string(gettid());
  std::vector<pid_t> family{program};
  for (fs::directory_iterator it(fs::path("/proc") / std::to_string(program) / "task", gone), end;
       it != end; it.increment(gone)) {
    std::ifstream children(it->path() / "children");
    for (pid_t child = 0; children >> child;) {
      family.push_back(child);
    }
  }
  for (const pid_t process : family) {
    for (fs::directory_iterator it(fs::path("/proc") / std::to_string(process) / "task", gone), end;
         it != end; it.increment(gone)) {
      if (it->path() != self && !sleeps(it->path())) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace

ModelIs::ModelIs(Model other) { model = std::move(other); }
ModelIs::~ModelIs() { model = nullptr; }

FirstNumberIs::FirstNumberIs(std::function<double(std::uint64_t)> first) {
  first_number = std::move(first);
}
FirstNumberIs::~FirstNumberIs() { first_number = nullptr; }

State lorenz(const State& s, double rho) {
  return {10 * (s.y - s.x), s.x * (rho - s.z) - s.y, s.x * s.y - 8.0 / 3 * s.z};
}

State start_of(std::uint64_t seed, std::uint64_t member) {
  Random random(seed, member);
  State start;
  start.x = random.next();
  start.y = random.next();
  start.z = random.next();
  return start;
}

Report one_after_the_other(const Ensemble& ensemble) {
  Report report;
  double ended = 0;
  for (std::size_t m = 0; m < ensemble.rhos.size(); ++m) {
    try {
      const State end =
          integrate(start_of(ensemble.seed, m), ensemble.rhos[m], ensemble.span, ensemble.steps);
      report.outcomes.emplace_back(end);
      report.mean = report.mean + end;
      ++ended;
    } catch (const std::exception& error) {
      report.outcomes.emplace_back(Failure{error.what()});
    }
  }
  if (ended > 0) {
    report.mean = {report.mean.x / ended, report.mean.y / ended, report.mean.z / ended};
  }
  return report;
}

void Assembly::attend() {
  if (is_over_) {
    return;
  }
  const unsigned place = present_.fetch_add(1);
  if (place < processes_.size()) {
    processes_[place] = getpid();
  }
  if (place == 0) {
    watch();
    return;
  }
  while (!is_over_) {
    sem_wait(&over_);
  }
}

// Only the first one to come looks about; everybody else sleeps and can be seen
// to do so.
void Assembly::watch() {
  constexpr support::Patience kPatience;
  constexpr int kQuietTicks = 5;
  int quiet = 0;
  unsigned last = 0;
  for (int tick = 0; tick < kPatience.ticks && quiet < kQuietTicks && present_ <= wanted_; ++tick) {
    poll(nullptr, 0, static_cast<int>(kPatience.tick.count()));
    const unsigned now = present_;
    quiet = now >= wanted_ && now == last && all_others_sleep(program_) ? quiet + 1 : 0;
    last = now;
  }
  seen_ = present_.load();
  is_over_ = true;
  for (std::size_t i = 0; i < kMostMembers; ++i) {
    sem_post(&over_);
  }
}

std::vector<unsigned> Assembly::in_processes() const {
  std::map<pid_t, unsigned> counts;
  for (std::size_t i = 0; i < std::min<std::size_t>(seen_, processes_.size()); ++i) {
    ++counts[processes_[i]];
  }
  std::vector<unsigned> sizes;
  for (const auto& [process, count] : counts) {
    sizes.push_back(count);
  }
  std::sort(sizes.rbegin(), sizes.rend());
  return sizes;
}

bool Assembly::was_attended_by(pid_t process) const {
  return std::find(processes_.begin(), processes_.end(), process) != processes_.end();
}

}  // namespace test
}  // namespace course
