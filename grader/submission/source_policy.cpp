#include "submission/source_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace submission {
namespace {

constexpr const char* kTakeItOut = "take it out: the exercise can be solved without it";

using Names = std::set<std::string, std::less<>>;

// Words by which code could tell for which kind of evidence it is built.
const Names& build_words() {
  static const Names words{"__has_feature",        "__has_extension",       "__SANITIZE_THREAD__",
                           "__SANITIZE_ADDRESS__", "_GLIBCXX_ASSERTIONS",   "_GLIBCXX_TSAN",
                           "__OPTIMIZE__",         "__SANITIZE_HWADDRESS__"};
  return words;
}

// Libraries that judge submissions.
const Names& judging_libraries() {
  static const Names libraries{"gtest", "gmock", "benchmark", "nlohmann", "sanitizer"};
  return libraries;
}

const Names& keywords() {
  static const Names words{
      "alignas",   "alignof",  "asm",          "auto",          "bool",       "break",
      "case",      "catch",    "char",         "class",         "concept",    "const",
      "constexpr", "continue", "co_await",     "co_return",     "co_yield",   "consteval",
      "constinit", "decltype", "default",      "delete",        "do",         "double",
      "else",      "enum",     "explicit",     "export",        "extern",     "false",
      "final",     "float",    "for",          "friend",        "goto",       "if",
      "inline",    "int",      "long",         "mutable",       "namespace",  "new",
      "noexcept",  "nullptr",  "operator",     "override",      "private",    "protected",
      "public",    "register", "requires",     "return",        "short",      "signed",
      "sizeof",    "static",   "struct",       "switch",        "template",   "this",
      "throw",     "true",     "try",          "typedef",       "typename",   "union",
      "unsigned",  "using",    "virtual",      "void",          "volatile",   "while",
      "std",       "defined",  "thread_local", "static_assert", "static_cast"};
  return words;
}

// Without effect on what a program can do, or on how it is looked at.
const Names& harmless_attributes() {
  static const Names attributes{"nodiscard",
                                "maybe_unused",
                                "noreturn",
                                "likely",
                                "unlikely",
                                "fallthrough",
                                "deprecated",
                                "no_unique_address",
                                "carries_dependency",
                                "assume",
                                "noinline",
                                "always_inline",
                                "unused",
                                "aligned",
                                "packed",
                                "hot",
                                "cold",
                                "const",
                                "pure",
                                "flatten",
                                "nonnull",
                                "malloc",
                                "may_alias",
                                "warn_unused_result",
                                "format",
                                "returns_nonnull",
                                "vector_size",
                                "guarded_by",
                                "capability",
                                "scoped_lockable",
                                "acquire_capability",
                                "release_capability",
                                "requires_capability",
                                "mode",
                                "nothrow",
                                "leaf",
                                "noescape",
                                "lifetimebound"};
  return attributes;
}

// They reach past the language without a symbol that would give them away.
const Names& refused_names() {
  static const Names names{"syscall",
                           "__builtin_frame_address",
                           "__builtin_return_address",
                           "__builtin_extract_return_addr",
                           "__builtin_thread_pointer",
                           "__builtin_setjmp",
                           "__builtin_longjmp",
                           "__builtin_eh_return",
                           "__builtin_unwind_init",
                           "__builtin_dwarf_cfa",
                           "__builtin_dwarf_sp_column"};
  return names;
}

// "noinline" for "__noinline__".
std::string_view plain(std::string_view name) {
  while (name.starts_with('_')) {
    name.remove_prefix(1);
  }
  while (name.ends_with('_')) {
    name.remove_suffix(1);
  }
  return name;
}

// "clang attribute" of "clang attribute push ( ...".
std::string first_two(const std::string& words) {
  return words.substr(0, words.find(' ', words.find(' ') + 1));
}

bool is_reserved(std::string_view name) {
  return name.find("__") != std::string_view::npos ||
         (name.size() > 1 && name[0] == '_' &&
          std::isupper(static_cast<unsigned char>(name[1])) != 0) ||
         name.starts_with("SYS_");
}

// Directives of one file, in order.
class TextRules {
 public:
  TextRules(const std::string& file, std::vector<Token> tokens)
      : file_(file), tokens_(std::move(tokens)) {}

  std::vector<Breach> look() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (build_words().contains(tokens_[at].text)) {
        report(tokens_[at], tokens_[at].text, "code must not know for what it is built",
               kTakeItOut);
      }
      if (tokens_[at].starts_line && tokens_[at].is("#") && at + 1 < tokens_.size() &&
          !tokens_[at + 1].starts_line) {
        look_at_directive(at + 1);
      }
    }
    return std::move(breaches_);
  }

 private:
  void report(const Token& at, std::string what, std::string why, std::string advice) {
    breaches_.push_back({file_, at.line, std::move(what), std::move(why), std::move(advice)});
  }

  const Token* on_this_line(std::size_t at) const {
    return at < tokens_.size() && !tokens_[at].starts_line ? &tokens_[at] : nullptr;
  }

  void look_at_directive(std::size_t at) {
    const Token& name = tokens_[at];
    if (name.kind == Token::Kind::number || name.is("line")) {
      report(name, "#line", "every line must keep its own number", kTakeItOut);
    } else if (name.is("define") || name.is("undef")) {
      look_at_macro(at);
    } else if (name.is("include") || name.is("include_next") || name.is("import")) {
      look_at_include(at);
    }
  }

  void look_at_macro(std::size_t at) {
    const Token* name = on_this_line(at + 1);
    if (name == nullptr) {
      return;  // the compiler says what is wrong
    }
    if (is_reserved(name->text) || keywords().contains(name->text)) {
      report(*name, "macro " + name->text, "this name belongs to the language or to the library",
             "give the macro another name, or do without it");
    }
    // An empty macro is an include guard.
    has_macro_ = has_macro_ || (tokens_[at].is("define") && on_this_line(at + 2) != nullptr);
  }

  void look_at_include(std::size_t at) {
    const Token* first = on_this_line(at + 1);
    if (first == nullptr) {
      return;
    }
    if (has_macro_) {
      report(*first, "#include after a macro", "a macro could change what the header means",
             "put every #include before the first #define");
    }
    if (first->kind != Token::Kind::string && !first->is("<")) {
      report(*first, "#include of a macro", "it must show what it includes", "write the name out");
      return;
    }
    const Token* next = on_this_line(at + 2);
    const std::string folder = first->kind == Token::Kind::string
                                   ? first->text.substr(1, first->text.find_first_of("/\"", 1) - 1)
                                   : (next == nullptr ? std::string() : next->text);
    if (judging_libraries().contains(folder)) {
      report(*first, "#include of " + folder, "what judges a submission is no part of it",
             kTakeItOut);
    }
  }

  const std::string& file_;
  std::vector<Token> tokens_;
  std::vector<Breach> breaches_;
  bool has_macro_ = false;
};

// One stretch of preprocessed code.
class CodeRules {
 public:
  CodeRules(const Stretch& code, std::vector<Breach>& breaches)
      : code_(code), tokens_(code.tokens), breaches_(breaches) {}

  void look() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      look_at(at);
    }
  }

 private:
  void report(const Token& at, std::string what, std::string why, std::string advice) {
    breaches_.push_back({code_.file, at.line, std::move(what), std::move(why), std::move(advice)});
  }

  bool is(std::size_t at, std::string_view text) const {
    return at < tokens_.size() && tokens_[at].is(text);
  }

  void look_at(std::size_t at) {
    const Token& token = tokens_[at];
    if (token.starts_line && token.is("#")) {
      if (is(at + 1, "pragma")) {
        look_at_pragma(at + 2);
      }
    } else if (token.is("[") && is(at + 1, "[")) {
      look_at_attributes(at + 2);
    } else if (token.kind != Token::Kind::identifier) {
      return;
    } else if (token.is("asm") || token.is("__asm") || token.is("__asm__")) {
      report(token, "inline assembly", "nobody can tell what it does", kTakeItOut);
    } else if (token.is("__attribute__") || token.is("__attribute")) {
      look_at_attributes(at + 3);
    } else if (refused_names().contains(token.text) || token.text.starts_with("__tsan_") ||
               token.text.starts_with("__asan_") || token.text.starts_with("__sanitizer_")) {
      report(token, token.text, "it reaches past the language to the system or to the judge",
             kTakeItOut);
    }
  }

  // From the first name up to the closing brackets. What stands in parentheses
  // behind a name belongs to it.
  void look_at_attributes(std::size_t at) {
    int depth = 0;
    for (; at < tokens_.size(); ++at) {
      const Token& token = tokens_[at];
      if (token.is("(") || token.is("[")) {
        ++depth;
      } else if ((token.is(")") || token.is("]")) && --depth < 0) {
        return;
      } else if (depth == 0 && token.kind == Token::Kind::identifier && !is(at + 1, ":")) {
        if (!harmless_attributes().contains(plain(token.text))) {
          report(token, "attribute " + std::string(plain(token.text)),
                 "it changes how the program is built or looked at", kTakeItOut);
        }
      }
    }
  }

  void look_at_pragma(std::size_t at) {
    std::string words;
    for (; at < tokens_.size() && !tokens_[at].starts_line; ++at) {
      words += (words.empty() ? "" : " ") + tokens_[at].text;
    }
    const Token& last = tokens_[at - 1];
    const bool is_diagnostic =
        words.starts_with("GCC diagnostic") || words.starts_with("clang diagnostic");
    const bool hides_constructors = words.find("constructors") != std::string::npos ||
                                    words.find("everything") != std::string::npos;
    static constexpr std::array<std::string_view, 5> kHarmless{"once", "STDC", "unroll",
                                                               "clang loop", "GCC ivdep"};
    const bool harmless = std::any_of(kHarmless.begin(), kHarmless.end(),
                                      [&](auto start) { return words.starts_with(start); });
    if (!harmless && !(is_diagnostic && !hides_constructors)) {
      report(last, "#pragma " + first_two(words),
             "it changes how the program is built or looked at", kTakeItOut);
    }
  }

  const Stretch& code_;
  const std::vector<Token>& tokens_;
  std::vector<Breach>& breaches_;
};

}  // namespace

std::vector<Breach> breaches_in_text(const std::string& file, std::string_view text) {
  return TextRules(file, tokenize(text)).look();
}

std::vector<Breach> breaches_in_code(const std::vector<Stretch>& code) {
  std::vector<Breach> breaches;
  for (const Stretch& stretch : code) {
    CodeRules(stretch, breaches).look();
  }
  return breaches;
}

std::vector<Breach> forbidden_names(const std::vector<Stretch>& code,
                                    const std::vector<course::Forbidden>& rules) {
  std::vector<Breach> breaches;
  for (const course::Forbidden& rule : rules) {
    const std::vector<Token> name = tokenize(rule.name);
    for (const Stretch& stretch : code) {
      for (std::size_t at = 0; at < stretch.tokens.size(); ++at) {
        if (stands_at(stretch.tokens, at, name)) {
          breaches.push_back({stretch.file, stretch.tokens[at].line, rule.name,
                              "this exercise is to be solved without it", rule.hint});
        }
      }
    }
  }
  return breaches;
}

}  // namespace submission
