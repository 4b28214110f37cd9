#include "support/timeline.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iomanip>
#include <iostream>
#include <sstream>

namespace course::support {
namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;
using Span = Timeline::Span;

struct Kind {
  const char* name;
  char mark;
};
constexpr std::array<Kind, 4> kKinds{
    {{"runs", '#'}, {"waits", '.'}, {"sleeps", 'z'}, {"native", 'N'}}};  // as in Activity

const Kind& kind(Activity activity) { return kKinds.at(static_cast<std::size_t>(activity)); }

Span whole(const Timeline& timeline) {
  Span all{.from = Timeline::Moment::max(), .to = Timeline::Moment::min()};
  for (const Timeline::Lane& lane : timeline.lanes) {
    for (const Span& span : lane.spans) {
      all.from = std::min(all.from, span.from);
      all.to = std::max(all.to, span.to);
    }
  }
  return all.from <= all.to ? all : Span{};
}

// How long `span` lies within `window`.
Milliseconds overlap(const Span& span, const Span& window) {
  const Milliseconds both = std::min(span.to, window.to) - std::max(span.from, window.from);
  return std::max(both, Milliseconds{0});
}

char mark_of(const std::vector<Span>& spans, const Span& window) {
  std::array<Milliseconds, kKinds.size()> sums{};
  for (const Span& span : spans) {
    sums.at(static_cast<std::size_t>(span.what)) += overlap(span, window);
  }
  const auto most = std::max_element(sums.begin(), sums.end());
  return *most > Milliseconds{0} ? kKinds.at(static_cast<std::size_t>(most - sums.begin())).mark
                                 : ' ';
}

std::string legend(const Timeline& timeline, const Span& all) {
  std::ostringstream line;
  line << std::fixed << std::setprecision(0) << Milliseconds(all.to - all.from).count()
       << " ms in all";
  for (const Kind& each : kKinds) {
    const bool used =
        std::any_of(timeline.lanes.begin(), timeline.lanes.end(), [&](const Timeline::Lane& lane) {
          return std::any_of(lane.spans.begin(), lane.spans.end(),
                             [&](const Span& span) { return &kind(span.what) == &each; });
        });
    if (used) {
      line << "  " << each.mark << ' ' << each.name;
    }
  }
  return line.str();
}

void hand_over(const nlohmann::json& picture) {
  std::cout << picture["title"].get<std::string>() << '\n';
  for (const auto& line : picture["drawing"]) {
    std::cout << line.get<std::string>() << '\n';
  }
  testing::Test::RecordProperty("timeline", picture.dump());
}

}  // namespace

std::vector<std::string> draw(const Timeline& timeline, std::size_t columns) {
  const Span all = whole(timeline);
  std::size_t width = 0;
  for (const Timeline::Lane& lane : timeline.lanes) {
    width = std::max(width, lane.name.size());
  }
  const auto at = [&](std::size_t column) {
    return all.from + (all.to - all.from) * static_cast<std::int64_t>(column) /
                          static_cast<std::int64_t>(columns);
  };
  std::vector<std::string> lines;
  for (const Timeline::Lane& lane : timeline.lanes) {
    std::string line = lane.name + std::string(width - lane.name.size() + 2, ' ');
    for (std::size_t column = 0; column < columns; ++column) {
      line += mark_of(lane.spans, {.from = at(column), .to = at(column + 1)});
    }
    lines.push_back(line);
  }
  lines.push_back(legend(timeline, all));
  return lines;
}

nlohmann::json to_json(const Timeline& timeline) {
  const Timeline::Moment start = whole(timeline).from;
  const auto since_start = [&](Timeline::Moment moment) {
    return Milliseconds(moment - start).count();
  };
  nlohmann::json lanes = nlohmann::json::array();
  for (const Timeline::Lane& lane : timeline.lanes) {
    nlohmann::json spans = nlohmann::json::array();
    for (const Span& span : lane.spans) {
      spans.push_back({{"from_ms", since_start(span.from)},
                       {"to_ms", since_start(span.to)},
                       {"what", kind(span.what).name}});
    }
    lanes.push_back({{"name", lane.name}, {"spans", spans}});
  }
  return {{"title", timeline.title}, {"lanes", lanes}, {"drawing", draw(timeline)}};
}

void show(const Timeline& timeline) { hand_over(to_json(timeline)); }

void show(const std::string& title, const std::vector<std::string>& lines) {
  hand_over({{"title", title}, {"lanes", nlohmann::json::array()}, {"drawing", lines}});
}

}  // namespace course::support
