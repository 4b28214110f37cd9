#include "submission/object_policy.hpp"

#include <cxxabi.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <set>
#include <sstream>

#include "submission/grants.hpp"

namespace submission {
namespace {

// Longer ones are cut, and never given to the demangler: it recurses.
constexpr std::size_t kLongestName = 300;

std::string cut(std::string text, std::size_t most) {
  if (text.size() > most) {
    text.resize(most);
    text += "...";
  }
  return text;
}

// "course::Bank::total" for its mangled name; without parameters.
std::string readable(const std::string& name) {
  if (name.size() > kLongestName || !name.starts_with("_Z")) {
    return cut(name, kLongestName);
  }
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(
      abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status), &std::free);
  if (status != 0 || text == nullptr) {
    return name;
  }
  const std::string all = text.get();
  return cut(all.substr(0, all.find_first_of("(<", 1)), 80);
}

// The part of a mangled name behind what says that it is nested, constant or
// local to a function: "St6thread4joinEv".
std::string_view inner(std::string_view name) {
  name.remove_prefix(std::min<std::size_t>(name.size(), 2));  // _Z
  while (!name.empty() && std::string_view("NKVrROZ").find(name.front()) != name.npos) {
    name.remove_prefix(1);
  }
  return name;
}

// Vtables, type descriptions, guards, thunks: the compiler makes them.
bool is_made_by_compiler(std::string_view name) {
  return name.starts_with("_ZT") || name.starts_with("_ZGV") || name.starts_with("_ZGR") ||
         name.starts_with("DW.ref.") || name.starts_with(".L") || name == "__clang_call_terminate";
}

bool is_mangled(std::string_view name) { return name.starts_with("_Z"); }

bool is_of_std(std::string_view name) {
  const std::string_view in = inner(name);
  return in.starts_with("St") || in.starts_with("Sa") || in.starts_with("Sb") ||
         in.starts_with("Ss") || in.starts_with("Si") || in.starts_with("So") ||
         in.starts_with("Sd") || in.starts_with("9__gnu_cxx") || in.starts_with("10__cxxabiv1");
}

bool is_of_the_judge(std::string_view name) {
  const std::string_view in = inner(name.starts_with("_ZT") ? name.substr(3) : name);
  const std::string_view special = inner(name.starts_with("_ZT") ? name.substr(2) : name);
  const auto is_judge = [](std::string_view text) {
    return text.starts_with("7testing") || text.starts_with("9benchmark") ||
           text.starts_with("8nlohmann") || text.starts_with("6course7support");
  };
  return is_judge(in) || is_judge(special);
}

bool is_operator_new_or_delete(std::string_view name) {
  return name.starts_with("_Znw") || name.starts_with("_Zna") || name.starts_with("_Zdl") ||
         name.starts_with("_Zda");
}

// std::hash of a type of the course: the one thing in std that is written anew.
bool is_hash_of_own(std::string_view name) { return inner(name).starts_with("St4hashIN6course"); }

// Parts of the C++ library that open files.
bool opens_files(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kParts{"basic_filebuf",  "basic_ifstream",
                                                          "basic_ofstream", "basic_fstream",
                                                          "10filesystem",   "__basic_file"};
  return std::any_of(kParts.begin(), kParts.end(), [&](std::string_view part) {
    return name.find(part) != std::string_view::npos;
  });
}

// Where one of the words stands first.
void find_line(Breach& breach, const std::vector<Stretch>& code,
               const std::vector<std::string>& words) {
  for (const Stretch& stretch : code) {
    for (const Token& token : stretch.tokens) {
      if (token.kind == Token::Kind::identifier &&
          std::find(words.begin(), words.end(), token.text) != words.end()) {
        breach.file = stretch.file;
        breach.line = token.line;
        return;
      }
    }
  }
}

// The last name in "course::support::send": what the text must spell out.
std::string last_word(const std::string& name) {
  const std::size_t at = name.find_last_of(":~ ");
  return at == std::string::npos ? name : name.substr(at + 1);
}

Breach needs(const std::string& name, const std::string& why, const std::string& advice) {
  return {.file = {}, .line = 0, .what = cut(name, kLongestName), .why = why, .advice = advice};
}

Breach needs_function(const std::string& name) {
  const std::string_view by = granted_by(name);
  return needs(name,
               by.empty() ? "no exercise grants this function"
                          : fmt::format("this exercise does not grant {}", by),
               "solve it with memory and threads, and with what the exercise names");
}

// Nothing if the symbol may be needed.
void look_at_needed(const Symbol& symbol, const std::vector<std::string>& allow,
                    const std::vector<Stretch>& code, std::vector<Breach>& breaches) {
  const std::string& name = symbol.name;
  if (!is_mangled(name)) {
    if (!is_granted(name, allow)) {
      breaches.push_back(needs_function(name));
      find_line(breaches.back(), code, {name});
    }
  } else if (is_of_the_judge(name)) {
    const std::string shown = readable(name);
    breaches.push_back(needs(shown, "it belongs to what judges the submission",
                             "take it out: the exercise can be solved without it"));
    find_line(breaches.back(), code, {last_word(shown), "testing", "support"});
  } else if (opens_files(name) && std::find(allow.begin(), allow.end(), "files") == allow.end()) {
    breaches.push_back(needs(readable(name), "this exercise does not grant files",
                             "print to standard output or standard error instead"));
    find_line(breaches.back(), code,
              {"ofstream", "ifstream", "fstream", "filebuf", "filesystem", "basic_ofstream",
               "basic_ifstream", "basic_fstream"});
  }
}

void look_at_defined(const Symbol& symbol, const std::set<std::string>& written_here,
                     const std::vector<Stretch>& code, std::vector<Breach>& breaches) {
  const std::string& name = symbol.name;
  if (!symbol.is_global() || is_made_by_compiler(name)) {
    return;
  }
  std::string why;
  if (!is_mangled(name)) {
    why = "a C function of this name may belong to the system or to the judge";
  } else if (is_operator_new_or_delete(name)) {
    why = "memory comes from the system, for the judge as well";
  } else if (needs_origin(symbol) && written_here.contains(name)) {
    why = is_of_std(name) ? "it belongs to the standard library"
                          : "it belongs to what judges the submission";
  } else {
    return;
  }
  const std::string shown = readable(name);
  breaches.push_back({.file = {},
                      .line = 0,
                      .what = "definition of " + shown,
                      .why = why,
                      .advice = "define only what the interface asks for, and helpers of your own "
                                "in an unnamed namespace"});
  find_line(breaches.back(), code, {last_word(shown), "operator"});
}

}  // namespace

std::vector<Symbol> read_symbols(std::string_view nm) {
  std::vector<Symbol> symbols;
  std::istringstream lines{std::string(nm)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    Symbol symbol;
    if (words >> symbol.name >> symbol.type) {
      if (!symbol.is_needed()) {
        words >> symbol.address;
      }
      symbols.push_back(std::move(symbol));
    }
  }
  return symbols;
}

bool needs_origin(const Symbol& symbol) {
  return symbol.is_global() && !is_made_by_compiler(symbol.name) && is_mangled(symbol.name) &&
         (is_of_std(symbol.name) || is_of_the_judge(symbol.name)) && !is_hash_of_own(symbol.name);
}

std::vector<Breach> breaches_in_symbols(const std::vector<Symbol>& symbols,
                                        const std::set<std::string>& written_here,
                                        const std::vector<std::string>& allow,
                                        const std::vector<Stretch>& code) {
  std::set<std::string> defined;
  for (const Symbol& symbol : symbols) {
    if (!symbol.is_needed()) {
      defined.insert(symbol.name);
    }
  }
  std::vector<Breach> breaches;
  std::set<std::string> seen;
  for (const Symbol& symbol : symbols) {
    if (!seen.insert(symbol.name).second) {
      continue;
    }
    if (!symbol.is_needed()) {
      look_at_defined(symbol, written_here, code, breaches);
    } else if (!defined.contains(symbol.name)) {
      look_at_needed(symbol, allow, code, breaches);
    }
  }
  return breaches;
}

}  // namespace submission
