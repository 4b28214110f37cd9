#include "batch/slice.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace batch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Piece piece(submission::Intake intake) {
  return {.key = {.submission = "al\xff\nice",
                  .exercise = "02-races",
                  .course = "c0ffee",
                  .content = std::string("1:\0:", 4)},
          .intake = std::move(intake)};
}

TEST(SliceTest, EveryByteOfASubmissionComesBack) {
  const std::string bytes("\0\xff\xc3\x28 // \x80\r\n", 10);
  const Piece code = piece(submission::Submission{
      .files = {{.name = "races.cpp", .content = bytes}, {.name = "empty.hpp", .content = ""}},
      .document = submission::File{.name = "REPORT.md", .content = "# Answers"}});
  const Slice read = slice_from(as_bytes({&code}));
  ASSERT_THAT(read, SizeIs(1));
  EXPECT_EQ(read[0].key.submission, code.key.submission);
  EXPECT_EQ(read[0].key.exercise, "02-races");
  EXPECT_EQ(read[0].key.course, "c0ffee");
  EXPECT_EQ(read[0].key.content, code.key.content);
  const auto& submitted = std::get<submission::Submission>(read[0].intake);
  ASSERT_THAT(submitted.files, SizeIs(2));
  EXPECT_EQ(submitted.files[0].name, "races.cpp");
  EXPECT_EQ(submitted.files[0].content, bytes);
  EXPECT_EQ(submitted.files[1].name, "empty.hpp");
  EXPECT_EQ(submitted.document.value().content, "# Answers");
  EXPECT_FALSE(submitted.no_document);
}

TEST(SliceTest, WhatCannotBeTakenComesBack) {
  const Piece refused = piece(std::vector<submission::Refusal>{
      {.file = "races.cpp", .reason = "is missing", .advice = "hand it in"}});
  const Piece no_document = piece(submission::Submission{
      .files = {},
      .no_document =
          submission::Refusal{.file = "REPORT.md", .reason = "is a link", .advice = "copy it"}});
  const Slice read = slice_from(as_bytes({&refused, &no_document}));
  ASSERT_THAT(read, SizeIs(2));
  const auto& refusals = std::get<std::vector<submission::Refusal>>(read[0].intake);
  ASSERT_THAT(refusals, SizeIs(1));
  EXPECT_EQ(refusals[0].reason, "is missing");
  EXPECT_EQ(refusals[0].advice, "hand it in");
  const auto& submitted = std::get<submission::Submission>(read[1].intake);
  EXPECT_EQ(submitted.no_document.value().file, "REPORT.md");
  EXPECT_FALSE(submitted.document);
}

TEST(SliceTest, DamagedBytesAreNoSlice) {
  const Piece some = piece(submission::Submission{.files = {}});
  const std::string bytes = as_bytes({&some});
  EXPECT_THROW(slice_from(""), std::runtime_error);
  EXPECT_THROW(slice_from("{}"), std::runtime_error);
  EXPECT_THROW(slice_from(bytes.substr(0, bytes.size() - 1)), std::runtime_error);
  EXPECT_THROW(slice_from(bytes + "x"), std::runtime_error);
}

TEST(CutTest, ASubmissionIsInOneSlice) {
  EXPECT_THAT(cut({"a", "a", "b", "b", "c"}, 1, 100),
              ElementsAre(ElementsAre(0, 1), ElementsAre(2, 3), ElementsAre(4)));
  EXPECT_THAT(cut({"a", "a", "b", "b", "c"}, 2, 100),
              ElementsAre(ElementsAre(0, 1, 2, 3), ElementsAre(4)));
  EXPECT_THAT(cut({"a"}, 4, 100), ElementsAre(ElementsAre(0)));
  EXPECT_THAT(cut({}, 4, 100), IsEmpty());
}

TEST(CutTest, SlicesGrowRatherThanBecomeTooMany) {
  EXPECT_THAT(cut({"a", "b", "c", "d", "e"}, 1, 2),
              ElementsAre(ElementsAre(0, 1, 2), ElementsAre(3, 4)));
  EXPECT_THAT(cut({"a", "b", "c", "d"}, 1, 4), SizeIs(4));
}

}  // namespace
}  // namespace batch
