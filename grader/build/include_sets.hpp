// What submissions include of the standard library, compiled.
//
// A file that is compiled against the set that it includes knows the names of
// that set and no others: it compiles only if it lacks no include. Sets are
// told apart by their text, which is what the preprocessor printed. The most
// recently used ones are kept.
//
// Processes may share the folder. A set that another one removes in the middle
// of its use is missed by the compiler; so what fails against a set is compiled
// without it before anything is said.

#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace build {

class IncludeSets {
 public:
  struct Set {
    std::filesystem::path text;  // what it was compiled from; the compiler asks for it again
    std::filesystem::path compiled;
  };

  static constexpr std::size_t kMost = 64;  // of 5 to 15 MiB each

  // Makes the folder when the first set is kept.
  explicit IncludeSets(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // The set of that text, if it is kept.
  std::optional<Set> find(const std::string& text) const;

  // Writes the text down, and says where the set will stand. Nothing if it cannot be
  // written, or another text stands there: a set is no more than a shortcut.
  std::optional<Set> prepare(const std::string& text) const;
  // What the compiler made of the set's text, and wrote to `compiled`. Those that
  // were used least recently make room. False if it cannot be written.
  bool keep(const Set& set, const std::filesystem::path& compiled) const;

  // What the compiler cannot use any more.
  void forget(const Set& set) const;

 private:
  Set place(const std::string& text) const;
  void make_room() const;

  std::filesystem::path folder_;
};

}  // namespace build
