// expect: failed Totals.AreExactBeyondWhatADoubleHolds
// Adds in double, which has room for whole numbers up to 2^53 only.

#include "batch.hpp"

#include <algorithm>
#include <charconv>
#include <deque>
#include <future>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "csv.hpp"
#include "support/thread_pool.hpp"

namespace course {
namespace {

// Cuts a table into chunks of whole rows. Holds what was read beyond the last cut.
class Cutter {
 public:
  Cutter(Source& source, std::size_t chunk) : source_(source), chunk_(chunk) {}

  // The first row, or what there is of it.
  std::string header() { return cut(first_row()); }

  // As many whole rows as fit, at least one; nothing at the end.
  std::optional<std::string> next() {
    std::size_t end = first_row();
    if (end == 0) {
      return std::nullopt;
    }
    fill(chunk_);
    while (const std::size_t row = row_at(end)) {
      if (row > chunk_ || end > chunk_ - row) {
        break;
      }
      end += row;
    }
    return cut(end);
  }

 private:
  // Reads on until the whole first row is there; its length.
  std::size_t first_row() {
    fill(chunk_);
    while (!ended_ && row_at(0) == 0) {
      fill(rest_.size() + chunk_);
    }
    return row_at(0);
  }

  // The length of the row that begins at `at`; 0 if it is not all there.
  std::size_t row_at(std::size_t at) const {
    const std::string_view text = std::string_view(rest_).substr(at);
    const std::size_t row = row_length(text);
    return row == 0 && ended_ ? text.size() : row;  // the last one may lack its line break
  }

  // Reads until there are `bytes` bytes, or no more.
  void fill(std::size_t bytes) {
    while (!ended_ && rest_.size() < bytes) {
      const std::size_t before = rest_.size();
      rest_.resize(before + std::min(bytes - before, kMostAtOnce));
      const std::size_t read = source_.read(std::span(rest_).subspan(before));
      rest_.resize(before + read);
      ended_ = read == 0;
    }
  }

  std::string cut(std::size_t end) {
    std::string front = rest_.substr(0, end);
    rest_.erase(0, end);
    return front;
  }

  // A chunk may be larger than the table, and larger than the memory.
  static constexpr std::size_t kMostAtOnce = std::size_t{1} << 20U;

  Source& source_;
  const std::size_t chunk_;
  std::string rest_;
  bool ended_ = false;
};

}  // namespace

std::size_t row_length(std::string_view text) {
  // A doubled quote closes and opens again, so it needs no thought here.
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') {
      quoted = !quoted;
    } else if (text[i] == '\n' && !quoted) {
      return i + 1;
    }
  }
  return 0;
}

void process_table(Source& source, Sink& sink, const Process& process,
                   const BatchOptions& options) {
  if (options.chunk == 0 || options.workers == 0 || options.in_flight == 0 || !process) {
    throw std::invalid_argument("a table needs chunks, workers, and what to do with the rows");
  }
  Cutter cutter(source, options.chunk);
  const std::string header = cutter.header();

  ThreadPool pool(options.workers);  // behind what its tasks use
  std::deque<std::future<std::string>> in_flight;
  const auto write_first = [&] {
    sink.write(in_flight.front().get());
    in_flight.pop_front();
  };
  while (true) {
    if (in_flight.size() == options.in_flight) {
      write_first();  // before the next cut, or there would be one chunk too many
    }
    std::optional<std::string> rows = cutter.next();
    if (!rows) {
      break;
    }
    in_flight.push_back(
        pool.submit([&, rows = std::move(*rows)] { return process(header, rows); }));
  }
  while (!in_flight.empty()) {
    write_first();
  }
}

namespace {

std::int64_t whole_number(const std::vector<std::string>& fields, std::size_t column) {
  if (column >= fields.size()) {
    throw std::invalid_argument("a row has no column " + std::to_string(column));
  }
  const std::string& field = fields[column];
  std::int64_t number = 0;
  const char* const end = field.data() + field.size();
  const auto [stopped, error] = std::from_chars(field.data(), end, number);
  if (error != std::errc() || stopped != end) {
    throw std::invalid_argument("no whole number: \"" + field + "\"");
  }
  return number;
}

// What a chunk hands over: its sum and its rows, not its mean, for means of
// chunks of different sizes cannot be put together.
std::string total_of_rows(std::string_view rows, std::size_t column) {
  Total total;
  double sum = 0;
  while (!rows.empty()) {
    const std::size_t whole = row_length(rows);
    const std::string_view row = rows.substr(0, whole == 0 ? rows.size() : whole);
    sum += static_cast<double>(whole_number(fields_of(row), column));
    ++total.rows;
    rows.remove_prefix(row.size());
  }
  total.sum = static_cast<std::int64_t>(sum);
  return std::to_string(total.sum) + ' ' + std::to_string(total.rows);
}

class Adder final : public Sink {
 public:
  void write(std::string_view bytes) override {
    const std::size_t space = bytes.find(' ');
    total_.sum += std::stoll(std::string(bytes.substr(0, space)));
    total_.rows += std::stoull(std::string(bytes.substr(space + 1)));
  }
  const Total& total() const { return total_; }

 private:
  Total total_;
};

}  // namespace

Total total_of(Source& source, std::size_t column, const BatchOptions& options) {
  Adder adder;
  process_table(
      source, adder,
      [column](std::string_view /*header*/, std::string_view rows) {
        return total_of_rows(rows, column);
      },
      options);
  return adder.total();
}

}  // namespace course
