#include "submission/archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

#include "submission/submission.hpp"

namespace submission {
namespace {

namespace fs = std::filesystem;

constexpr int kMostOuterFolders = 3;
constexpr std::size_t kBlock = 65536;

struct Close {
  void operator()(archive* reader) const { ::archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, Close>;

std::string words_of(archive* reader) {
  const char* words = ::archive_error_string(reader);
  return words == nullptr ? "no reason given" : words;
}

Reader open(const fs::path& file) {
  Reader reader(::archive_read_new());
  ::archive_read_support_format_zip(reader.get());
  ::archive_read_support_format_tar(reader.get());
  ::archive_read_support_filter_gzip(reader.get());
  if (::archive_read_open_filename(reader.get(), file.c_str(), kBlock) != ARCHIVE_OK) {
    throw ArchiveError(fmt::format("{} is no zip, tar or tar.gz archive ({})", file.string(),
                                   words_of(reader.get())));
  }
  return reader;
}

// The entry's name, if it stays inside; nothing for the folder itself.
std::optional<fs::path> name_of(archive_entry* entry, const fs::path& file) {
  const char* bytes = ::archive_entry_pathname(entry);
  const fs::path name = bytes == nullptr ? "" : bytes;
  bool leads_out = name.empty() || name.is_absolute();
  fs::path inside;
  for (const fs::path& part : name) {
    leads_out = leads_out || part == "..";
    if (part != "." && !part.empty()) {
      inside /= part;
    }
  }
  if (leads_out) {
    throw ArchiveError(fmt::format(
        "{} holds a name that leads out of it; pack the folder again with a common tool",
        file.string()));
  }
  return inside.empty() ? std::nullopt : std::optional(inside);
}

// What is there must not come from an earlier entry of the same name: an
// archive may hold a link first and then a file of the link's name.
void make_room(const fs::path& target) {
  std::error_code ignored;
  fs::create_directories(target.parent_path(), ignored);
  fs::remove(target, ignored);
}

// Says by its kind what the intake must refuse; it leads nowhere.
void put_placeholder(const fs::path& target) {
  make_room(target);
  std::error_code ignored;
  fs::create_symlink("/dev/null/not-unpacked", target, ignored);
}

// Returns how many bytes the entry really had.
std::size_t put_file(archive* reader, const fs::path& target, std::size_t most) {
  make_room(target);
  std::ofstream file(target, std::ios::binary);
  std::array<char, kBlock> buffer;
  std::size_t taken = 0;
  for (;;) {
    const la_ssize_t n = ::archive_read_data(reader, buffer.data(), buffer.size());
    if (n < 0) {
      throw ArchiveError("the archive is damaged (" + words_of(reader) + "); pack it again");
    }
    if (n == 0) {
      break;
    }
    if (taken <= kLargestFile) {
      file.write(buffer.data(), n);
    }
    taken += static_cast<std::size_t>(n);
    if (taken > most) {
      return taken;
    }
  }
  file.close();
  if (taken > kLargestFile) {
    fs::resize_file(target, taken);  // a hole: it takes no room
  }
  return taken;
}

fs::path inner_folder(fs::path folder) {
  for (int depth = 0; depth < kMostOuterFolders; ++depth) {
    fs::directory_iterator entry(folder);
    if (entry == fs::directory_iterator() ||
        entry->symlink_status().type() != fs::file_type::directory ||
        entry->path().filename() == "exercises") {
      return folder;
    }
    fs::path only = entry->path();
    if (++entry != fs::directory_iterator()) {
      return folder;
    }
    folder = std::move(only);
  }
  return folder;
}

}  // namespace

fs::path unpack(const fs::path& file, const fs::path& into, const ArchiveLimits& limits) {
  const Reader reader = open(file);
  std::size_t entries = 0;
  std::size_t bytes = 0;
  archive_entry* entry = nullptr;
  for (;;) {
    const int result = ::archive_read_next_header(reader.get(), &entry);
    if (result == ARCHIVE_EOF) {
      break;
    }
    if (result < ARCHIVE_WARN) {
      throw ArchiveError(
          fmt::format("{} is damaged ({}); pack it again", file.string(), words_of(reader.get())));
    }
    if (++entries > limits.entries) {
      throw ArchiveError(fmt::format("{} holds more than {} files; hand in the submit files only",
                                     file.string(), limits.entries));
    }
    const std::optional<fs::path> name = name_of(entry, file);
    if (!name) {
      continue;
    }
    const bool is_link = ::archive_entry_hardlink(entry) != nullptr;
    if (::archive_entry_filetype(entry) == S_IFREG && !is_link) {
      bytes += put_file(reader.get(), into / *name, limits.bytes - bytes);
    } else if (::archive_entry_filetype(entry) != S_IFDIR) {
      put_placeholder(into / *name);
    }
    if (bytes > limits.bytes) {
      throw ArchiveError(fmt::format("{} unpacks to more than {} MB; hand in the submit files only",
                                     file.string(), limits.bytes / 1024 / 1024));
    }
  }
  return inner_folder(into);
}

}  // namespace submission
