#include "cli/pack.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <map>
#include <memory>
#include <string>

#include "course/catalogue.hpp"
#include "sandbox/temporary_folder.hpp"
#include "submission/archive.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

struct Listed {
  unsigned mode = 0;
  std::time_t time = 0;
};

// By name, what the archive says of each file.
std::map<std::string, Listed> listed(const fs::path& file) {
  const std::unique_ptr<archive, int (*)(archive*)> reader(::archive_read_new(),
                                                           &::archive_read_free);
  ::archive_read_support_format_all(reader.get());
  ::archive_read_support_filter_all(reader.get());
  EXPECT_EQ(::archive_read_open_filename(reader.get(), file.c_str(), 10'240), ARCHIVE_OK);
  std::map<std::string, Listed> files;
  archive_entry* entry = nullptr;
  while (::archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK) {
    files[::archive_entry_pathname(entry)] = {::archive_entry_perm(entry),
                                              ::archive_entry_mtime(entry)};
  }
  return files;
}

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

TEST_P(PackTest, NoTimeOfTheMachineIsInIt) {
  pack({{"text", write("text", "the same")}}, archive("packed"), GetParam());
  EXPECT_EQ(listed(archive("packed"))["text"].time, 946'684'800);
  if (GetParam() == ArchiveFormat::tar_gz) {  // gzip's own header has one besides.
    EXPECT_EQ(course::read_file(archive("packed")).substr(4, 4), std::string(4, '\0'));
  }
}

TEST_P(PackTest, WhatCanBeStartedStaysSo) {
  const fs::path script = write("script", "#!/bin/sh\n");
  fs::permissions(script, fs::perms::owner_all);
  pack({{"script", script}, {"text", write("text", "no script")}}, archive("packed"), GetParam());
  std::map<std::string, Listed> files = listed(archive("packed"));
  EXPECT_EQ(files["script"].mode, 0755U);
  EXPECT_EQ(files["text"].mode, 0644U);
}

TEST_P(PackTest, BeginsAsItsFormatDoes) {
  pack({{"text", write("text", "the same")}}, archive("packed"), GetParam());
  EXPECT_THAT(course::read_file(archive("packed")),
              testing::StartsWith(GetParam() == ArchiveFormat::zip ? "PK\x03\x04" : "\x1f\x8b"));
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
