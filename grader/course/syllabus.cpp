#include "course/syllabus.hpp"

#include <charconv>

namespace course {

bool is_syllabus_id(std::string_view id) {
  if (id.size() < 2 || id.size() > 3 || id[1] == '0') {
    return false;
  }
  int number = 0;
  const char* const end = id.data() + id.size();
  const auto [rest, error] = std::from_chars(id.data() + 1, end, number);
  const int last = id[0] == 'A' ? 16 : (id[0] == 'B' ? 18 : 0);
  return error == std::errc() && rest == end && number >= 1 && number <= last;
}

}  // namespace course
