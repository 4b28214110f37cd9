#include "report/trace_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/html_pictures.hpp"
#include "report/html_style.hpp"
#include "report/html_text.hpp"
#include "report/trace_text.hpp"
#include "report/wording.hpp"

namespace report {
namespace {

using judge::TracedProgram;

constexpr double kMs = 1e-6;
constexpr double kWidth = 640;
constexpr double kHeight = 240;
constexpr double kLeft = 40;
constexpr double kRight = 630;
constexpr double kTop = 10;
constexpr double kBottom = 215;

// Both axes double from mark to mark.
struct Axes {
  double most_cores = 1;
  double most_speedup = 1;
  double x(double cores) const {
    return kLeft + std::log2(cores) / std::log2(most_cores) * (kRight - kLeft);
  }
  double y(double speedup) const {
    const double share = std::log2(std::max(speedup, 0.5) * 2) / std::log2(most_speedup * 2);
    return kBottom - std::clamp(share, 0., 1.) * (kBottom - kTop);
  }
};

std::string marks(const TracedProgram& traced, const Axes& axes) {
  std::string svg;
  for (const judge::SpeedupBracket& bracket : traced.estimate.brackets) {
    svg += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"middle\">{}</text>",
                       axes.x(static_cast<double>(bracket.cores)), kHeight - 8, bracket.cores);
  }
  for (double speedup = 0.5; speedup <= axes.most_speedup; speedup *= 2) {
    svg += fmt::format(
        "<line class=\"serial\" opacity=\"0.25\" x1=\"{:.0f}\" x2=\"{:.0f}\" y1=\"{:.1f}\" "
        "y2=\"{:.1f}\"/><text x=\"0\" y=\"{:.1f}\">{:g}x</text>",
        kLeft, kRight, axes.y(speedup), axes.y(speedup), axes.y(speedup) + 4, speedup);
  }
  return svg;
}

std::string chain_table(const TracedProgram& traced) {
  std::string text =
      "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">Time</th><th "
      "scope=\"col\">Share</th><th scope=\"col\">Thread</th><th scope=\"col\">What</th><th "
      "scope=\"col\">Line</th></tr></thead>\n<tbody>\n";
  for (const ChainRow& row : chain_rows(traced, 30)) {
    text += fmt::format(
        "<tr><td class=\"number\">{:.1f} ms</td><td class=\"number\">{:.0f} "
        "%</td><td>{}</td><td>{}</td><td><code>{}</code></td></tr>\n",
        row.time * kMs, 100 * row.time / traced.estimate.span,
        row.pieces > 1 ? counted(row.pieces, "piece") : html(row.who), html(row.what),
        html(row.source));
  }
  return text + "</tbody></table></div>\n";
}

std::string speedup_table(const TracedProgram& traced) {
  std::string text =
      "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">Cores</th><th scope=\"col\">At "
      "least</th><th scope=\"col\">At most</th><th "
      "scope=\"col\">Measured</th></tr></thead>\n<tbody>\n";
  for (const judge::SpeedupBracket& bracket : traced.estimate.brackets) {
    const auto [low, high] = inflated(traced, bracket);
    const bool here = bracket.cores == traced.cpus && traced.measured;
    text += fmt::format(
        "<tr><td class=\"number\">{}</td><td class=\"number\">{:.2f}</td><td "
        "class=\"number\">{:.2f}</td><td class=\"number\">{}</td></tr>\n",
        bracket.cores, low, high, here ? fmt::format("{:.2f}", *traced.measured) : "");
  }
  return text + "</tbody></table></div>\n";
}

std::string waits_table(const TracedProgram& traced) {
  std::string rows;
  for (const judge::TraceWaits& each : traced.estimate.waits) {
    if (each.time < 0.01 * traced.estimate.span) {
      break;
    }
    std::string by;
    for (std::size_t i = 0; i < std::min<std::size_t>(8, each.by.size()); ++i) {
      by += (i == 0 ? "" : ", ") + thread_name(traced, each.by[i]);
    }
    rows += fmt::format(
        "<tr><td class=\"number\">{:.1f} ms</td><td "
        "class=\"number\">{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        each.time * kMs, each.times, each.lock ? "a lock" : "what it does", html(by),
        html(shown(traced, each.place)));
  }
  return rows.empty()
             ? ""
             : "<h2>Who waits for whom</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th "
               "scope=\"col\">Time</th><th scope=\"col\">Times</th><th scope=\"col\">For</th><th "
               "scope=\"col\">Of</th><th scope=\"col\">At</th></tr></thead>\n<tbody>\n" +
                   rows + "</tbody></table></div>\n";
}

}  // namespace

std::string trace_picture(const TracedProgram& traced) {
  Axes axes;
  std::string upper;
  std::string lower;
  for (const judge::SpeedupBracket& bracket : traced.estimate.brackets) {
    axes.most_cores = std::max(axes.most_cores, static_cast<double>(bracket.cores));
    axes.most_speedup = std::max(axes.most_speedup, 2 * inflated(traced, bracket).second);
  }
  if (axes.most_cores <= 1 || !std::isfinite(axes.most_speedup)) {
    return "";
  }
  for (const judge::SpeedupBracket& bracket : traced.estimate.brackets) {
    const auto [low, high] = inflated(traced, bracket);
    const double x = axes.x(static_cast<double>(bracket.cores));
    upper += fmt::format("{:.1f},{:.1f} ", x, axes.y(high));
    lower = fmt::format("{:.1f},{:.1f} ", x, axes.y(low)) + lower;
  }
  const double limit = std::min(axes.most_cores, axes.most_speedup);
  std::string svg = fmt::format(
      "<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"speed-up against cores, "
      "parallelism {:.2f}\">",
      kWidth, kHeight, traced.estimate.parallelism());
  svg += marks(traced, axes);
  svg += fmt::format(
      "<line class=\"threshold\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>",
      axes.x(1), axes.y(1), axes.x(limit), axes.y(limit));
  svg +=
      fmt::format("<polygon class=\"bar\" stroke=\"currentColor\" points=\"{}{}\"/>", upper, lower);
  if (traced.measured) {
    svg += fmt::format("<circle class=\"sample\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\"/>",
                       axes.x(std::min(static_cast<double>(traced.cpus), axes.most_cores)),
                       axes.y(*traced.measured));
  }
  return svg + "</svg>\n";
}

std::string trace_page(const TracedProgram& traced, const std::string& name) {
  const judge::TraceEstimate& estimate = traced.estimate;
  const std::string title =
      html(fmt::format("{}: parallelism {:.2f}", name, estimate.parallelism()));
  std::string text = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
      "name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta "
      "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<header>\n"
      "<h1>{}</h1>\n<p>Work {:.1f} ms in {}, span {:.1f} ms: more cores than {:.1f} are of no "
      "use.</p>\n</header>\n<main>\n",
      title, kHtmlStyle, title, estimate.work * kMs, counted(estimate.threads, "thread"),
      estimate.span * kMs, std::max(1.0, estimate.parallelism()));
  for (const std::string& remark : trace_remarks(traced)) {
    text += "<p>" + html(remark) + "</p>\n";
  }
  text += "<h2>Speed-up</h2>\n<figure>" + trace_picture(traced) +
          "<figcaption>Speed-up against cores. Band: at least and at most; dashed: as many times "
          "as there are cores; point: measured here.</figcaption></figure>\n" +
          speedup_table(traced);
  text += "<h2>The longest chain</h2>\n" + chain_table(traced);
  text += waits_table(traced);
  text += "<h2>" + html(traced.timeline.title) + "</h2>\n<figure>" +
          timeline_picture(traced.timeline) +
          "<figcaption>Thick: at work; thin: waits.</figcaption></figure>\n";
  return text + "</main>\n</body>\n</html>\n";
}

}  // namespace report
