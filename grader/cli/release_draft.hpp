// What appears whole or not at all: written below DIR.new, and moved to DIR at the
// end. A release or a bundle for a platform.

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
  // Moves `what`, which lies in the draft, to DIR. Throws
  // std::filesystem::filesystem_error if something stands there by now.
  void publish(const std::filesystem::path& what) const;

 private:
  std::filesystem::path target_;
  std::filesystem::path folder_;
  sandbox::Descriptor lock_;
  bool kept_ = false;
};

}  // namespace cli
