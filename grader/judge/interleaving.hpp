// What threads did in one schedule, step by step, in the places that its
// reader knows. Pure but for reading source lines.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "build/symbols.hpp"
#include "judge/explorer_log.hpp"
#include "judge/finding.hpp"
#include "judge/sources.hpp"

namespace judge {

using CodeLines = std::map<std::uint64_t, std::vector<build::CodeLine>>;

// The telling one of some calls; see Sources.
std::optional<Place> telling_place(const CallSites& at, const CodeLines& lines,
                                   const Sources& sources);

// The failure's steps, and at its end what each thread waits for or collides
// with. Steps of one thread at one line are one.
std::vector<ScheduleStep> interleaving(const ExplorerFailure& failure, const CodeLines& lines,
                                       const Sources& sources);

// One column for each thread, then what it does and where; the last `most` steps.
std::vector<std::string> drawing(const std::vector<ScheduleStep>& steps, std::size_t most = 40);

}  // namespace judge
