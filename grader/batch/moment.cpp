#include "batch/moment.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace batch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Takes the text apart from its left. What does not fit makes all of it unfit.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool skip(char wanted) {
    if (!rest_.starts_with(wanted)) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char wanted) { fits_ = skip(wanted) && fits_; }

  // Exactly so many digits, and a number up to `most`.
  int number(std::size_t digits, int most) {
    const std::string_view text = rest_.substr(0, digits);
    int value = 0;
    for (const char c : text) {
      fits_ = fits_ && c >= '0' && c <= '9';
      value = 10 * value + (c - '0');
    }
    rest_.remove_prefix(text.size());
    fits_ = fits_ && text.size() == digits && value <= most;
    return value;
  }

  bool fits() const { return fits_; }
  bool is_at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  bool fits_ = true;
};

std::chrono::year_month_day date(Reader& reader) {
  const int year = reader.number(4, 9999);
  reader.expect('-');
  const int month = reader.number(2, 12);
  reader.expect('-');
  const int day = reader.number(2, 31);
  return std::chrono::year(year) / month / day;
}

seconds time_of_day(Reader& reader) {
  const hours hour(reader.number(2, 23));
  reader.expect(':');
  const minutes minute(reader.number(2, 59));
  return hour + minute + seconds(reader.skip(':') ? reader.number(2, 59) : 0);
}

minutes offset(Reader& reader) {
  if (reader.skip('Z')) {
    return minutes(0);
  }
  const bool is_west = reader.skip('-');
  if (!is_west) {
    reader.expect('+');
  }
  const hours hour(reader.number(2, 23));
  reader.expect(':');
  const minutes east = hour + minutes(reader.number(2, 59));
  return is_west ? -east : east;
}

}  // namespace

std::optional<Moment> moment(std::string_view text) {
  Reader reader(text);
  const std::chrono::year_month_day day = date(reader);
  reader.expect('T');
  const seconds time = time_of_day(reader);
  const minutes east = offset(reader);
  if (!reader.fits() || !reader.is_at_end() || !day.ok()) {
    return std::nullopt;
  }
  return std::chrono::sys_days(day) + time - east;
}

std::string in_utc(Moment moment) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(moment)));
}

}  // namespace batch
