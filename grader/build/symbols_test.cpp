#include "build/symbols.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace build {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

// Says what a symbolizer would, and keeps what it was asked.
class FakeSymbolizer : public sandbox::Runner {
 public:
  sandbox::Run run(const sandbox::Command& command) const override {
    asked.push_back(command.arguments);
    sandbox::Run run;
    run.end = sandbox::Exited{0};
    run.output = says;
    return run;
  }

  std::string says;
  mutable std::vector<std::vector<std::string>> asked;
};

TEST(SymbolsTest, WhatWasInlinedComesFirst) {
  FakeSymbolizer runner;
  runner.says = R"([{"Address": "0x10", "Symbol": [
      {"FunctionName": "lock", "FileName": "/usr/include/mutex", "Line": 99},
      {"FunctionName": "pay", "FileName": "03-locks/bank.cpp", "Line": 31}]}])";
  const auto lines = lines_of({0x10}, "/work/program", "/usr/bin/llvm-symbolizer", runner);
  ASSERT_THAT(lines, SizeIs(1));
  const std::vector<CodeLine>& found = lines.at(0x10);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].function, "lock");
  EXPECT_EQ(found[1].file, "03-locks/bank.cpp");
  EXPECT_EQ(found[1].line, 31);
  EXPECT_THAT(runner.asked,
              ElementsAre(ElementsAre("/usr/bin/llvm-symbolizer", "--obj=/work/program",
                                      "--output-style=JSON", "0x10")));
}

TEST(SymbolsTest, WhatNobodyKnowsIsLeftOut) {
  FakeSymbolizer runner;
  runner.says = R"([{"Address": "0x10", "Symbol": []},
      {"Address": "0x20", "Symbol": [{"FunctionName": "x", "FileName": "", "Line": 0}]},
      {"Address": "0x30", "Symbol": [{"FunctionName": "y", "FileName": "a.cpp", "Line": 3}]}])";
  const auto lines = lines_of({0x10, 0x20, 0x30}, "/work/program", "symbolizer", runner);
  ASSERT_THAT(lines, SizeIs(1));
  EXPECT_EQ(lines.at(0x30).front().line, 3);
}

// Debug information is the submission's: it may make the tool say anything.
TEST(SymbolsTest, NonsenseIsNoAnswer) {
  FakeSymbolizer runner;
  for (const char* nonsense :
       {"", "{", "null", "[1, 2]", R"([{"Address": 7, "Symbol": []}])",
        R"([{"Address": "zz", "Symbol": [{}]}])", R"([{"Address": "0x1", "Symbol": [3]}])",
        R"([{"Address": "0x1", "Symbol": [{"FileName": 3, "Line": "x"}]}])"}) {
    runner.says = nonsense;
    EXPECT_TRUE(lines_of({1}, "/work/program", "symbolizer", runner).empty()) << nonsense;
  }
}

TEST(SymbolsTest, ManyAddressesAreAskedForInSeveralCalls) {
  FakeSymbolizer runner;
  std::set<std::uint64_t> addresses;
  for (std::uint64_t i = 1; i <= 1'200; ++i) {
    addresses.insert(i);
  }
  lines_of(addresses, "/work/program", "symbolizer", runner);
  ASSERT_THAT(runner.asked, SizeIs(3));
  EXPECT_EQ(runner.asked[0].size(), 503U);
  EXPECT_EQ(runner.asked[2].size(), 203U);
  lines_of({}, "/work/program", "symbolizer", runner);
  EXPECT_THAT(runner.asked, SizeIs(3)) << "nothing to ask for";
}

}  // namespace
}  // namespace build
