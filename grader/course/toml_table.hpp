// A table of a TOML file, read key by key. What it does not hold, or holds in another
// form, is an error with file and line.

#pragma once

#include <toml++/toml.h>

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace course {

// what() starts with "path:line: ".
class TomlError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// `shown` is the path used in errors. Throws TomlError.
toml::table parse_toml(const std::string& text, const std::string& shown);

// Refers to the parsed table and to `shown`. Everything here throws TomlError.
class TomlTable {
 public:
  // `name` is "[points]", or empty for the file itself.
  TomlTable(const toml::table& table, std::string name, const std::string& shown);

  [[noreturn]] void fail(const toml::node& at, const std::string& what) const;
  [[noreturn]] void fail(const std::string& what) const { fail(table_, what); }

  // Keys that nobody asked for are errors.
  void allow_only(std::initializer_list<std::string_view> keys) const;

  std::vector<std::string> keys() const;
  const toml::node* find(std::string_view key) const { return table_.get(key); }
  const toml::node& at(std::string_view key) const;

  std::string text(std::string_view key) const;
  std::vector<std::string> texts(std::string_view key) const;  // none of them twice
  int integer(std::string_view key, int least, int most) const;
  int integer_or(std::string_view key, int least, int most, int otherwise) const;
  double share(std::string_view key) const;                   // from 0 to 1
  std::vector<TomlTable> tables(std::string_view key) const;  // [[key]]
  TomlTable table(std::string_view key) const;                // [key]

 private:
  std::string where() const { return name_.empty() ? "" : " in " + name_; }

  const toml::table& table_;
  std::string name_;
  const std::string& shown_;
};

}  // namespace course
