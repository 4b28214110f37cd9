// Submissions that come packed: zip, tar, tar.gz.
//
// An archive is untrusted. Nothing is written outside the folder that is
// given, whatever names, links and sizes the archive holds.

#pragma once

#include <cstddef>
#include <filesystem>
#include <stdexcept>

namespace submission {

// The archive cannot be used; says why, and what to do about it.
class ArchiveError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct ArchiveLimits {
  std::size_t entries = 20'000;
  std::size_t bytes = std::size_t{256} * 1024 * 1024;  // of all files, unpacked
};

// Unpacks the regular files of `archive` into the empty folder `into` and
// returns the folder that holds the submission: `into`, or the one folder in
// it if everything was packed inside one. Of a file that is too large to be
// handed in, only the size is kept; of a link, only that it is one.
//
// Throws ArchiveError for what is no archive, for names that lead out of it,
// and for more than the limits allow.
std::filesystem::path unpack(const std::filesystem::path& archive,
                             const std::filesystem::path& into, const ArchiveLimits& limits = {});

}  // namespace submission
