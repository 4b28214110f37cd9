// A folder that appears whole or not at all: written as DIR.new/repository, and
// moved to DIR at the end.

#pragma once

#include <filesystem>

#include "sandbox/descriptor.hpp"

namespace cli {

class ReleaseDraft {
 public:
  // Removes what an earlier draft has left, and nothing else: throws UsageError if
  // what stands at DIR.new is no draft, or one that somebody is writing.
  explicit ReleaseDraft(std::filesystem::path target);
  // Removes the draft, unless it is to be kept.
  ~ReleaseDraft();
  ReleaseDraft(const ReleaseDraft&) = delete;
  ReleaseDraft& operator=(const ReleaseDraft&) = delete;

  const std::filesystem::path& folder() const { return folder_; }  // DIR.new
  std::filesystem::path repository() const { return folder_ / "repository"; }

  // What is in it stays, for a look.
  void keep() { kept_ = true; }
  // Throws std::filesystem::filesystem_error if something stands at DIR by now.
  void publish() const;

 private:
  std::filesystem::path target_;
  std::filesystem::path folder_;
  sandbox::Descriptor lock_;
  bool kept_ = false;
};

}  // namespace cli
