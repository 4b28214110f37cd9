#include "batch/compare.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace batch {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::string read(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

// Says what sim_c++ would say of two files that are the same, and ends as it is told.
class FakeSim : public sandbox::Runner {
 public:
  explicit FakeSim(sandbox::End end = sandbox::Exited{0}) : end_(std::move(end)) {}

  sandbox::Run run(const sandbox::Command& command) const override {
    commands_.push_back(command);
    first_ = read(command.folder / "0.cpp");
    sandbox::Run run;
    run.end = end_;
    run.output =
        commands_.size() == 1
            ? "File 0.cpp: 99 tokens, 9 lines\nFile 2.cpp: 99 tokens, 9 lines\n"
            : "0.cpp consists for 99 % of 2.cpp material\n2.cpp consists for 98 % of 0.cpp "
              "material\n";
    return run;
  }

  const std::vector<sandbox::Command>& commands() const { return commands_; }
  const std::string& first() const { return first_; }

 private:
  sandbox::End end_;
  mutable std::vector<sandbox::Command> commands_;
  mutable std::string first_;
};

const std::string kBytes("a\0\xff", 3);

TEST(CompareTest, NamesSubmissionsByTheirPlaces) {
  const FakeSim sim;
  const Similarity similarity = compare({kBytes, "", "b"}, "shared", sim);
  EXPECT_THAT(similarity.pairs, ElementsAre(Pair{0, 2, 98}));
  EXPECT_EQ(similarity.problem, "");
  EXPECT_EQ(sim.first(), kBytes);
  ASSERT_THAT(sim.commands(), SizeIs(2));
  for (const sandbox::Command& command : sim.commands()) {
    EXPECT_THAT(command.arguments, Contains("0.cpp"));
    EXPECT_THAT(command.arguments, Not(Contains("1.cpp"))) << "nothing was handed in";
    EXPECT_THAT(command.writable, IsEmpty());
  }
}

TEST(CompareTest, LeavesOutWhatIsTooLong) {
  const FakeSim sim;
  const Similarity similarity =
      compare({"a", std::string(kLongestCode + 1, ';'), std::string(kLongestCode, ';')}, "", sim);
  EXPECT_THAT(similarity.too_long, ElementsAre(1));
  EXPECT_THAT(sim.commands().front().arguments, Contains("2.cpp"));
  EXPECT_THAT(sim.commands().front().arguments, Not(Contains("1.cpp")));
}

TEST(CompareTest, OneSubmissionIsLikeNoOther) {
  const FakeSim sim;
  EXPECT_EQ(compare({"a", ""}, "", sim), Similarity());
  EXPECT_THAT(sim.commands(), IsEmpty());
}

TEST(CompareTest, SaysWhyNothingWasCompared) {
  const auto problem = [](sandbox::End end) {
    return compare({"a", "b", "c"}, "", FakeSim(std::move(end))).problem;
  };
  EXPECT_EQ(problem(sandbox::Exited{2}), "sim_c++ ended with 2");
  EXPECT_EQ(problem(sandbox::Signalled{11}), "signal 11 ended sim_c++");
  EXPECT_THAT(problem(sandbox::TimedOut{}), HasSubstr("longer than"));
  EXPECT_EQ(problem(sandbox::Overran{"more than 1 MiB"}), "sim_c++ used more than 1 MiB");
}

}  // namespace
}  // namespace batch
