// What a trace says of a program, for a terminal. Pure.

#pragma once

#include "judge/traced_program.hpp"
#include "report/layout.hpp"
#include "report/paint.hpp"

namespace report {

struct TraceStyle {
  Paint paint;
  std::size_t width = 100;
};

Lines trace_text(const judge::TracedProgram& traced, const TraceStyle& style);

// The parts of it that other formats have in common.
std::string thread_name(const judge::TracedProgram& traced, std::uint32_t thread);  // "T2"
std::string shown(const judge::TracedProgram& traced, std::uint16_t place);  // "a.cpp:7", or ""
// The chain in at most `most` lines: as it is, or what is alike together, the longest first.
struct ChainRow {
  double time = 0;  // ns
  std::size_t pieces = 1;
  std::string who;   // "T2", or of several together nobody
  std::string what;  // "up to a.cpp:7", "to its end"
  std::string source;
};
std::vector<ChainRow> chain_rows(const judge::TracedProgram& traced, std::size_t most = 8);
// What is to be said besides: recording, sleeping, inflation; each a sentence.
Lines trace_remarks(const judge::TracedProgram& traced);
// At least and at most on some cores, inflation included.
std::pair<double, double> inflated(const judge::TracedProgram& traced,
                                   const judge::SpeedupBracket& bracket);

}  // namespace report
