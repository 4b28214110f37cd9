#include "course/toml_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "course/manifest.hpp"

namespace course {

toml::table parse_toml(const std::string& text, const std::string& shown) {
  try {
    return toml::parse(text, shown);
  } catch (const toml::parse_error& error) {
    throw CourseError(
        fmt::format("{}:{}: {}", shown, error.source().begin.line, error.description()));
  }
}

Table::Table(const toml::table& table, std::string name, const std::string& shown)
    : table_(table), name_(std::move(name)), shown_(shown) {}

void Table::fail(const toml::node& at, const std::string& what) const {
  throw CourseError(fmt::format("{}:{}: {}", shown_, at.source().begin.line, what));
}

void Table::allow_only(std::initializer_list<std::string_view> keys) const {
  for (const auto& [key, value] : table_) {
    if (std::find(keys.begin(), keys.end(), key.str()) == keys.end()) {
      fail(value, fmt::format("unknown key '{}'{}; known are {}", key.str(), where(),
                              fmt::join(keys, ", ")));
    }
  }
}

const toml::node& Table::at(std::string_view key) const {
  const toml::node* node = find(key);
  if (node == nullptr) {
    fail(fmt::format("missing key '{}'{}", key, where()));
  }
  return *node;
}

std::string Table::text(std::string_view key) const {
  const toml::node& node = at(key);
  const auto value = node.value_exact<std::string>();
  if (!value || value->empty()) {
    fail(node, fmt::format("'{}'{} must be a text that is not empty", key, where()));
  }
  return *value;
}

std::vector<std::string> Table::texts(std::string_view key) const {
  const toml::node& node = at(key);
  std::vector<std::string> all;
  const toml::array* array = node.as_array();
  if (array == nullptr) {
    fail(node, fmt::format("'{}'{} must be a list of texts", key, where()));
  }
  for (const toml::node& element : *array) {
    const auto value = element.value_exact<std::string>();
    if (!value || value->empty()) {
      fail(element, fmt::format("'{}'{} must be a list of texts", key, where()));
    }
    if (std::find(all.begin(), all.end(), *value) != all.end()) {
      fail(element, fmt::format("'{}' stands twice in '{}'", *value, key));
    }
    all.push_back(*value);
  }
  return all;
}

int Table::integer(std::string_view key, int least, int most) const {
  const toml::node& node = at(key);
  const auto value = node.value_exact<std::int64_t>();
  if (!value || *value < least || *value > most) {
    fail(node, fmt::format("'{}'{} must be an integer from {} to {}", key, where(), least, most));
  }
  return static_cast<int>(*value);
}

int Table::integer_or(std::string_view key, int least, int most, int otherwise) const {
  return find(key) == nullptr ? otherwise : integer(key, least, most);
}

double Table::share(std::string_view key) const {
  const toml::node& node = at(key);
  const auto value = node.value<double>();
  if (!value || !(*value >= 0 && *value <= 1)) {
    fail(node, fmt::format("'{}'{} must be a number from 0 to 1", key, where()));
  }
  return *value;
}

std::vector<Table> Table::tables(std::string_view key) const {
  const toml::node* node = find(key);
  if (node == nullptr) {
    return {};
  }
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    fail(*node, fmt::format("'{0}' must be written as [[{0}]]", key));
  }
  std::vector<Table> all;
  for (const toml::node& element : *array) {
    const toml::table* table = element.as_table();
    if (table == nullptr) {
      fail(element, fmt::format("'{0}' must be written as [[{0}]]", key));
    }
    all.emplace_back(*table, fmt::format("[[{}]]", key), shown_);
  }
  return all;
}

Table Table::table(std::string_view key) const {
  const toml::node& node = at(key);
  if (node.as_table() == nullptr) {
    fail(node, fmt::format("'{0}' must be written as [{0}]", key));
  }
  return {*node.as_table(), fmt::format("[{}]", key), shown_};
}

}  // namespace course
