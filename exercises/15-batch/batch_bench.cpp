// table: every row of a table is turned into a line with its checksum. The table
// has difficult fields and is made outside the timed region; checksums are
// so slow that cutting, which one thread does, hardly counts.

#include <chrono>
#include <string>
#include <string_view>

#include "batch.hpp"
#include "support/secret.hpp"
#include "support/speed_row.hpp"
#include "table_for_tests.hpp"

namespace course {
namespace {

// Rounds of mixing for every byte of a row.
constexpr int kRounds = 480;

support::Secret checksums_are;

std::uint64_t checksum(std::string_view row) {
  std::uint64_t sum = checksums_are.of(row.size());
  for (const char byte : row) {
    sum ^= static_cast<unsigned char>(byte);
    for (int round = 0; round < kRounds; ++round) {
      sum = sum * 6364136223846793005U + 1442695040888963407U;
      sum ^= sum >> 29U;
    }
  }
  return sum;
}

// The course's own way to find the rows.
std::string checksums(std::string_view rows) {
  std::string lines;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    quoted ^= rows[i] == '"';
    if (rows[i] == '\n' && !quoted) {
      lines += std::to_string(checksum(rows.substr(begin, i + 1 - begin))) + '\n';
      begin = i + 1;
    }
  }
  return lines;
}

const bool registered = support::add_row(
    "table", support::CpuRow<std::string, std::string>{
                 .size = 4'000,
                 .stretch = std::chrono::milliseconds(60),
                 .make =
                     [](std::uint64_t seed, std::size_t size) {
                       checksums_are.renew(seed);
                       return make_table(size, seed);
                     },
                 .serial =
                     [](const std::string& table) {
                       return checksums(std::string_view(table).substr(table.find('\n') + 1));
                     },
                 .yours =
                     [](const std::string& table, unsigned workers) {
                       TextSource source(table);
                       TextSink sink;
                       process_table(
                           source, sink,
                           [](std::string_view, std::string_view rows) { return checksums(rows); },
                           {.chunk = 1U << 11U, .workers = workers, .in_flight = 4 * workers});
                       return sink.text();
                     },
             });

}  // namespace
}  // namespace course
