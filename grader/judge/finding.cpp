#include "judge/finding.hpp"

#include <string_view>

namespace judge {

bool is_not_written_yet(const Finding& finding) {
  constexpr std::string_view kWords = " is not written yet";  // support/not_written_yet.hpp
  return std::holds_alternative<Failed>(finding.verdict) &&
         (finding.headline.find(kWords) != std::string::npos ||
          finding.evidence.find(kWords) != std::string::npos);
}

}  // namespace judge
