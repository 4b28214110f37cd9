#include "cli/exporters.hpp"

#include "report/annotations.hpp"
#include "report/gradescope.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/junit.hpp"
#include "report/markdown.hpp"
#include "report/sarif.hpp"

namespace cli {

const std::array<Exporter, 7>& exporters() {
  static constexpr std::array<Exporter, 7> kExporters{{
      {"--json", "write the whole report to this file", report::json},
      {"--html", "write a page for a browser", report::html_page},
      {"--markdown", "write a summary, as for a GitHub step", report::markdown},
      {"--junit", "write JUnit's XML", report::junit},
      {"--sarif", "write SARIF, for code scanners and editors", report::sarif},
      {"--annotations", "write GitHub's workflow commands", report::annotations},
      {"--gradescope", "write Gradescope's results.json", report::gradescope,
       report::for_gradescope},
  }};
  return kExporters;
}

}  // namespace cli
