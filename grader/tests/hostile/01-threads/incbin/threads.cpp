// expect: forbidden inline assembly
// A file of the machine as part of the program.
#include "threads.hpp"
asm(".section .rodata\nsecret: .incbin \"/etc/passwd\"\n.text");

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  return std::vector<std::string>(names.size());
}

}  // namespace course
