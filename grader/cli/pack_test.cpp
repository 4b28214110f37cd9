#include "cli/pack.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>

#include "course/catalogue.hpp"
#include "sandbox/temporary_folder.hpp"
#include "submission/archive.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

class PackTest : public testing::TestWithParam<ArchiveFormat> {
 protected:
  fs::path write(const std::string& name, const std::string& content) const {
    std::ofstream(folder_.path() / name, std::ios::binary) << content;
    return folder_.path() / name;
  }
  fs::path archive(const std::string& name) const { return folder_.path() / name; }

 private:
  sandbox::TemporaryFolder folder_;
};

TEST_P(PackTest, WhatIsPackedIsUnpackedAgain) {
  const fs::path text = write("text", std::string(100'000, 'x') + '\0' + "end");
  const fs::path empty = write("empty", "");
  pack({{"a/text", text}, {"b", empty}}, archive("packed"), GetParam());
  const sandbox::TemporaryFolder into;
  submission::unpack(archive("packed"), into.path(), {});
  EXPECT_EQ(course::read_file(into.path() / "a" / "text"), course::read_file(text));
  EXPECT_EQ(course::read_file(into.path() / "b"), "");
}

TEST_P(PackTest, TheSameFilesGiveTheSameBytes) {
  const fs::path text = write("text", "the same");
  pack({{"text", text}}, archive("one"), GetParam());
  fs::last_write_time(text, fs::file_time_type::clock::now() - std::chrono::hours(100));
  pack({{"text", text}}, archive("two"), GetParam());
  EXPECT_EQ(course::read_file(archive("one")), course::read_file(archive("two")));
}

TEST_P(PackTest, WhatCannotBeWrittenIsNamed) {
  EXPECT_THAT([&] { pack({}, archive("no/such/folder.zip"), GetParam()); },
              testing::ThrowsMessage<std::runtime_error>(testing::HasSubstr("folder.zip")));
}

INSTANTIATE_TEST_SUITE_P(Formats, PackTest,
                         testing::Values(ArchiveFormat::zip, ArchiveFormat::tar_gz),
                         [](const auto& format) {
                           return format.param == ArchiveFormat::zip ? "zip" : "tar_gz";
                         });

}  // namespace
}  // namespace cli
