#include "batch/csv.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace batch {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class Reader {
 public:
  explicit Reader(std::string_view text)
      : text_(text), at_(text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0) {}

  std::vector<CsvRow> rows() {
    std::vector<CsvRow> all;
    while (at_ < text_.size()) {
      CsvRow row;
      do {
        row.push_back(field());
      } while (skip(","));
      if (!skip("\r\n") && !skip("\n") && at_ < text_.size()) {
        fail("something follows the quote that ends a field");
      }
      if (row.size() > 1 || row.front().end > row.front().begin) {
        all.push_back(std::move(row));
      }
    }
    return all;
  }

 private:
  bool skip(std::string_view what) {
    if (!text_.substr(at_).starts_with(what)) {
      return false;
    }
    at_ += what.size();
    return true;
  }

  CsvField field() {
    CsvField field{.value = {}, .begin = at_, .end = at_};
    if (!skip("\"")) {
      at_ = std::min(text_.find_first_of(",\n", at_), text_.size());
      if (at_ < text_.size() && text_[at_] == '\n' && at_ > field.begin && text_[at_ - 1] == '\r') {
        --at_;
      }
      field.value = text_.substr(field.begin, at_ - field.begin);
    } else {
      while (!skip("\"") || skip_into("\"", field.value)) {
        if (at_ >= text_.size()) {
          at_ = field.begin;
          fail("a field begins with a quote that never ends");
        }
        if (text_[at_] != '"') {
          field.value += text_[at_++];
        }
      }
    }
    field.end = at_;
    return field;
  }

  // The second of two quotes stands for one.
  bool skip_into(std::string_view what, std::string& value) {
    if (!skip(what)) {
      return false;
    }
    value += what;
    return true;
  }

  [[noreturn]] void fail(std::string_view why) const {
    const auto lines =
        std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n');
    throw CsvError(fmt::format("line {}: {}", lines + 1, why));
  }

  std::string_view text_;
  std::size_t at_;
};

}  // namespace

std::vector<CsvRow> read_csv(std::string_view text) { return Reader(text).rows(); }

}  // namespace batch
