#include "report/evidence.hpp"

#include <algorithm>
#include <iterator>

#include "report/printable.hpp"

namespace report {
namespace {

bool blank(const std::string& line) { return line.find_first_not_of(' ') == std::string::npos; }

bool names_an_error(const std::string& line) { return line.find("error: ") != std::string::npos; }

}  // namespace

Excerpt evidence(const judge::Finding& finding, std::size_t most) {
  const Lines lines = lines_of(printable(finding.evidence));
  auto first = std::find_if_not(lines.begin(), lines.end(), blank);
  const auto last =
      std::find_if_not(lines.rbegin(), std::make_reverse_iterator(first), blank).base();
  const auto found = static_cast<std::size_t>(last - first);
  if (std::holds_alternative<judge::NotBuilt>(finding.verdict) && found > most) {
    const auto error = std::find_if(first, last, names_an_error);
    first = error == last ? first : error;
  }
  const std::size_t shown = std::min(most, static_cast<std::size_t>(last - first));
  return {.lines = Lines(first, first + static_cast<std::ptrdiff_t>(shown)),
          .left_out = found - shown};
}

}  // namespace report
