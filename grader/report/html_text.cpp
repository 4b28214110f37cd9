#include "report/html_text.hpp"

#include "report/printable.hpp"

namespace report {
namespace {

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

}  // namespace

std::string html(std::string_view text) { return escaped(printable_line(text)); }

std::string html_block(const Lines& lines) {
  std::string text = "<pre><code>";
  for (const std::string& line : lines) {
    text += escaped(line) + "\n";
  }
  return text + "</code></pre>\n";
}

std::string html_id(std::string_view text) {
  std::string id;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_';
    id += plain ? c : '_';
  }
  return id;
}

}  // namespace report
