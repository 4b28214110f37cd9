#include "batch/similarity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace batch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kSizes =
    "File 0.cpp: 400 tokens, 78 lines\nFile 1.cpp: 400 tokens, 69 lines\n"
    "File 2.cpp: 400 tokens, 1 line\nFile /: new/old separator\n"
    "File course.cpp: 133 tokens, 37 lines\nTotal input: 4 files (3 new, 1 old), 1333 tokens\n\n";

std::string share(const std::string& one, int percent, const std::string& other) {
  return one + " consists for " + std::to_string(percent) + " % of " + other + " material\n";
}

std::string both(int percent, int back) {
  return share("0.cpp", percent, "1.cpp") + share("1.cpp", back, "0.cpp");
}

TEST(SimilarityTest, IsTheLowerShareOfTheTwo) {
  EXPECT_THAT(near_pairs(3, kSizes, both(99, 85)), ElementsAre(Pair{0, 1, 85}));
}

TEST(SimilarityTest, WhatIsInsideALongerFileIsNotNearlyTheSame) {
  EXPECT_THAT(near_pairs(3, kSizes, both(100, 79)), IsEmpty());
  EXPECT_THAT(near_pairs(3, kSizes, share("0.cpp", 100, "1.cpp")), IsEmpty());
}

TEST(SimilarityTest, TheMostSimilarComeFirst) {
  EXPECT_THAT(near_pairs(3, kSizes,
                         both(81, 81) + share("1.cpp", 95, "2.cpp") + share("2.cpp", 94, "1.cpp")),
              ElementsAre(Pair{1, 2, 94}, Pair{0, 1, 81}));
}

TEST(SimilarityTest, WhatEverybodyHasGotDoesNotCount) {
  // 10 of the 50 percent that are not the course's.
  const std::string shares = kSizes + share("0.cpp", 50, "course.cpp");
  EXPECT_THAT(near_pairs(3, shares, both(89, 100)), IsEmpty());
  EXPECT_THAT(near_pairs(3, shares, both(90, 100)), ElementsAre(Pair{0, 1, 80}));
}

TEST(SimilarityTest, ASkeletonIsLikeNothing) {
  const std::string shares = kSizes + share("0.cpp", 100, "course.cpp") +  //
                             share("1.cpp", 100, "course.cpp");
  EXPECT_THAT(near_pairs(3, shares, both(100, 100)), IsEmpty());
}

TEST(SimilarityTest, AFewTokensSayNothing) {
  const auto sizes = [](int tokens) {
    return "File 0.cpp: " + std::to_string(tokens) + " tokens, 9 lines\n" +
           "File 1.cpp: 400 tokens, 9 lines\n";
  };
  EXPECT_THAT(near_pairs(2, sizes(kFewestTokens - 1), both(100, 100)), IsEmpty());
  EXPECT_THAT(near_pairs(2, sizes(kFewestTokens), both(100, 100)), ElementsAre(Pair{0, 1, 100}));
}

TEST(SimilarityTest, SkipsLinesThatSayNothingOfAPair) {
  EXPECT_THAT(near_pairs(2, kSizes,
                         "\n0.cpp\n9.cpp consists for 100 % of 0.cpp material\n"
                         "0.cpp consists for 100 % of 9.cpp material\n"
                         "0.cpp consists for 999 % of 1.cpp material\n" +
                             share("course.cpp", 100, "1.cpp") + share("1.cpp", 90, "0.cpp")),
              IsEmpty());
}

TEST(SimilarityTest, OnlyCppBlocksAreCode) {
  EXPECT_EQ(code_blocks("Text\n```cpp\nint a;\n```\nmore\n```sh\nls\n```\n```cpp\nint b;"),
            "int a;\nint b;\n");
}

TEST(SimilarityTest, ComesBackFromTheStoreAsItWas) {
  const Similarity similarity{.pairs = {{0, 1, 93}}, .too_long = {2}, .problem = "it ended with 1"};
  EXPECT_EQ(similarity_from(as_text(similarity)), similarity);
}

}  // namespace
}  // namespace batch
