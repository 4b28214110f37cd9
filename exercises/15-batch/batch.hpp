// 15 Batch: a table that is too large for the memory, in pieces and in parallel.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace course {

// Where a table comes from. Used by one thread at a time, and only while it is
// needed. COURSE CODE, NOT YOURS TO WRITE.
class Source {
 public:
  virtual ~Source() = default;

  // Puts the next bytes at the beginning of `into`, and returns how many: at
  // least one and at most into.size(), or 0 at the end of the table. May take
  // long and may throw. `into` is not empty.
  virtual std::size_t read(std::span<char> into) = 0;
};

// Where results go. Used by one thread at a time. COURSE CODE, NOT YOURS TO WRITE.
class Sink {
 public:
  virtual ~Sink() = default;

  // Appends all of `bytes`. May take long and may throw.
  virtual void write(std::string_view bytes) = 0;
};

// The number of bytes of the first row of `text`, its line break included; 0 if
// `text` holds no whole row. A line break inside quotes ends no row. `text`
// begins where a row begins, and so outside quotes. Thread-safe.
std::size_t row_length(std::string_view text);

struct BatchOptions {
  std::size_t chunk = std::size_t{1} << 20U;  // bytes
  unsigned workers = 1;                       // threads that process
  std::size_t in_flight = 4;                  // chunks that were read and are not yet written
};

// Turns the rows of a chunk into results. `header` is the table's first row with
// its line break; `rows` is one whole row or several. Called by several threads
// at once; may take long and may throw.
using Process = std::function<std::string(std::string_view header, std::string_view rows)>;

// Processes a table chunk by chunk, and writes the results.
//
// The first row is the header: it is no part of any chunk, and nothing is
// written for it. The rows behind it are cut into chunks: each holds as many
// whole rows as fit into `chunk` bytes, and a row that is longer than that is a
// chunk by itself. At its end the table may lack the last line break; then the
// last row does as well, and fits where it would fit with one. `process` is
// called once for each chunk, by `workers` threads, and the results are written
// in the order of the chunks.
//
// The calling thread reads, cuts and writes. At most `in_flight` chunks were
// read and are not yet written; besides them and the header it has read at most
// `chunk` bytes more, unless a single row is longer. As long as fewer chunks are
// in flight it reads on without waiting for a result, and no worker rests while a
// chunk waits for one.
//
// If `process` throws, the results of all chunks before this one are written,
// and none behind it; the exception of the first such chunk is thrown again.
// Chunks that had been read may still be processed. What `source` or `sink`
// throws ends the work as well, and results may be missing then. In no case is a
// thread left.
//
// An empty table and a header alone give nothing. Throws std::invalid_argument,
// and reads nothing, if `chunk`, `workers` or `in_flight` is 0 or `process` is
// empty. `chunk` and `in_flight` may be larger than the table and the memory.
void process_table(Source& source, Sink& sink, const Process& process, const BatchOptions& options);

// A sum of whole numbers, and how many they are.
struct Total {
  std::int64_t sum = 0;
  std::uint64_t rows = 0;

  // 0 if there are no rows.
  double mean() const {
    return rows == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(rows);
  }
  bool operator==(const Total&) const = default;
};

// Adds up column `column`, counted from 0, of all rows but the header. Exact,
// and so the same for all options.
//
// Throws std::invalid_argument if the options are wrong, or if a field of the
// column is missing or is no whole number of 64 bits (an optional minus and
// digits, nothing else). What `source` throws passes through.
Total total_of(Source& source, std::size_t column, const BatchOptions& options);

}  // namespace course
