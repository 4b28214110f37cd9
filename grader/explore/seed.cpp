#include "explore/seed.hpp"

#include <charconv>
#include <cinttypes>
#include <cstdio>

namespace explore {
namespace {

// Cuts the part before `separator` off; all of it if there is none.
std::string_view cut(std::string_view& text, char separator) {
  const std::size_t at = text.find(separator);
  const std::string_view part = text.substr(0, at);
  text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  return part;
}

bool set_number(std::string_view text, std::uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

bool set_strategy(std::string_view name, Plan& plan) {
  if (name == "random") {
    plan.kind = Plan::Kind::random;
  } else if (name == "pos") {
    plan.kind = Plan::Kind::pos;
  } else if (name.size() == 4 && name.substr(0, 3) == "pct" && name[3] >= '1' && name[3] <= '9') {
    plan.kind = Plan::Kind::pct;
    plan.depth = static_cast<unsigned>(name[3] - '0');
  } else {
    return false;
  }
  return true;
}

bool set_adversary(std::string_view names, Plan& plan) {
  while (!names.empty()) {
    const std::string_view name = cut(names, ',');
    if (name != "time" && name != "wakeups") {
      return false;
    }
    (name == "time" ? plan.time : plan.wakeups) = true;
  }
  return true;
}

SeedText text_of(const Plan& plan) {
  SeedText text{};
  const char* const more = plan.time && plan.wakeups ? "+time+wakeups"
                           : plan.time               ? "+time"
                           : plan.wakeups            ? "+wakeups"
                                                     : "";
  if (plan.kind == Plan::Kind::pct) {
    std::snprintf(text.data(), text.size(), "pct%u-%" PRIu64 "-%" PRIu64 "%s", plan.depth,
                  plan.steps, plan.seed, more);
  } else {
    std::snprintf(text.data(), text.size(), "%s-%" PRIu64 "%s",
                  plan.kind == Plan::Kind::pos ? "pos" : "random", plan.seed, more);
  }
  return text;
}

std::optional<Plan> plan_of(std::string_view text) {
  Plan plan;
  std::string_view rest = text;
  std::string_view numbers = cut(rest, '+');
  if (!set_strategy(cut(numbers, '-'), plan)) {
    return std::nullopt;
  }
  if (plan.kind == Plan::Kind::pct && !set_number(cut(numbers, '-'), plan.steps)) {
    return std::nullopt;
  }
  while (!rest.empty()) {
    const std::string_view name = cut(rest, '+');
    if (!set_adversary(name, plan)) {
      return std::nullopt;
    }
  }
  // What the text does not say in its one way is not a seed.
  if (!set_number(numbers, plan.seed) || text != text_of(plan).data()) {
    return std::nullopt;
  }
  return plan;
}

}  // namespace explore
