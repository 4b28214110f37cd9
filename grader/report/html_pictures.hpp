// Pictures for the HTML report, as SVG that stands in the page. Pure.

#pragma once

#include <string>

#include "judge/finding.hpp"

namespace report {

// The speed-up of each round and of all, beside the serial program, what the
// machine allowed and the threshold. Empty if a figure is missing.
std::string speed_picture(const judge::SpeedMeasure& speed);

// A lane for each thread. Empty if there is nothing to draw.
std::string timeline_picture(const judge::Timeline& timeline);

}  // namespace report
