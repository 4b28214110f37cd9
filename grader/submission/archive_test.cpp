#include "submission/archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "sandbox/temporary_folder.hpp"
#include "submission/submission.hpp"

namespace submission {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

struct Entry {
  std::string name;
  std::string content{};
  unsigned type = S_IFREG;
  std::string link{};  // of a symbolic link
  std::string hard{};  // of a hard link
};

enum class Format { zip, tar_gz };

class ArchiveTest : public testing::Test {
 protected:
  fs::path pack(const std::vector<Entry>& entries, Format format = Format::tar_gz) {
    const fs::path file = packed_.path() / "alice";
    archive* writer = ::archive_write_new();
    if (format == Format::zip) {
      ::archive_write_set_format_zip(writer);
    } else {
      ::archive_write_set_format_pax_restricted(writer);
      ::archive_write_add_filter_gzip(writer);
    }
    ::archive_write_open_filename(writer, file.c_str());
    for (const Entry& one : entries) {
      archive_entry* entry = ::archive_entry_new();
      ::archive_entry_set_pathname(entry, one.name.c_str());
      ::archive_entry_set_filetype(entry, one.type);
      ::archive_entry_set_perm(entry, 0755);
      ::archive_entry_set_size(entry, static_cast<la_int64_t>(one.content.size()));
      if (!one.link.empty()) {
        ::archive_entry_set_symlink(entry, one.link.c_str());
      }
      if (!one.hard.empty()) {
        ::archive_entry_set_hardlink(entry, one.hard.c_str());
      }
      ::archive_write_header(writer, entry);
      ::archive_write_data(writer, one.content.data(), one.content.size());
      ::archive_entry_free(entry);
    }
    ::archive_write_close(writer);
    ::archive_write_free(writer);
    return file;
  }

  std::string error_of(const fs::path& file, const ArchiveLimits& limits = {}) {
    try {
      unpack(file, unpacked_.path(), limits);
      return "no error";
    } catch (const ArchiveError& error) {
      return error.what();
    }
  }

  static std::string content_of(const fs::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  sandbox::TemporaryFolder packed_;
  sandbox::TemporaryFolder unpacked_;
};

TEST_F(ArchiveTest, FilesOfBothKindsOfArchiveComeOut) {
  for (const Format format : {Format::zip, Format::tar_gz}) {
    const sandbox::TemporaryFolder into;
    const fs::path folder =
        unpack(pack({{"01-threads/threads.cpp", "one"}, {"02-races/races.cpp", "two"}}, format),
               into.path());
    EXPECT_EQ(folder, into.path());
    EXPECT_EQ(content_of(folder / "01-threads/threads.cpp"), "one");
    EXPECT_EQ(content_of(folder / "02-races/races.cpp"), "two");
  }
}

TEST_F(ArchiveTest, AFolderAroundEverythingIsTakenOff) {
  const fs::path file = pack(
      {{"course-main/README.md", "x"}, {"course-main/exercises/01-threads/threads.cpp", "one"}});
  EXPECT_EQ(unpack(file, unpacked_.path()), unpacked_.path() / "course-main");
}

TEST_F(ArchiveTest, TheFolderOfExercisesStaysOn) {
  const fs::path file = pack({{"exercises/01-threads/threads.cpp", "one"}});
  EXPECT_EQ(unpack(file, unpacked_.path()), unpacked_.path());
}

TEST_F(ArchiveTest, NamesThatLeadOutAreRefusedAndWriteNothing) {
  const fs::path outside = unpacked_.path().parent_path() / "escaped";
  EXPECT_THAT(error_of(pack({{"../escaped", "x"}})), HasSubstr("leads out"));
  EXPECT_THAT(error_of(pack({{"a/../../escaped", "x"}})), HasSubstr("leads out"));
  EXPECT_THAT(error_of(pack({{outside.string(), "x"}})), HasSubstr("leads out"));
  EXPECT_FALSE(fs::exists(outside));
}

TEST_F(ArchiveTest, LinksLeadNowhereAndAreLinksToTheIntake) {
  std::ofstream(packed_.path() / "secret") << "points";
  const std::string secret = (packed_.path() / "secret").string();
  const fs::path folder = unpack(pack({{"keep", "x"},
                                       {"soft.cpp", "", S_IFLNK, secret},
                                       {"hard.cpp", "", S_IFREG, "", secret}}),
                                 unpacked_.path());
  course::Exercise exercise;
  exercise.submit = {"soft.cpp", "hard.cpp"};
  const Intake intake = take(exercise, {folder});
  const auto& refusals = std::get<std::vector<Refusal>>(intake);
  ASSERT_EQ(refusals.size(), 2U);
  EXPECT_EQ(refusals[0].reason, "is a symbolic link");
  EXPECT_EQ(refusals[1].reason, "is a symbolic link");
}

TEST_F(ArchiveTest, AFileAfterALinkOfItsNameDoesNotGoThroughTheLink) {
  const fs::path outside = packed_.path() / "outside";
  std::ofstream(outside) << "untouched";
  const fs::path folder =
      unpack(pack({{"keep", "x"}, {"a.cpp", "", S_IFLNK, outside.string()}, {"a.cpp", "written"}}),
             unpacked_.path());
  EXPECT_EQ(content_of(outside), "untouched");
  EXPECT_EQ(content_of(folder / "a.cpp"), "written");
}

TEST_F(ArchiveTest, AFileInsideALinkedFolderIsNotWrittenThere) {
  const fs::path outside = packed_.path() / "folder";
  fs::create_directory(outside);
  unpack(pack({{"keep", "x"}, {"d", "", S_IFLNK, outside.string()}, {"d/a.cpp", "written"}}),
         unpacked_.path());
  EXPECT_TRUE(fs::is_empty(outside));
}

TEST_F(ArchiveTest, OfAFileThatIsTooLargeOnlyTheSizeIsKept) {
  const std::size_t size = 3 * kLargestFile;
  const fs::path folder =
      unpack(pack({{"keep", "x"}, {"big.cpp", std::string(size, 'x')}}), unpacked_.path());
  EXPECT_EQ(fs::file_size(folder / "big.cpp"), size);
  course::Exercise exercise;
  exercise.submit = {"big.cpp"};
  EXPECT_THAT(std::get<std::vector<Refusal>>(take(exercise, {folder})).at(0).reason,
              HasSubstr("has 3145728 bytes"));
}

TEST_F(ArchiveTest, WhatUnpacksToTooMuchIsRefused) {
  const std::string zeros(1'500'000, '\0');
  const fs::path file = pack({{"a", zeros}, {"b", zeros}});
  EXPECT_THAT(error_of(file, {.bytes = 2'500'000}), HasSubstr("more than 2 MB"));
  EXPECT_THAT(error_of(file, {.entries = 1}), HasSubstr("more than 1 files"));
  EXPECT_EQ(error_of(file, {.entries = 2, .bytes = 3'000'000}), "no error");
}

TEST_F(ArchiveTest, WhatIsNoArchiveIsRefused) {
  std::ofstream(packed_.path() / "text") << "int main() {}\n";
  EXPECT_THAT(error_of(packed_.path() / "text"), HasSubstr("no zip, tar or tar.gz archive"));
  std::ofstream(packed_.path() / "empty").flush();
  EXPECT_NE(error_of(packed_.path() / "nothing"), "no error");
}

TEST_F(ArchiveTest, ADamagedArchiveIsRefused) {
  const fs::path file = pack({{"a.cpp", std::string(100'000, 'x') + "y"}}, Format::zip);
  fs::resize_file(file, fs::file_size(file) / 2);
  EXPECT_THAT(error_of(file), HasSubstr("pack it again"));
}

}  // namespace
}  // namespace submission
