// What a batch has graded so far, in a file (SQLite) that survives whatever ends
// the grader.
//
// A result counts only for what it was made of: other submitted files or another
// course, and it is not found. Not thread-safe; other processes may use the file
// at the same time.

#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

struct sqlite3;

namespace batch {

// what() names the file, what is wrong and what to do.
class StoreError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// What a result was made of.
struct Key {
  std::string submission;  // its name
  std::string exercise;    // "03-locks"
  std::string course;      // what stands for the state of the course
  std::string content;     // all that was handed in for the exercise, as bytes
};

class Store {
 public:
  // Opens the file or makes it. Throws StoreError.
  explicit Store(const std::filesystem::path& file);

  // The report, as it was kept. Throws StoreError.
  std::optional<std::string> find(const Key& key);

  // In the file when it returns; takes the place of an older result of the same
  // submission and exercise. Throws StoreError.
  void keep(const Key& key, const std::string& report);

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };

  std::filesystem::path file_;
  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace batch
