#include "report/html_pictures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "report/html_text.hpp"

namespace report {
namespace {

constexpr double kWidth = 640;

// ---- speed ------------------------------------------------------------------

constexpr double kLeft = 8;
constexpr double kRight = kWidth - 8;

struct Scale {
  double largest;
  double x(double speedup) const {
    return kLeft + std::clamp(speedup / largest, 0., 1.) * (kRight - kLeft);
  }
};

// The speed-up that a gain stands for.
double speedup_of(const judge::SpeedMeasure& speed, double gain) {
  return speed.bound == course::Bound::floor ? gain : 1 + gain * (speed.attainable - 1);
}

// A label beside its line, on the side where there is more room.
std::string label(double x, double y, const std::string& text) {
  const bool left = x > kWidth / 2;
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.0f}\" text-anchor=\"{}\">{}</text>",
                     left ? x - 4 : x + 4, y, left ? "end" : "start", text);
}

std::string line(double x, std::string_view kind) {
  return fmt::format("<line class=\"{}\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"4\" y2=\"76\"/>", kind, x,
                     x);
}

// ---- timeline ---------------------------------------------------------------

constexpr double kLaneHeight = 26;
constexpr double kNames = 90;

std::string_view kind_of_span(const std::string& what) {
  for (const std::string_view known : {"runs", "waits", "sleeps", "native"}) {
    if (what == known) {
      return known;
    }
  }
  return "other";
}

}  // namespace

std::string speed_picture(const judge::SpeedMeasure& speed) {
  const judge::Interval gain = speed.gain_interval;
  for (const double value : {speed.speedup, speed.attainable, speed.full, gain.low, gain.high}) {
    if (!std::isfinite(value)) {
      return "";
    }
  }
  std::vector<double> samples;
  for (const judge::Round& round : speed.rounds) {
    if (const double sample = round.serial / round.yours; std::isfinite(sample) && sample >= 0) {
      samples.push_back(sample);
    }
  }
  const double threshold = speedup_of(speed, speed.full);
  const Scale scale{.largest = 1.05 * std::max({speed.speedup, speed.attainable, threshold, 1.})};
  std::string svg = fmt::format(
      "<svg class=\"speed\" viewBox=\"0 0 {:.0f} 80\" role=\"img\" aria-label=\"speed-up {:.2f} of "
      "{:.2f} attainable\">",
      kWidth, speed.speedup, speed.attainable);
  svg += fmt::format("<rect class=\"bar\" x=\"{:.1f}\" y=\"30\" width=\"{:.1f}\" height=\"20\"/>",
                     kLeft, scale.x(speed.speedup) - kLeft);
  svg += fmt::format("<line class=\"interval\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"40\" y2=\"40\"/>",
                     scale.x(speedup_of(speed, gain.low)), scale.x(speedup_of(speed, gain.high)));
  for (std::size_t i = 0; i < samples.size(); ++i) {
    svg += fmt::format("<circle class=\"sample\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2\"/>",
                       scale.x(samples[i]), 32 + 16 * static_cast<double>(i % 5) / 4);
  }
  svg += line(scale.x(1), "serial") + label(scale.x(1), 14, "serial 1.00x");
  svg += line(scale.x(speed.attainable), "attainable") +
         label(scale.x(speed.attainable), 26, fmt::format("attainable {:.2f}x", speed.attainable));
  const std::string_view from = speed.bound == course::Bound::ceiling ? "up to" : "from";
  svg += line(scale.x(threshold), "threshold") +
         label(scale.x(threshold), 72, fmt::format("all points {} {:.2f}x", from, threshold));
  return svg + "</svg>\n";
}

std::string timeline_picture(const judge::Timeline& timeline) {
  double end = 0;
  for (const judge::Lane& lane : timeline.lanes) {
    for (const judge::Span& span : lane.spans) {
      if (std::isfinite(span.from_ms) && std::isfinite(span.to_ms)) {
        end = std::max(end, span.to_ms);
      }
    }
  }
  if (end <= 0 || timeline.lanes.empty()) {
    return "";
  }
  const auto x = [&](double ms) {
    return kNames + std::clamp(ms / end, 0., 1.) * (kRight - kNames);
  };
  const double height = kLaneHeight * static_cast<double>(timeline.lanes.size()) + 18;
  std::string svg = fmt::format(
      "<svg class=\"timeline\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\">",
      kWidth, height, html(timeline.title));
  double top = 0;
  for (const judge::Lane& lane : timeline.lanes) {
    svg += fmt::format("<text x=\"0\" y=\"{:.0f}\">{}</text>", top + 16, html(lane.name));
    for (const judge::Span& span : lane.spans) {
      if (!std::isfinite(span.from_ms) || !std::isfinite(span.to_ms)) {
        continue;
      }
      const std::string_view kind = kind_of_span(span.what);
      // Not by colour alone: who runs is drawn thick, who waits thin.
      const bool thick = kind == "runs" || kind == "native";
      svg += fmt::format(
          "<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.0f}\" width=\"{:.1f}\" height=\"{}\"><title>{} "
          "{:.1f}-{:.1f} ms</title></rect>",
          kind, x(span.from_ms), thick ? top + 3 : top + 10,
          std::max(0.5, x(span.to_ms) - x(span.from_ms)), thick ? 18 : 4, html(span.what),
          span.from_ms, span.to_ms);
    }
    top += kLaneHeight;
  }
  svg += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\">0 ms</text>", kNames, height - 3);
  svg += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"end\">{:.0f} ms</text>", kRight,
                     height - 3, end);
  return svg + "</svg>\n";
}

}  // namespace report
