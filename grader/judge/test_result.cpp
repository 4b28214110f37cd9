#include "judge/test_result.hpp"

#include <fmt/format.h>
#include <sys/random.h>

#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <system_error>

namespace judge {

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
    return result;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;  // a submission wrote it, or a program died while writing
  }
}

}  // namespace judge
