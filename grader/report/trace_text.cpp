#include "report/trace_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "report/printable.hpp"
#include "report/wording.hpp"

namespace report {
namespace {

using judge::TracedProgram;
using Because = judge::ReplayPiece::Because;

constexpr double kMs = 1e-6;
constexpr std::size_t kMostWaits = 5;
// Below these nothing is said of it.
constexpr double kLittle = 0.01;
constexpr double kMuchRecording = 0.1;
constexpr double kInflated = 1.1;

std::string ms(double ns) { return fmt::format("{:.1f} ms", ns * kMs); }

std::string source_of(const TracedProgram& traced, std::uint16_t place) {
  const auto found = traced.places.find(place);
  return found == traced.places.end() ? "" : printable_line(found->second.source);
}

std::string with_source(const std::string& line, const std::string& source,
                        const TraceStyle& style) {
  if (source.empty()) {
    return line;
  }
  const std::size_t taken = columns(line) + 3;
  return taken + 10 > style.width
             ? line
             : line + "   " + style.paint.dim(cut(source, style.width - taken));
}

std::string link_words(const TracedProgram& traced, std::uint16_t place) {
  const std::string where = shown(traced, place);
  return where.empty() ? "to its end" : "up to " + where;
}

void add_table(const TracedProgram& traced, Lines& lines) {
  lines.push_back("  cores   speed-up");
  for (const judge::SpeedupBracket& bracket : traced.estimate.brackets) {
    if (bracket.cores == 1) {
      continue;
    }
    const auto [low, high] = inflated(traced, bracket);
    std::string row = fmt::format("  {:>5}   {:.2f} to {:.2f}", bracket.cores, low, high);
    if (bracket.cores == traced.cpus && traced.measured) {
      row += fmt::format("   measured {:.2f}", *traced.measured);
    }
    lines.push_back(std::move(row));
  }
}

void add_chain(const TracedProgram& traced, const TraceStyle& style, Lines& lines) {
  lines.push_back("");
  lines.push_back(style.paint.bold("The longest chain") + ": no number of cores makes it shorter");
  for (const ChainRow& row : chain_rows(traced)) {
    const std::string who = row.pieces > 1 ? fmt::format("{} pieces", row.pieces) : row.who;
    lines.push_back(with_source(fmt::format("  {:>10}  {:>3.0f} %  {:<10} {}", ms(row.time),
                                            100 * row.time / traced.estimate.span, who, row.what),
                                row.source, style));
  }
}

void add_waits(const TracedProgram& traced, const TraceStyle& style, Lines& lines) {
  bool first = true;
  for (std::size_t i = 0; i < std::min(kMostWaits, traced.estimate.waits.size()); ++i) {
    const judge::TraceWaits& waits = traced.estimate.waits[i];
    if (waits.time < kLittle * traced.estimate.span) {
      break;
    }
    if (first) {
      lines.push_back("");
      lines.push_back(style.paint.bold("Who waits for whom") + ", with a core for each thread");
      first = false;
    }
    std::string by = thread_name(traced, waits.by.front());
    for (std::size_t k = 1; k < std::min<std::size_t>(4, waits.by.size()); ++k) {
      by += ", " + thread_name(traced, waits.by[k]);
    }
    by += waits.by.size() > 4 ? ", ..." : "";
    const std::string where = shown(traced, waits.place);
    lines.push_back(with_source(
        fmt::format("  {:>10}  {:>8}  {} {} at {}", ms(waits.time), counted(waits.times, "time"),
                    waits.lock ? "for a lock that was with" : "for", by,
                    where.empty() ? "the end" : where),
        source_of(traced, waits.place), style));
  }
}

}  // namespace

std::string thread_name(const TracedProgram& /*traced*/, std::uint32_t thread) {
  return fmt::format("T{}", thread);
}

std::string shown(const TracedProgram& traced, std::uint16_t place) {
  const auto found = traced.places.find(place);
  return found == traced.places.end()
             ? ""
             : fmt::format(
                   "{}:{}",
                   printable_line(std::filesystem::path(found->second.file).filename().string()),
                   found->second.line);
}

std::pair<double, double> inflated(const TracedProgram& traced,
                                   const judge::SpeedupBracket& bracket) {
  const double ratio = bracket.cores > 1 ? std::max(1.0, traced.inflation.ratio.value_or(1)) : 1;
  return {bracket.at_least / ratio, bracket.at_most / ratio};
}

std::vector<ChainRow> chain_rows(const TracedProgram& traced, std::size_t most) {
  std::vector<ChainRow> rows;
  const double little = 0.002 * traced.estimate.span;
  for (const judge::ChainLink& link : traced.estimate.chain) {
    if (link.time < little && traced.estimate.chain.size() <= 64) {
      continue;
    }
    const std::uint16_t made =
        link.thread < traced.threads.size() ? traced.threads[link.thread].place : std::uint16_t{0};
    const std::string from = shown(traced, made);
    std::string source = source_of(traced, link.place);
    std::string what = link_words(traced, link.place);
    if (shown(traced, link.place).empty() && !from.empty()) {
      what += ", started at " + from;
      source = source_of(traced, made);
    }
    rows.push_back({.time = link.time,
                    .pieces = 1,
                    .who = thread_name(traced, link.thread),
                    .what = std::move(what),
                    .source = std::move(source)});
  }
  if (rows.size() <= most) {
    return rows;
  }
  std::map<std::string, ChainRow> alike;
  for (const ChainRow& row : rows) {
    ChainRow& sum =
        alike
            .try_emplace(
                row.what,
                ChainRow{.pieces = 0, .who = row.who, .what = row.what, .source = row.source})
            .first->second;
    sum.time += row.time;
    ++sum.pieces;
  }
  rows.clear();
  for (auto& [what, row] : alike) {
    rows.push_back(std::move(row));
  }
  std::sort(rows.begin(), rows.end(),
            [](const ChainRow& a, const ChainRow& b) { return a.time > b.time; });
  rows.resize(std::min(rows.size(), most));
  return rows;
}

Lines trace_remarks(const TracedProgram& traced) {
  Lines remarks;
  const judge::Inflation& inflation = traced.inflation;
  if (!inflation.ratio) {
    remarks.push_back(fmt::format(
        "Whether threads slow each other down, as by writing to the same cache line, is not "
        "measured: they ran at the same time for {:.0f} % of what they could have. Run it on a "
        "quiet machine with at least two CPUs.",
        100 * inflation.together));
  } else if (*inflation.ratio > kInflated) {
    remarks.push_back(fmt::format(
        "On {} CPUs the same work takes {:.1f} times the CPU time that it takes on one; the table "
        "says what is left of the speed-up. Do threads write to the same cache line (false "
        "sharing), or wait by looking again and again?",
        traced.cpus, *inflation.ratio));
  }
  if (!traced.measured && traced.cpus > 1) {
    remarks.push_back(
        fmt::format("The speed-up by the clock is not measured: others keep {:.1f} CPUs busy.",
                    traced.foreign));
  }
  if (traced.recording > kMuchRecording) {
    remarks.push_back(fmt::format(
        "Recording took {:.0f} % of the program's work. It is taken off, but what is left is "
        "rough: pieces of work are short here.",
        100 * traced.recording));
  }
  if (traced.estimate.slept > kLittle * traced.estimate.span) {
    remarks.push_back(
        fmt::format("Threads slept for {} in all, which is no work and no part of this.",
                    ms(traced.estimate.slept)));
  }
  if (traced.estimate.pooled > 0) {
    remarks.push_back(
        fmt::format("{} are taken from a queue; which thread takes which is left open.",
                    counted(traced.estimate.pooled, "task")));
  }
  return remarks;
}

Lines trace_text(const TracedProgram& traced, const TraceStyle& style) {
  const judge::TraceEstimate& estimate = traced.estimate;
  Lines lines{fmt::format("{} {:>12}   CPU time of {}", style.paint.bold("work       "),
                          ms(estimate.work), counted(estimate.threads, "thread")),
              fmt::format("{} {:>12}   of it on the longest chain", style.paint.bold("span       "),
                          ms(estimate.span)),
              fmt::format("{} {:>12.2f}   no number of cores makes it faster than that",
                          style.paint.bold("parallelism"), estimate.parallelism()),
              ""};
  add_table(traced, lines);
  add_chain(traced, style, lines);
  add_waits(traced, style, lines);
  for (const std::string& remark : trace_remarks(traced)) {
    lines.push_back("");
    for (std::string& line : wrap(remark, style.width, "")) {
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

}  // namespace report
