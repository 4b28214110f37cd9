// 01 Threads: fetch many things at once.

#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace course {

// Fetches one thing by its name and returns its body. May take long, may throw,
// and may be called from several threads at once.
using Fetch = std::function<std::string(const std::string& name)>;

// Fetches every name on a thread of its own, all of them at the same time.
//
// Returns the bodies in the order of `names`. Returns only after every thread
// has ended, whatever happens. If fetches throw, the exception of the lowest
// index is thrown again; the other bodies are lost.
std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch);

}  // namespace course
