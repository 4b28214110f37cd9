#include "batch/slice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace batch {
namespace {

using Json = nlohmann::json;

constexpr int kVersion = 1;

Json as_json(const submission::File& file) { return {file.name, file.content}; }
submission::File file_from(const Json& json) {
  return {.name = json.at(0).get<std::string>(), .content = json.at(1).get<std::string>()};
}

Json as_json(const submission::Refusal& refusal) {
  return {refusal.file, refusal.reason, refusal.advice};
}
submission::Refusal refusal_from(const Json& json) {
  return {.file = json.at(0).get<std::string>(),
          .reason = json.at(1).get<std::string>(),
          .advice = json.at(2).get<std::string>()};
}

Json as_json(const Piece* piece);

template <class Each>
Json list(const std::vector<Each>& all) {
  Json json = Json::array();
  for (const Each& each : all) {
    json.push_back(as_json(each));
  }
  return json;
}

template <class Read>
auto list_from(const Json& json, const Read& read) {
  std::vector<decltype(read(json))> all;
  for (const Json& each : json) {
    all.push_back(read(each));
  }
  return all;
}

Json as_json(const submission::Intake& intake) {
  if (const auto* refused = std::get_if<std::vector<submission::Refusal>>(&intake)) {
    return {{"refused", list(*refused)}};
  }
  const auto& submitted = std::get<submission::Submission>(intake);
  Json json{{"files", list(submitted.files)}};
  if (submitted.document) {
    json["document"] = as_json(*submitted.document);
  }
  if (submitted.no_document) {
    json["no_document"] = as_json(*submitted.no_document);
  }
  return json;
}

submission::Intake intake_from(const Json& json) {
  if (json.contains("refused")) {
    return list_from(json.at("refused"), refusal_from);
  }
  submission::Submission submitted{.files = list_from(json.at("files"), file_from)};
  if (json.contains("document")) {
    submitted.document = file_from(json.at("document"));
  }
  if (json.contains("no_document")) {
    submitted.no_document = refusal_from(json.at("no_document"));
  }
  return submitted;
}

Json as_json(const Piece* piece) {
  return {{"submission", piece->key.submission},
          {"exercise", piece->key.exercise},
          {"course", piece->key.course},
          {"content", piece->key.content},
          {"intake", as_json(piece->intake)}};
}

Piece piece_from(const Json& json) {
  return {.key = {.submission = json.at("submission").get<std::string>(),
                  .exercise = json.at("exercise").get<std::string>(),
                  .course = json.at("course").get<std::string>(),
                  .content = json.at("content").get<std::string>()},
          .intake = intake_from(json.at("intake"))};
}

}  // namespace

std::string as_bytes(const std::vector<const Piece*>& pieces) {
  std::string bytes;
  Json::to_cbor({{"slice", kVersion}, {"pieces", list(pieces)}}, bytes);
  return bytes;
}

Slice slice_from(std::string_view bytes) {
  try {
    const Json json = Json::from_cbor(bytes.begin(), bytes.end());
    if (json.at("slice") != kVersion) {
      throw std::runtime_error("another grader wrote it");
    }
    return list_from(json.at("pieces"), piece_from);
  } catch (const Json::exception& error) {
    throw std::runtime_error(error.what());
  }
}

std::vector<std::vector<std::size_t>> cut(const std::vector<std::string>& submissions,
                                          std::size_t each, std::size_t most) {
  std::vector<std::size_t> firsts;  // of each submission
  for (std::size_t i = 0; i < submissions.size(); ++i) {
    if (i == 0 || submissions[i] != submissions[i - 1]) {
      firsts.push_back(i);
    }
  }
  const std::size_t fewest = (firsts.size() + most - 1) / most;
  const std::size_t size = std::max({each, fewest, std::size_t{1}});
  std::vector<std::vector<std::size_t>> slices;
  for (std::size_t first = 0; first < firsts.size(); first += size) {
    const std::size_t next = first + size;
    const std::size_t end = next < firsts.size() ? firsts[next] : submissions.size();
    std::vector<std::size_t>& slice = slices.emplace_back();
    for (std::size_t i = firsts[first]; i < end; ++i) {
      slice.push_back(i);
    }
  }
  return slices;
}

}  // namespace batch
