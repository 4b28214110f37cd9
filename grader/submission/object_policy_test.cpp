#include "submission/object_policy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "submission/grants.hpp"

namespace submission {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Breach> breaches(const std::string& nm, const std::vector<std::string>& allow = {},
                             const std::set<std::string>& written_here = {},
                             std::string_view code = "") {
  return breaches_in_symbols(read_symbols(nm), written_here, allow,
                             {{"01-threads/threads.cpp", tokenize(code)}});
}

std::vector<std::string> what(const std::vector<Breach>& all) {
  std::vector<std::string> names;
  for (const Breach& breach : all) {
    names.push_back(breach.what);
  }
  return names;
}

// From llvm-nm 19 --format=posix, shortened.
constexpr const char* kHonest =
    "_ZN6course9fetch_allESt4spanIKSt4byteLm18446744073709551615EEj T 0 10d\n"
    "_ZN6course6helperEv T 10 3\n"
    "_ZNSt7jthreadD2Ev W 60 6d\n"
    "_ZTVNSt6thread11_State_implIEE V 0 28\n"
    "_ZNSt6thread4joinEv U \n"
    "_ZNSt8ios_base4InitC1Ev U \n"
    "_Znwm U \n"
    "__gxx_personality_v0 U \n"
    "__clang_call_terminate W 0 b\n"
    "pthread_create U \n"
    "sinf U \n"
    "syscall U \n";

TEST(ObjectPolicyTest, MemoryThreadsAndMathematicsAreFine) {
  EXPECT_THAT(what(breaches(kHonest)), IsEmpty());
}

TEST(ObjectPolicyTest, WhatIsNotGrantedIsNamedWithItsLine) {
  const auto all = breaches("_exit U \n", {}, {}, "void f() {\n  _exit(0);\n}\n");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].what, "_exit");
  EXPECT_EQ(all[0].why, "this exercise does not grant processes");
  EXPECT_EQ(all[0].file, "01-threads/threads.cpp");
  EXPECT_EQ(all[0].line, 2);
}

TEST(ObjectPolicyTest, TheManifestGrants) {
  EXPECT_THAT(what(breaches("fork U \nmmap U \n", {"processes"})), ElementsAre("mmap"));
  EXPECT_THAT(what(breaches("mmap U \n", {"processes", "shared-memory"})), IsEmpty());
  EXPECT_THAT(what(breaches("dlopen U \n", {"processes", "files", "network", "shared-memory"})),
              ElementsAre("dlopen"));
  EXPECT_THAT(what(breaches("_ZNSt14basic_ifstreamIcEC1EPKc U \n")),
              ElementsAre("std::basic_ifstream"));
  EXPECT_THAT(what(breaches("_ZNSt14basic_ifstreamIcEC1EPKc U \n", {"files"})), IsEmpty());
}

TEST(ObjectPolicyTest, WhatAnotherOfItsObjectsDefinesIsNotNeeded) {
  EXPECT_THAT(what(breaches("helper U \n_ZN1a1bEv U \nhelper t 0 1\n")), IsEmpty());
}

TEST(ObjectPolicyTest, TheJudgeIsOutOfReach) {
  EXPECT_THAT(what(breaches("_ZN7testing8UnitTest11GetInstanceEv U \n")),
              ElementsAre("testing::UnitTest::GetInstance"));
  EXPECT_THAT(what(breaches("_ZN6course7support14result_channel4sendEv U \n")),
              ElementsAre("course::support::result_channel::send"));
  EXPECT_THAT(what(breaches("_ZTVN7testing4TestE U \n")), ElementsAre("vtable for testing::Test"));
}

TEST(ObjectPolicyTest, NoCFunctionOfItsOwn) {
  EXPECT_THAT(what(breaches("clock_gettime T 0 1\nmain W 0 1\n")),
              ElementsAre("definition of clock_gettime", "definition of main"));
  EXPECT_THAT(what(breaches("helper t 0 1\n")), IsEmpty());
}

TEST(ObjectPolicyTest, NoMemoryOfItsOwn) {
  EXPECT_THAT(what(breaches("_Znwm T 0 1\n_ZdlPv T 0 1\n")),
              ElementsAre("definition of operator new", "definition of operator delete"));
}

TEST(ObjectPolicyTest, TheLibrarysFunctionsAreTheLibrarys) {
  const std::string join = "_ZNSt6thread4joinEv";
  for (const char* type : {" T", " W"}) {
    EXPECT_THAT(what(breaches(join + type + " 0 1\n", {}, {join})),
                ElementsAre("definition of std::thread::join"));
    EXPECT_THAT(what(breaches(join + type + " 0 1\n")), IsEmpty());  // from a header
  }
  const std::string assertion = "_ZN7testing16AssertionSuccessEv";
  EXPECT_THAT(what(breaches(assertion + " W 0 1\n", {}, {assertion})),
              ElementsAre("definition of testing::AssertionSuccess"));
}

TEST(ObjectPolicyTest, AHashOfItsOwnTypeIsFine) {
  const std::string hash = "_ZNKSt4hashIN6course3KeyEEclERKS1_";
  EXPECT_THAT(what(breaches(hash + " W 0 1\n", {}, {hash})), IsEmpty());
}

TEST(ObjectPolicyTest, SurvivesNamesOfAnyKindAndLength) {
  EXPECT_THAT(what(breaches("_Z U \n_ZN U \n_ZNZZZZ T 0 0\n\n \n_ZTV U \nx\n")), IsEmpty());
  const auto all = breaches(std::string(1'000'000, 'x') + " U \n");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_LT(all[0].what.size(), 400U);
}

TEST(GrantsTest, SaysWhatWouldGrantAFunction) {
  EXPECT_EQ(granted_by("socket"), "network");
  EXPECT_EQ(granted_by("fork"), "processes");
  EXPECT_EQ(granted_by("dlopen"), "");
  EXPECT_FALSE(is_granted("", {"files"}));
}

}  // namespace
}  // namespace submission
