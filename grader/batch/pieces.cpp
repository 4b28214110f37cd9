#include "batch/pieces.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "sandbox/temporary_folder.hpp"
#include "submission/archive.hpp"

namespace batch {
namespace {

namespace fs = std::filesystem;

// All of it, so that no two intakes look the same.
std::string as_bytes(const submission::Intake& intake) {
  std::string bytes;
  const auto add = [&](const std::string& text) {
    bytes += fmt::format("{}:{}", text.size(), text);
  };
  const auto add_refusal = [&](const submission::Refusal& refusal) {
    add(refusal.file);
    add(refusal.reason);
  };
  if (const auto* refused = std::get_if<std::vector<submission::Refusal>>(&intake)) {
    std::for_each(refused->begin(), refused->end(), add_refusal);
    return "refused " + bytes;
  }
  const auto& submitted = std::get<submission::Submission>(intake);
  for (const submission::File& file : submitted.files) {
    add(file.name);
    add(file.content);
  }
  if (submitted.document) {
    add(submitted.document->content);
  }
  if (submitted.no_document) {
    add_refusal(*submitted.no_document);
  }
  return bytes;
}

bool is_missing(const submission::Intake& intake) {
  const auto* refused = std::get_if<std::vector<submission::Refusal>>(&intake);
  return refused != nullptr && std::all_of(refused->begin(), refused->end(), [](const auto& each) {
           return each.reason == "is missing";
         });
}

}  // namespace

Taken take(const HandIn& hand_in, const std::vector<const course::Exercise*>& exercises,
           const std::map<std::string, std::string>& states) {
  Taken taken;
  std::optional<sandbox::TemporaryFolder> unpacked;
  fs::path folder = hand_in.path;
  if (!fs::is_directory(folder)) {
    try {
      folder = submission::unpack(hand_in.path, unpacked.emplace().path());
    } catch (const submission::ArchiveError& error) {
      taken.problem = error.what();
      folder = unpacked->path() / "nothing";
    }
  }
  for (const course::Exercise* exercise : exercises) {
    submission::Intake intake =
        submission::take(*exercise, {submission::folder_of(*exercise, folder)});
    taken.pieces.push_back({.key = {.submission = hand_in.name,
                                    .exercise = exercise->id,
                                    .course = states.at(exercise->id),
                                    .content = as_bytes(intake)},
                            .intake = std::move(intake)});
  }
  return taken;
}

std::vector<const course::Exercise*> looked_at(
    const std::vector<const course::Exercise*>& exercises, const std::vector<Taken>& all) {
  std::vector<const course::Exercise*> some;
  for (std::size_t i = 0; i < exercises.size(); ++i) {
    if (std::any_of(all.begin(), all.end(),
                    [&](const Taken& each) { return !is_missing(each.pieces.at(i).intake); })) {
      some.push_back(exercises[i]);
    }
  }
  return some;
}

std::string code_of(const submission::Intake& intake) {
  std::string code;
  if (const auto* submitted = std::get_if<submission::Submission>(&intake)) {
    for (const submission::File& file : submitted->files) {
      code += file.content + "\n";
    }
  }
  return code;
}

}  // namespace batch
