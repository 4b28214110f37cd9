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

// Fetches every name on a thread of its own, all of them at the same time. The
// calling thread fetches nothing; it waits, and uses no CPU meanwhile.
//
// Returns the bodies in the order of `names`; no names give no bodies. A name
// that occurs twice is fetched twice.
//
// If fetches throw, the exception of the lowest index is thrown again, whatever
// its type, and the bodies are lost. An empty `fetch` throws
// std::bad_function_call like any other.
//
// Returns or throws only after every thread has ended.
std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch);

}  // namespace course
