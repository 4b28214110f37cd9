#include "submission/submission.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "sandbox/descriptor.hpp"

namespace submission {
namespace {

namespace fs = std::filesystem;

std::string_view kind(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFDIR:
      return "is a folder";
    case S_IFIFO:
      return "is a named pipe";
    case S_IFSOCK:
      return "is a socket";
    case S_IFCHR:
    case S_IFBLK:
      return "is a device";
    default:
      return "is no regular file";
  }
}

std::variant<std::string, Refusal> read(const std::string& name, const fs::path& path) {
  const auto refuse = [&](std::string reason, std::string advice) {
    return Refusal{name, std::move(reason), std::move(advice)};
  };
  // O_NONBLOCK: opening a pipe must not wait for its other end.
  const sandbox::Descriptor file(
      ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file.is_open()) {
    if (errno == ENOENT || errno == ENOTDIR) {
      return refuse("is missing", "hand it in under exactly this name");
    }
    if (errno == ELOOP) {
      return refuse("is a symbolic link", "hand in the file itself");
    }
    return refuse(fmt::format("cannot be read ({})", std::strerror(errno)),
                  "check its permissions");
  }
  struct stat status{};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return refuse(std::string(kind(status.st_mode)), "hand in a regular file");
  }
  if (status.st_nlink > 1) {  // its other name may be that of somebody else's file
    return refuse("has more than one name (a hard link)", "hand in a copy of its own");
  }
  if (static_cast<std::size_t>(status.st_size) > kLargestFile) {
    return refuse(fmt::format("has {} bytes; {} are allowed", status.st_size, kLargestFile),
                  "hand in source code only");
  }
  std::string content;
  std::array<char, 65536> buffer;
  while (content.size() <= kLargestFile) {
    const ssize_t n = ::read(file.get(), buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n < 0) {
      return refuse(fmt::format("cannot be read ({})", std::strerror(errno)), "hand it in again");
    }
    if (n == 0) {
      break;
    }
    content.append(buffer.data(), static_cast<std::size_t>(n));
  }
  if (content.find_first_not_of(" \t\r\n") == std::string::npos) {
    return refuse("is empty", "grader/grade list shows which files an exercise wants");
  }
  return content;
}

// A folder, and no link to one: it might lead to another's files.
bool is_own_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::symlink_status(path, ignored).type() == fs::file_type::directory;
}

}  // namespace

Intake take(const course::Exercise& exercise, const std::vector<fs::path>& folders) {
  Submission submission;
  std::vector<Refusal> refusals;
  for (const std::string& name : exercise.submit) {
    const auto has_it = [&](const fs::path& folder) {
      std::error_code ignored;
      return fs::symlink_status(folder / name, ignored).type() != fs::file_type::not_found;
    };
    const auto found = std::find_if(folders.begin(), folders.end(), has_it);
    auto result = read(name, (found == folders.end() ? folders.front() : *found) / name);
    auto* refusal = std::get_if<Refusal>(&result);
    if (course::is_document(name)) {
      if (refusal != nullptr) {
        submission.no_document = std::move(*refusal);
      } else {
        submission.document = {name, std::get<std::string>(std::move(result))};
      }
    } else if (refusal != nullptr) {
      refusals.push_back(std::move(*refusal));
    } else {
      submission.files.push_back({name, std::get<std::string>(std::move(result))});
    }
  }
  if (!refusals.empty()) {
    return refusals;
  }
  return submission;
}

fs::path folder_of(const course::Exercise& exercise, const fs::path& submission) {
  const fs::path exercises = submission / "exercises";
  if (is_own_folder(exercises) && is_own_folder(exercises / exercise.id)) {
    return exercises / exercise.id;
  }
  return is_own_folder(submission / exercise.id) ? submission / exercise.id : submission;
}

}  // namespace submission
