// What the object files of a submission may need and define: its capabilities.
//
// Works on the symbols of the plain profile alone; the other profiles compile
// the same tokens (Workshop compares them).

#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "submission/breach.hpp"
#include "submission/preprocessed.hpp"

namespace submission {

struct Symbol {
  std::string name;     // mangled
  char type = 'U';      // as nm names it; lower case is local
  std::string address;  // hexadecimal; empty if undefined

  bool is_needed() const { return type == 'U' || type == 'w' || type == 'v'; }
  bool is_global() const { return !is_needed() && (type == 'u' || (type >= 'A' && type <= 'Z')); }
};

// From `nm --format=posix`.
std::vector<Symbol> read_symbols(std::string_view nm);

// Definitions whose origin decides: harmless if they come from a header of the
// system, and a breach if the submission wrote them.
bool needs_origin(const Symbol& symbol);

// `written_here`: those that need an origin and have it in the submission's own
// text. `code` is searched for the line.
std::vector<Breach> breaches_in_symbols(const std::vector<Symbol>& symbols,
                                        const std::set<std::string>& written_here,
                                        const std::vector<std::string>& allow,
                                        const std::vector<Stretch>& code);

}  // namespace submission
