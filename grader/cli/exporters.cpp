#include "cli/exporters.hpp"

#include "cli/classroom50.hpp"
#include "report/annotations.hpp"
#include "report/classroom50.hpp"
#include "report/csv.hpp"
#include "report/gradescope.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/junit.hpp"
#include "report/markdown.hpp"
#include "report/sarif.hpp"

namespace cli {
namespace {

report::Classroom50Identity identity() { return classroom50_identity(variable_of_environment); }

std::string classroom50(const report::Report& report) {
  return report::classroom50(report, identity());
}

}  // namespace

const std::array<Exporter, 9>& exporters() {
  static constexpr std::array<Exporter, 9> kExporters{{
      {"--json", "write the whole report to this file", report::json},
      {"--html", "write a page for a browser", report::html_page},
      {"--markdown", "write a summary, as for a GitHub step", report::markdown},
      {"--junit", "write JUnit's XML", report::junit},
      {"--sarif", "write SARIF, for code scanners and editors", report::sarif},
      {"--annotations", "write GitHub's workflow commands", report::annotations},
      {"--gradescope", "write Gradescope's results.json", report::gradescope, nullptr,
       report::for_gradescope},
      {"--classroom50", "write Classroom 50's result.json, where its runner has started this",
       classroom50, [] { identity(); }},
      {"--csv", "write a table of the points, for spreadsheets", report::csv},
  }};
  return kExporters;
}

}  // namespace cli
