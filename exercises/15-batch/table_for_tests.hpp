// Tables, sources and sinks for the tests and the benchmark.

#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "batch.hpp"

namespace course {

// A source that reads from a text, and counts. It gives at most `most` bytes at
// once. One thread reads; any thread may ask how much was read.
class TextSource final : public Source {
 public:
  explicit TextSource(std::string_view text, std::size_t most = std::string_view::npos)
      : text_(text), most_(most) {}

  std::size_t read(std::span<char> into) override {
    const std::size_t at = read_;
    const std::size_t n = std::min({into.size(), most_, text_.size() - at});
    std::copy_n(text_.begin() + static_cast<std::ptrdiff_t>(at), n, into.begin());
    read_ = at + n;
    return n;
  }
  std::size_t bytes_read() const { return read_; }

 private:
  const std::string_view text_;
  const std::size_t most_;
  std::atomic<std::size_t> read_{0};
};

class TextSink final : public Sink {
 public:
  void write(std::string_view bytes) override { text_ += bytes; }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// A table of `rows` rows behind a header: "id,remark,amount". Remarks hold
// whatever makes a table difficult. The same seed always gives the same table.
inline std::string make_table(std::size_t rows, std::uint64_t seed) {
  constexpr std::string_view kRemarks[] = {
      "plain",
      "",
      "\"quoted\"",
      "\"one, two\"",
      "\"first line\nsecond line\"",
      "\"she said \"\"no\"\"\"",
      "\"\"\"\n\"\"\"",
      "\"\"",
      "\"a,\n\"\"b\"\",\n\n c\"",
      "a rather long remark, were it not for the comma it would need no quotes",
  };
  std::string table = "id,remark,amount\n";
  std::uint64_t state = seed;
  for (std::size_t row = 0; row < rows; ++row) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    const std::uint64_t random = state >> 33U;
    const std::size_t kind = random % std::size(kRemarks);
    table += std::to_string(row) + ',';
    table += kind == 9 ? '"' + std::string(kRemarks[kind]) + '"' : std::string(kRemarks[kind]);
    table += ',' + std::to_string(static_cast<std::int64_t>(random % 20'001) - 10'000) + '\n';
  }
  return table;
}

}  // namespace course
