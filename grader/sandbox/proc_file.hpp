// What the kernel says about a process, file by file below /proc.

#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>

namespace sandbox {

// "/proc/12/status".
std::string proc_path(pid_t process, const std::string& file);

// At most `most` bytes; empty if the file or its process is gone or not ours to
// read.
std::string read_proc(const std::string& path, std::size_t most = std::size_t{256} * 1024);

}  // namespace sandbox
