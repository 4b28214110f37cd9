// git, asked about one folder. It reads; nothing here changes a repository.

#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "sandbox/runner.hpp"

namespace cli {

class Git {
 public:
  // `runner` must outlive it.
  Git(const sandbox::Runner& runner, std::filesystem::path root)
      : runner_(runner), root_(std::move(root)) {}

  // What it prints. Throws std::runtime_error with its own words.
  std::string operator()(const std::vector<std::string>& arguments) const;

  // The names of a list that ends each with a NUL, as -z makes it.
  std::vector<std::string> names(const std::vector<std::string>& arguments) const;

 private:
  const sandbox::Runner& runner_;
  std::filesystem::path root_;
};

}  // namespace cli
