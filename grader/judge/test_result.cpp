#include "judge/test_result.hpp"

#include <fmt/format.h>
#include <sys/random.h>

#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

namespace judge {
namespace {

// A report holds the pictures of all exercises and must stay readable.
constexpr std::size_t kMostLanes = 16;
constexpr std::size_t kMostSpans = 4'000;
constexpr std::size_t kMostLines = 40;

std::optional<Timeline> read_timeline(const nlohmann::json& json) {
  Timeline timeline{.title = json.at("title"), .lanes = {}, .drawing = json.at("drawing")};
  std::size_t spans = 0;
  for (const nlohmann::json& each : json.at("lanes")) {
    Lane lane{.name = each.at("name"), .spans = {}};
    for (const nlohmann::json& span : each.at("spans")) {
      lane.spans.push_back(
          {.from_ms = span.at("from_ms"), .to_ms = span.at("to_ms"), .what = span.at("what")});
    }
    spans += lane.spans.size();
    timeline.lanes.push_back(std::move(lane));
  }
  const bool fits = timeline.lanes.size() <= kMostLanes && spans <= kMostSpans &&
                    timeline.drawing.size() <= kMostLines;
  return fits ? std::optional(std::move(timeline)) : std::nullopt;
}

}  // namespace

std::string make_nonce() {
  std::array<unsigned char, 16> bytes{};
  if (::getentropy(bytes.data(), bytes.size()) != 0) {
    throw std::system_error(errno, std::generic_category(), "getentropy");
  }
  std::string nonce;
  for (const unsigned char byte : bytes) {
    nonce += fmt::format("{:02x}", byte);
  }
  return nonce;
}

std::optional<TestResult> read_test_result(std::string_view line, const std::string& nonce) {
  try {
    const nlohmann::json message = nlohmann::json::parse(line);
    if (message.at("nonce") != nonce || message.at("kind") != "test") {
      return std::nullopt;
    }
    TestResult result{.test = message.at("test"),
                      .passed = message.at("passed"),
                      .leftovers = message.at("leftovers"),
                      .failures = {}};
    for (const nlohmann::json& failure : message.at("failures")) {
      result.failures.push_back({.file = failure.at("file"),
                                 .line = failure.at("line"),
                                 .message = failure.at("message")});
    }
    if (message.contains("timeline")) {
      result.timeline = read_timeline(message.at("timeline"));
    }
    return result;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;  // a submission wrote it, or a program died while writing
  }
}

}  // namespace judge
