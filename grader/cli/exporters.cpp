#include "cli/exporters.hpp"

#include "report/annotations.hpp"
#include "report/gradescope.hpp"
#include "report/hidden_tests.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/junit.hpp"
#include "report/markdown.hpp"
#include "report/sarif.hpp"

namespace cli {

const std::array<Exporter, 7>& exporters() {
  static constexpr std::array<Exporter, 7> kExporters{{
      {"--json", "write the whole report to this file", report::json, report::for_students},
      {"--html", "write a page for a browser", report::html_page, report::for_students},
      {"--markdown", "write a summary, as for a GitHub step", report::markdown,
       report::for_students},
      {"--junit", "write JUnit's XML", report::junit, report::for_students},
      {"--sarif", "write SARIF, for code scanners and editors", report::sarif,
       report::for_students},
      {"--annotations", "write GitHub's workflow commands", report::annotations,
       report::for_students},
      {"--gradescope", "write Gradescope's results.json", report::gradescope,
       report::for_gradescope},
  }};
  return kExporters;
}

}  // namespace cli
