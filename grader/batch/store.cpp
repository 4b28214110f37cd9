#include "batch/store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>
#include <vector>

namespace batch {
namespace {

constexpr int kVersion = 1;
constexpr int kPatience = 30'000;  // ms, for another process that writes

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& why) {
  throw StoreError(fmt::format("{}: {}; name another folder with --out, or remove this one",
                               file.string(), why));
}

// One statement, with text in the place of each `?`.
class Statement {
 public:
  Statement(sqlite3* database, const std::filesystem::path& file, const char* sql,
            const std::vector<const std::string*>& values = {})
      : database_(database), file_(file) {
    sqlite3_stmt* prepared = nullptr;
    check(::sqlite3_prepare_v2(database, sql, -1, &prepared, nullptr));
    statement_.reset(prepared);
    int place = 0;
    for (const std::string* value : values) {
      check(::sqlite3_bind_blob64(prepared, ++place, value->data(), value->size(), SQLITE_STATIC));
    }
  }

  // True: there is a row.
  bool step() const {
    const int code = ::sqlite3_step(statement_.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
      check(code);
    }
    return code == SQLITE_ROW;
  }

  std::string text() const {
    const auto* bytes = static_cast<const char*>(::sqlite3_column_blob(statement_.get(), 0));
    const int size = ::sqlite3_column_bytes(statement_.get(), 0);
    return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(size));
  }
  int number() const { return ::sqlite3_column_int(statement_.get(), 0); }

 private:
  void check(int code) const {
    if (code != SQLITE_OK) {
      fail(file_, ::sqlite3_errmsg(database_));
    }
  }

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { ::sqlite3_finalize(statement); }
  };
  sqlite3* database_;
  const std::filesystem::path& file_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace

void Store::Close::operator()(sqlite3* database) const { ::sqlite3_close(database); }

Store::Store(const std::filesystem::path& file) : file_(file) {
  sqlite3* opened = nullptr;
  const int code = ::sqlite3_open(file.c_str(), &opened);
  database_.reset(opened);
  if (code != SQLITE_OK) {
    fail(file_, opened == nullptr ? "no memory" : ::sqlite3_errmsg(opened));
  }
  ::sqlite3_busy_timeout(opened, kPatience);
  // Whole after a kill at any moment; the last results may be gone after a power cut.
  Statement(opened, file_, "PRAGMA journal_mode = WAL").step();
  Statement(opened, file_, "PRAGMA synchronous = NORMAL").step();
  const Statement version(opened, file_, "PRAGMA user_version");
  version.step();
  if (version.number() != 0 && version.number() != kVersion) {
    fail(file_,
         fmt::format("is of version {}, and this grader knows {}", version.number(), kVersion));
  }
  Statement(opened, file_,
            "CREATE TABLE IF NOT EXISTS result (submission BLOB, exercise BLOB, course BLOB, "
            "content BLOB, report BLOB, PRIMARY KEY (submission, exercise))")
      .step();
  Statement(opened, file_, fmt::format("PRAGMA user_version = {}", kVersion).c_str()).step();
}

std::optional<std::string> Store::find(const Key& key) {
  const Statement found(database_.get(), file_,
                        "SELECT report FROM result WHERE submission = ? AND exercise = ? AND "
                        "course = ? AND content = ?",
                        {&key.submission, &key.exercise, &key.course, &key.content});
  return found.step() ? std::optional(found.text()) : std::nullopt;
}

void Store::keep(const Key& key, const std::string& report) {
  Statement(database_.get(), file_,
            "INSERT OR REPLACE INTO result (submission, exercise, course, content, report) "
            "VALUES (?, ?, ?, ?, ?)",
            {&key.submission, &key.exercise, &key.course, &key.content, &report})
      .step();
}

}  // namespace batch
