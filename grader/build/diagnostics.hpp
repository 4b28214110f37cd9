// What compiler and linker say, made short: the student's own file first.

#pragma once

#include <string>
#include <vector>

namespace build {

struct Diagnostic {
  std::string file;  // "03-locks/bank.cpp"; empty for the linker's
  int line = 0;
  std::string message;
};

// The errors in `text`, at most `most` of them, those in the files of
// `own_folder` ("03-locks") first. An error inside a template of the library
// gets the line in `own_folder` that asked for the template. A linker's undefined symbol reads
// "NAME is declared but not defined".
std::vector<Diagnostic> errors_in(const std::string& text, const std::string& own_folder,
                                  std::size_t most);

}  // namespace build
