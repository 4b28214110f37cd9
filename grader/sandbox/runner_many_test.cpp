// Many runs: at the same time, and one after the other.

#include <fcntl.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <system_error>

#include "sandbox/jobs.hpp"
#include "sandbox/runner_fixture.hpp"

namespace sandbox {
namespace {

using RunnerManyTest = RunnerTest;

// Calls `job(i)` for every i below `count`, four at once.
void run_all(std::size_t count, const std::function<void(std::size_t)>& job) {
  Jobs jobs(4, 0);
  for (std::size_t i = 0; i < count; ++i) {
    jobs.add(Jobs::Kind::computes, 0, [&job, i] { job(i); });
  }
  jobs.run();
}

std::size_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

TEST_F(RunnerManyTest, RunsAtTheSameTimeDoNotMixUp) {
  std::vector<std::string> outputs(40);
  run_all(outputs.size(), [&](std::size_t i) {
    Command command =
        script("read -r n <&$COURSE_RESULT_FD; echo $n; echo $n >&$COURSE_RESULT_FD; exit $n");
    std::string heard;
    command.channel = Channel{.greeting = std::to_string(i) + "\n", .answer = [&](auto line) {
                                heard = line;
                                return "";
                              }};
    const auto one = run(command);
    outputs[i] = one.output + heard + " " + std::to_string(exit_code(one));
  });
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const std::string n = std::to_string(i);
    EXPECT_EQ(outputs[i], n + "\n" + n + " " + n);
  }
}

// Neither of the runs beside it, nor of who started the grader.
TEST_F(RunnerManyTest, AProgramInheritsNothingThatIsOpen) {
  const Descriptor of_others(::open("/dev/null", O_RDWR));  // not close-on-exec
  ASSERT_TRUE(of_others.is_open());
  Command list;
  list.arguments = {"/bin/ls", "/proc/self/fd"};
  list.folder = "/";
  std::vector<std::string> seen(30);
  run_all(seen.size(), [&](std::size_t i) { seen[i] = run(list).output; });
  for (const std::string& each : seen) {
    EXPECT_EQ(each, "0\n1\n2\n3\n") << "3 is the folder that ls reads";
  }
}

TEST_F(RunnerManyTest, AHundredRunsLeakNoDescriptor) {
  Command talking = script("echo hello >&$COURSE_RESULT_FD");
  talking.channel = Channel{.greeting = "hello\n", .answer = [](auto) { return "hello\n"; }};
  Command impossible;
  impossible.arguments = {"/nowhere/program"};
  impossible.folder = "/";
  run(talking);  // whatever is opened once and kept is open now
  const std::size_t before = open_descriptors();
  for (int i = 0; i < 50; ++i) {
    EXPECT_TRUE(run(talking).succeeded());
    EXPECT_THROW(run(impossible), std::system_error);
  }
  EXPECT_EQ(open_descriptors(), before);
}

}  // namespace
}  // namespace sandbox
