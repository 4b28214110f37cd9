#include "cli/files.hpp"

#include <fmt/format.h>

#include <fstream>

#include "cli/exporters.hpp"

namespace cli {

void check_writable(const Files& files) {
  for (const Exporter& exporter : exporters()) {
    if (const auto wanted = files.find(exporter.option);
        wanted != files.end() && !wanted->second.empty() && exporter.check != nullptr) {
      exporter.check();
    }
  }
  for (const auto& [option, file] : files) {
    if (!file.empty() && !std::ofstream(file, std::ios::app)) {
      throw UsageError(
          fmt::format("cannot write {}; name a file in a folder that exists", file.string()));
    }
  }
}

void write(const Files& files, const report::Report& report, bool reveal) {
  for (const Exporter& exporter : exporters()) {
    const auto wanted = files.find(exporter.option);
    if (wanted == files.end() || wanted->second.empty()) {
      continue;
    }
    std::ofstream stream(wanted->second, std::ios::binary);
    stream << exporter.render(reveal ? report : exporter.without_hidden_tests(report));
    if (!stream.flush()) {
      throw UsageError(fmt::format("cannot write {}", wanted->second.string()));
    }
  }
}

}  // namespace cli
