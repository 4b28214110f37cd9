#include "batch/similarity.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <tuple>
#include <utility>

namespace batch {
namespace {

// Calls `take` with each line, without its end.
template <class Take>
void for_each_line(std::string_view text, const Take& take) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    take(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

// Takes `expected` off the front of `text`.
bool skip(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) {
    return false;
  }
  text.remove_prefix(expected.size());
  return true;
}

std::optional<std::size_t> number(std::string_view& text) {
  std::size_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc()) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  return value;
}

// "File 3.cpp: 464 tokens, 78 lines".
struct Size {
  std::size_t file = 0;
  std::size_t tokens = 0;
};

std::optional<Size> size_in(std::string_view line) {
  if (!skip(line, "File ")) {
    return std::nullopt;
  }
  const auto file = number(line);
  if (!file || !skip(line, ".cpp: ")) {
    return std::nullopt;
  }
  const auto tokens = number(line);
  return tokens && line.starts_with(" token") ? std::optional(Size{*file, *tokens}) : std::nullopt;
}

// "3.cpp consists for 88 % of 5.cpp material".
struct Share {
  std::size_t file = 0;
  int percent = 0;
  std::optional<std::size_t> of;  // nothing: the course's text
};

std::optional<Share> share_in(std::string_view line) {
  const auto file = number(line);
  if (!file || !skip(line, ".cpp consists for ")) {
    return std::nullopt;
  }
  const auto percent = number(line);
  if (!percent || *percent > 100 || !skip(line, " % of ")) {
    return std::nullopt;
  }
  return Share{*file, static_cast<int>(*percent), number(line)};
}

// What a file has beyond the course's text, and how much of that another one has.
class Own {
 public:
  Own(std::size_t files, std::string_view shares) : tokens_(files), of_course_(files) {
    for_each_line(shares, [&](std::string_view line) {
      if (const auto size = size_in(line); size && size->file < files) {
        tokens_[size->file] = size->tokens;
      } else if (const auto share = share_in(line); share && share->file < files && !share->of) {
        of_course_[share->file] = share->percent;
      }
    });
  }

  bool is_long_enough(std::size_t file) const {
    return tokens_[file] * static_cast<std::size_t>(100 - of_course_[file]) >=
           std::size_t{100} * kFewestTokens;
  }

  // At least so much: as if all that it has of the course stood in the other one too.
  int percent(const Share& share) const {
    const int own = 100 - of_course_[share.file];
    return own == 0 ? 0 : std::max(0, 100 * (share.percent - of_course_[share.file]) / own);
  }

 private:
  std::vector<std::size_t> tokens_;
  std::vector<int> of_course_;  // percent
};

}  // namespace

std::vector<Pair> near_pairs(std::size_t places, std::string_view shares, std::string_view pairs) {
  const Own own(places, shares);
  std::map<std::pair<std::size_t, std::size_t>, int> found;  // file, of file
  for_each_line(pairs, [&](std::string_view line) {
    const auto share = share_in(line);
    if (!share || !share->of || share->file >= places || !own.is_long_enough(share->file)) {
      return;
    }
    if (const int percent = own.percent(*share); percent >= kNear) {
      found[{share->file, *share->of}] = percent;
    }
  });
  std::vector<Pair> near;
  for (const auto& [files, percent] : found) {
    const auto& [one, other] = files;
    if (const auto back = found.find({other, one}); one < other && back != found.end()) {
      near.push_back({one, other, std::min(percent, back->second)});
    }
  }
  std::sort(near.begin(), near.end(), [](const Pair& a, const Pair& b) {
    return std::tie(b.percent, a.one, a.other) < std::tie(a.percent, b.one, b.other);
  });
  return near;
}

std::string code_blocks(std::string_view markdown) {
  std::string code;
  bool inside = false;
  for_each_line(markdown, [&](std::string_view line) {
    if (line.starts_with("```")) {
      inside = !inside && line.starts_with("```cpp");
    } else if (inside) {
      code.append(line).append("\n");
    }
  });
  return code;
}

std::string as_text(const Similarity& similarity) {
  nlohmann::json pairs = nlohmann::json::array();
  for (const Pair& pair : similarity.pairs) {
    pairs.push_back({pair.one, pair.other, pair.percent});
  }
  return nlohmann::json{
      {"pairs", pairs}, {"too_long", similarity.too_long}, {"problem", similarity.problem}}
      .dump();
}

Similarity similarity_from(const std::string& text) {
  const nlohmann::json read = nlohmann::json::parse(text);
  Similarity similarity;
  for (const nlohmann::json& pair : read.at("pairs")) {
    similarity.pairs.push_back(
        {pair.at(0).get<std::size_t>(), pair.at(1).get<std::size_t>(), pair.at(2).get<int>()});
  }
  similarity.too_long = read.at("too_long").get<std::vector<std::size_t>>();
  similarity.problem = read.at("problem").get<std::string>();
  return similarity;
}

}  // namespace batch
