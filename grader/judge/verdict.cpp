#include "judge/verdict.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <type_traits>
#include <utility>

namespace judge {
namespace {

constexpr std::array<std::string_view, 15> kMostUrgentFirst{
    "not_submitted", "forbidden",    "not_built",    "crashed",      "deadlocked",
    "timed_out",     "exited_early", "failed",       "leaked",       "raced",
    "slow",          "too_fast",     "inconclusive", "not_measured", "passed"};

// In the order of the variant's alternatives.
constexpr std::array<std::string_view, std::variant_size_v<Verdict>> kNames{
    "passed",     "failed",       "crashed",       "timed_out",    "raced",
    "deadlocked", "exited_early", "leaked",        "slow",         "too_fast",
    "forbidden",  "not_built",    "not_submitted", "inconclusive", "not_measured"};

// Ties the table's ends to the variant, so that a new alternative cannot shift it unnoticed.
static_assert(std::is_same_v<std::variant_alternative_t<0, Verdict>, Passed>);
static_assert(std::is_same_v<std::variant_alternative_t<kNames.size() - 1, Verdict>, NotMeasured>);

constexpr std::array<std::pair<int, std::string_view>, 22> kSignals{{
    {SIGABRT, "SIGABRT"}, {SIGALRM, "SIGALRM"}, {SIGBUS, "SIGBUS"},   {SIGCHLD, "SIGCHLD"},
    {SIGCONT, "SIGCONT"}, {SIGFPE, "SIGFPE"},   {SIGHUP, "SIGHUP"},   {SIGILL, "SIGILL"},
    {SIGINT, "SIGINT"},   {SIGKILL, "SIGKILL"}, {SIGPIPE, "SIGPIPE"}, {SIGQUIT, "SIGQUIT"},
    {SIGSEGV, "SIGSEGV"}, {SIGSTOP, "SIGSTOP"}, {SIGSYS, "SIGSYS"},   {SIGTERM, "SIGTERM"},
    {SIGTRAP, "SIGTRAP"}, {SIGUSR1, "SIGUSR1"}, {SIGUSR2, "SIGUSR2"}, {SIGVTALRM, "SIGVTALRM"},
    {SIGXCPU, "SIGXCPU"}, {SIGXFSZ, "SIGXFSZ"},
}};

// What stands in brackets behind the verdict; may be empty.
std::string details(const Verdict& verdict) {
  if (const auto* crashed = std::get_if<Crashed>(&verdict)) {
    return crashed->signal == 0 ? std::string() : signal_name(crashed->signal);
  }
  if (const auto* leaked = std::get_if<Leaked>(&verdict)) {
    return leaked->what;
  }
  if (const auto* forbidden = std::get_if<Forbidden>(&verdict)) {
    return forbidden->what;
  }
  if (const auto* not_measured = std::get_if<NotMeasured>(&verdict)) {
    return not_measured->why;
  }
  return {};
}

}  // namespace

std::string_view name(const Verdict& verdict) { return kNames.at(verdict.index()); }

std::string describe(const Verdict& verdict) {
  std::string words(name(verdict));
  for (char& letter : words) {
    letter = letter == '_' ? ' ' : letter;
  }
  const std::string more = details(verdict);
  return more.empty() ? words : words + " (" + more + ")";
}

std::size_t urgency(const Verdict& verdict) {
  const auto* place = std::find(kMostUrgentFirst.begin(), kMostUrgentFirst.end(), name(verdict));
  return static_cast<std::size_t>(place - kMostUrgentFirst.begin());
}

bool passed(const Verdict& verdict) { return std::holds_alternative<Passed>(verdict); }

bool undecided(const Verdict& verdict) {
  return std::holds_alternative<Inconclusive>(verdict) ||
         std::holds_alternative<NotMeasured>(verdict);
}

std::string signal_name(int signal) {
  for (const auto& [number, name] : kSignals) {
    if (number == signal) {
      return std::string(name);
    }
  }
  return "signal " + std::to_string(signal);
}

}  // namespace judge
