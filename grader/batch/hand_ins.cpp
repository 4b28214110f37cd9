#include "batch/hand_ins.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <system_error>

namespace batch {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> kEndings{".tar.gz", ".tgz", ".tar", ".zip"};

// Empty: no archive.
std::string_view ending(std::string_view name) {
  const auto* const found = std::find_if(
      kEndings.begin(), kEndings.end(),
      [&](std::string_view each) { return name.ends_with(each) && name.size() > each.size(); });
  return found == kEndings.end() ? std::string_view() : *found;
}

bool same(const fs::path& a, const fs::path& b) {
  std::error_code missing;
  return fs::equivalent(a, b, missing);
}

// What the system adds by itself.
bool is_clutter(const std::string& name) { return name.starts_with('.') || name == "__MACOSX"; }

}  // namespace

HandIns hand_ins(const fs::path& folder, const fs::path& except) {
  HandIns found;
  std::map<std::string, int> uses;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string file = entry.path().filename().string();
    if (is_clutter(file) || (!except.empty() && same(entry.path(), except))) {
      continue;
    }
    const fs::file_type type = entry.symlink_status().type();
    const bool is_archive = type == fs::file_type::regular && !ending(file).empty();
    if (type == fs::file_type::symlink) {
      found.ignored.push_back(file + ": a link; put the folder or archive itself there");
    } else if (type != fs::file_type::directory && !is_archive) {
      found.ignored.push_back(file + ": neither a folder nor an archive");
    } else {
      const std::size_t cut = is_archive ? ending(file).size() : 0;
      found.all.push_back({file.substr(0, file.size() - cut), entry.path()});
      ++uses[found.all.back().name];
    }
  }
  for (HandIn& one : found.all) {
    if (uses[one.name] > 1) {
      one.name = one.path.filename().string();
    }
  }
  std::sort(found.all.begin(), found.all.end(),
            [](const HandIn& a, const HandIn& b) { return a.name < b.name; });
  std::sort(found.ignored.begin(), found.ignored.end());
  return found;
}

}  // namespace batch
