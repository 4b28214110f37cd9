// A table of a TOML file, read key by key: what is missing, unknown or out of
// range is an error with file and line.

#pragma once

#include <toml++/toml.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace course {

// `shown` is the file's path in errors. Throws CourseError.
toml::table parse_toml(const std::string& text, const std::string& shown);

// All of it throws CourseError. `table` and `shown` must outlive the object.
class Table {
 public:
  // `name` is "[points]"; empty for the whole file.
  Table(const toml::table& table, std::string name, const std::string& shown);

  [[noreturn]] void fail(const toml::node& at, const std::string& what) const;
  [[noreturn]] void fail(const std::string& what) const { fail(table_, what); }

  // Keys that nobody asked for are errors.
  void allow_only(std::initializer_list<std::string_view> keys) const;

  // Null if there is none.
  const toml::node* find(std::string_view key) const { return table_.get(key); }
  const toml::node& at(std::string_view key) const;

  std::string text(std::string_view key) const;  // never empty
  std::vector<std::string> texts(std::string_view key) const;
  int integer(std::string_view key, int least, int most) const;
  int integer_or(std::string_view key, int least, int most, int otherwise) const;
  double share(std::string_view key) const;  // from 0 to 1

  // Those written as [[key]]; none if there is none.
  std::vector<Table> tables(std::string_view key) const;
  Table table(std::string_view key) const;

 private:
  std::string where() const { return name_.empty() ? "" : " in " + name_; }

  const toml::table& table_;
  std::string name_;
  const std::string& shown_;
};

}  // namespace course
