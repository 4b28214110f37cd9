#include "course/fnv.hpp"

#include <gtest/gtest.h>

namespace course {
namespace {

// Values from the authors' test vectors.
TEST(FnvTest, AgreesWithItsAuthors) {
  EXPECT_EQ(fnv1a(""), 0xcbf29ce484222325U);
  EXPECT_EQ(fnv1a("a"), 0xaf63dc4c8601ec8cU);
  EXPECT_EQ(fnv1a("foobar"), 0x85944171f73967e8U);
}

TEST(FnvTest, GoesOnFromAnEarlierText) { EXPECT_EQ(fnv1a("bar", fnv1a("foo")), fnv1a("foobar")); }

}  // namespace
}  // namespace course
