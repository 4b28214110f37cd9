#include "cli/slurm_batch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cli {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

Options with(bool slurm, std::vector<std::string> words) {
  Options options;
  options.batch.slurm = slurm;
  options.batch.sbatch = std::move(words);
  return options;
}

TEST(SlurmBatchTest, OptionsOfSbatchNeedSlurm) {
  EXPECT_NO_THROW(check_slurm_options(with(false, {})));
  EXPECT_NO_THROW(check_slurm_options(with(true, {"--partition=all", "-Ateaching"})));
  EXPECT_THAT([] { check_slurm_options(with(false, {"--partition=all"})); },
              ThrowsMessage<UsageError>(HasSubstr("add --slurm")));
}

TEST(SlurmBatchTest, AWordThatSbatchWouldRunIsRefused) {
  EXPECT_THAT([] { check_slurm_options(with(true, {"--partition", "all"})); },
              ThrowsMessage<UsageError>(HasSubstr("'all' is no option of sbatch")));
}

}  // namespace
}  // namespace cli
