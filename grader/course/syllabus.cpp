#include "course/syllabus.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace course {
namespace {

struct Section {
  char letter;
  int points;
};
constexpr std::array kSections{Section{'A', 16}, Section{'B', 18}};

}  // namespace

bool is_syllabus_id(std::string_view id) {
  if (id.size() < 2 || id.size() > 3 || id[1] == '0') {
    return false;
  }
  int number = 0;
  const char* const end = id.data() + id.size();
  const auto [rest, error] = std::from_chars(id.data() + 1, end, number);
  return error == std::errc() && rest == end &&
         std::any_of(kSections.begin(), kSections.end(), [&](const Section& section) {
           return id[0] == section.letter && number >= 1 && number <= section.points;
         });
}

std::vector<std::string> untaught(const std::vector<Exercise>& exercises) {
  std::vector<std::string> left;
  for (const Section& section : kSections) {
    for (int number = 1; number <= section.points; ++number) {
      const std::string id = section.letter + std::to_string(number);
      if (std::none_of(exercises.begin(), exercises.end(), [&](const Exercise& exercise) {
            const auto& taught = exercise.teaches;
            return std::find(taught.begin(), taught.end(), id) != taught.end();
          })) {
        left.push_back(id);
      }
    }
  }
  return left;
}

}  // namespace course
