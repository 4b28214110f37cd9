#include "cli/pack.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <ctime>
#include <memory>
#include <stdexcept>

#include "course/catalogue.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

// Every file's time: 2000-01-01. Not 0, which build tools take for a missing file.
constexpr std::time_t kTime = 946'684'800;

struct FreeWriter {
  void operator()(archive* writer) const { ::archive_write_free(writer); }
};
struct FreeEntry {
  void operator()(archive_entry* entry) const { ::archive_entry_free(entry); }
};
using Writer = std::unique_ptr<archive, FreeWriter>;
using Entry = std::unique_ptr<archive_entry, FreeEntry>;

class Packing {
 public:
  Packing(const fs::path& file, ArchiveFormat format)
      : file_(file), writer_(::archive_write_new()) {
    if (format == ArchiveFormat::zip) {
      check(::archive_write_set_format_zip(writer_.get()));
    } else {
      check(::archive_write_set_format_pax_restricted(writer_.get()));
      check(::archive_write_add_filter_gzip(writer_.get()));
      check(::archive_write_set_filter_option(writer_.get(), "gzip", "timestamp", nullptr));
    }
    check(::archive_write_open_filename(writer_.get(), file.c_str()));
  }

  void add(const Packed& packed) {
    const std::string content = course::read_file(packed.file);
    const bool executable =
        (fs::status(packed.file).permissions() & fs::perms::owner_exec) != fs::perms::none;
    const Entry entry(::archive_entry_new());
    ::archive_entry_set_pathname(entry.get(), packed.name.c_str());
    ::archive_entry_set_filetype(entry.get(), AE_IFREG);
    ::archive_entry_set_perm(entry.get(), executable ? 0755 : 0644);
    ::archive_entry_set_size(entry.get(), static_cast<la_int64_t>(content.size()));
    ::archive_entry_set_mtime(entry.get(), kTime, 0);
    check(::archive_write_header(writer_.get(), entry.get()));
    if (::archive_write_data(writer_.get(), content.data(), content.size()) !=
        static_cast<la_ssize_t>(content.size())) {
      check(ARCHIVE_FATAL);
    }
  }

  void close() { check(::archive_write_close(writer_.get())); }

 private:
  void check(int result) const {
    if (result != ARCHIVE_OK) {
      const char* words = ::archive_error_string(writer_.get());
      throw std::runtime_error(fmt::format("cannot write {} ({})", file_.string(),
                                           words == nullptr ? "no reason given" : words));
    }
  }

  fs::path file_;
  Writer writer_;
};

}  // namespace

void pack(const std::vector<Packed>& files, const fs::path& archive, ArchiveFormat format) {
  Packing packing(archive, format);
  for (const Packed& file : files) {
    packing.add(file);
  }
  packing.close();
}

}  // namespace cli
