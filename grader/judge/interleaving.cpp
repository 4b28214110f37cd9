#include "judge/interleaving.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string_view>

namespace judge {
namespace {

constexpr std::size_t kWidestWhat = 34;

// A, B, ..., Z, A1, ...: objects in the order in which the reader meets them.
class Names {
 public:
  std::string of(unsigned object) {
    const std::size_t index = numbers_.emplace(object, numbers_.size()).first->second;
    constexpr std::size_t kLetters = 26;
    std::string name(1, static_cast<char>('A' + index % kLetters));
    return index < kLetters ? name : name + std::to_string(index / kLetters);
  }

 private:
  std::map<unsigned, std::size_t> numbers_;
};

// What a step does, with {} for its object; empty for what is no news.
std::string_view words_for(std::string_view action) {
  static const std::map<std::string_view, std::string_view> words{
      {"create", "starts a thread"},
      {"join", "has joined a thread"},
      {"detach", "detaches a thread"},
      {"lock", "locks {}"},
      {"try_lock", "tries to lock {}"},
      {"unlock", "unlocks {}"},
      {"read_lock", "locks {} with others"},
      {"wait", "begins to wait on {}"},
      {"wake_up", "wakes up on {}"},
      {"notify_one", "notifies one on {}"},
      {"notify_all", "notifies all on {}"},
      {"load", "reads {}"},
      {"store", "writes {}"},
      {"change", "changes {}"},
      {"futex_wait", "begins to wait on {}"},
      {"futex_wake", "wakes who waits on {}"},
      {"barrier", "arrives at {}"},
      {"post", "releases {}"},
      {"take", "acquires {}"},
      {"once", "calls once {}"},
      {"sleep", "has slept"},
      {"yield", "yields"},
  };
  const auto found = words.find(action);
  return found == words.end() ? std::string_view() : found->second;
}

std::string_view wish_for(std::string_view action) {
  static const std::map<std::string_view, std::string_view> words{
      {"lock", "waits to lock {}"},           {"read_lock", "waits to lock {} with others"},
      {"wait", "waits to be notified on {}"}, {"futex_wait", "waits to be woken on {}"},
      {"join", "waits for a thread to end"},  {"barrier", "waits for the others at {}"},
      {"take", "waits to acquire {}"},        {"once", "waits for the first call of {}"},
  };
  const auto found = words.find(action);
  return found == words.end() ? "cannot go on" : found->second;
}

std::string filled(std::string_view words, unsigned object, Names& names) {
  const auto at = words.find("{}");
  return at == std::string_view::npos ? std::string(words)
                                      : std::string(words.substr(0, at)) + names.of(object) +
                                            std::string(words.substr(at + 2));
}

bool same_line(const ScheduleStep& step, unsigned thread, const Place& place) {
  return step.thread == thread && step.place.file == place.file && step.place.line == place.line;
}

void add(std::vector<ScheduleStep>& steps, unsigned thread, const std::string& what, Place place) {
  if (!steps.empty() && same_line(steps.back(), thread, place)) {
    std::string& before = steps.back().what;
    if (before != what && !before.ends_with(", " + what)) {
      before += ", " + what;
    }
    return;
  }
  steps.push_back({.thread = thread, .what = what, .place = std::move(place)});
}

std::string shown_place(const Place& place) {
  return fmt::format("{}:{}", std::filesystem::path(place.file).filename().string(), place.line);
}

}  // namespace

std::optional<Place> telling_place(const CallSites& at, const CodeLines& lines,
                                   const Sources& sources) {
  std::vector<build::CodeLine> calls;
  for (const std::uint64_t address : at) {
    if (const auto found = lines.find(address); found != lines.end()) {
      calls.insert(calls.end(), found->second.begin(), found->second.end());
    }
  }
  return sources.telling_place(calls);
}

std::vector<ScheduleStep> interleaving(const ExplorerFailure& failure, const CodeLines& lines,
                                       const Sources& sources) {
  std::vector<ScheduleStep> steps;
  Names names;
  for (const ExplorerStep& step : failure.steps) {
    const std::string_view words = words_for(step.action);
    // What a library does by itself is no step of its caller's.
    const bool ours = !step.at.empty() && lines.contains(step.at.front());
    std::optional<Place> place =
        ours ? telling_place(step.at, lines, sources) : std::optional<Place>();
    if (words.empty() || !place || place->file.starts_with("support/")) {
      continue;
    }
    const std::string what = filled(words, step.object, names);
    add(steps, step.thread, step.late ? "time is up: " + what : what, std::move(*place));
  }
  for (const ExplorerWait& wait : failure.waiting) {
    if (std::optional<Place> place = telling_place(wait.at, lines, sources)) {
      std::string what = filled(wish_for(wait.action), wait.object, names);
      what +=
          wait.holder && wait.action != "join" ? fmt::format(", held by T{}", *wait.holder) : "";
      steps.push_back({.thread = wait.thread, .what = what, .place = std::move(*place)});
    }
  }
  if (failure.race.size() == 2) {
    const ExplorerAccess& last = failure.race.back();
    if (std::optional<Place> place = telling_place(last.at, lines, sources)) {
      steps.push_back(
          {.thread = last.thread,
           .what = last.write ? "writes unprotected memory" : "reads unprotected memory",
           .place = std::move(*place)});
    }
  }
  return steps;
}

std::vector<std::string> drawing(const std::vector<ScheduleStep>& steps, std::size_t most) {
  std::set<unsigned> threads;
  std::size_t widest_what = 0;
  std::size_t widest_place = 0;
  for (const ScheduleStep& step : steps) {
    threads.insert(step.thread);
    widest_what = std::max(widest_what, std::min(kWidestWhat, step.what.size()));
    widest_place = std::max(widest_place, shown_place(step.place).size());
  }
  std::vector<std::string> rows;
  if (steps.empty()) {
    return rows;
  }
  const std::size_t column = fmt::format("T{} ", *threads.rbegin()).size();
  std::string heading;
  for (const unsigned thread : threads) {
    heading += fmt::format("{:<{}}", fmt::format("T{}", thread), column);
  }
  heading.erase(heading.find_last_not_of(' ') + 1);
  rows.push_back(heading);
  const std::size_t first = steps.size() > most ? steps.size() - most : 0;
  if (first > 0) {
    rows.push_back(fmt::format("... {} steps before", first));
  }
  for (std::size_t i = first; i < steps.size(); ++i) {
    const ScheduleStep& step = steps[i];
    std::string row;
    for (const unsigned thread : threads) {
      row += fmt::format("{:<{}}", thread == step.thread ? "*" : ".", column);
    }
    row += fmt::format("{:<{}}  {:<{}}  {}", shown_place(step.place), widest_place, step.what,
                       widest_what, step.place.source);
    row.erase(row.find_last_not_of(' ') + 1);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace judge
