// What a kill and a power cut leave of a checkpoint, at every moment of a save.

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "checkpoint.hpp"
#include "model_disk.hpp"
#include "real_files.hpp"
#include "support/sanitizer.hpp"
#include "support/shared.hpp"

namespace course {
namespace {

namespace fs = std::filesystem;

const std::string kPath = "run/model.bin";

std::string in_words(const Content& content) {
  if (!content) {
    return "no file";
  }
  std::string words = "\"";
  for (const char byte : *content) {
    words += byte == '\0' ? std::string("\\0") : std::string(1, byte);
  }
  return words + "\"";
}

// Looks at every moment that the disk has seen. Only `whole` checkpoints may be
// found, and nothing only until the first one was certain.
void expect_whole(const ModelDisk& disk, const std::set<Content>& whole) {
  bool certain = false;
  std::size_t number = 0;
  for (const ModelDisk::Moment& moment : disk.moments()) {
    ++number;
    const auto is_whole = [&](const Content& content) {
      return whole.contains(content) || (!content && !certain);
    };
    const std::string when =
        " after operation " + std::to_string(number) + ", " + name_of(moment.after) + ", leaves ";
    ASSERT_TRUE(is_whole(moment.if_killed)) << "a kill" << when << in_words(moment.if_killed);
    for (const Content& content : moment.if_cut) {
      ASSERT_TRUE(is_whole(content)) << "a power cut" << when << in_words(content);
    }
    certain = certain || !moment.if_cut.contains(Content());
  }
  ASSERT_GT(number, 0U) << "no file operation at all";
}

TEST(Crashes, APowerCutLeavesAWholeCheckpoint) {
  ModelDisk disk(kPath);
  disk.put(kPath, "old: 0123456789");
  {
    CheckpointWriter writer(disk, kPath);
    writer.save("new: abcdefghijklmnopqrstuvwxyz");
    writer.close();
  }
  {
    CheckpointWriter writer(disk, kPath);
    writer.save("newer: ABCDEFGHIJ");
    writer.close();
  }
  expect_whole(disk, {"old: 0123456789", "new: abcdefghijklmnopqrstuvwxyz", "newer: ABCDEFGHIJ"});
}

TEST(Crashes, APowerCutDuringTheFirstSaveLeavesNothingOrAllOfIt) {
  ModelDisk disk(kPath);
  CheckpointWriter writer(disk, kPath);
  writer.save("first: 0123456789");
  writer.close();
  expect_whole(disk, {"first: 0123456789"});
}

TEST(Crashes, APowerCutAfterCloseLeavesTheNewest) {
  ModelDisk disk(kPath);
  disk.put(kPath, "old: 0123456789");
  CheckpointWriter writer(disk, kPath);
  writer.save("new: abcdefghij");
  writer.close();
  for (const Content& content : disk.if_cut()) {
    EXPECT_EQ(in_words(content), "\"new: abcdefghij\"") << "close() has returned";
  }
}

TEST(Crashes, AKilledProgramsTemporaryFileDoesNoHarm) {
  ModelDisk disk(kPath);
  disk.put(kPath, "old: 0123456789");
  disk.put(kPath + ".tmp", "half a checkpoint of somebody who was killed");
  CheckpointWriter writer(disk, kPath);
  writer.save("new: abcdefghij");
  writer.close();
  expect_whole(disk, {"old: 0123456789", "new: abcdefghij"});
}

TEST(Crashes, AFailureAndAPowerCutLeaveAWholeCheckpoint) {
  for (const Operation failing : {Operation::create, Operation::write, Operation::sync,
                                  Operation::close, Operation::rename, Operation::sync_folder}) {
    std::atomic<int> countdown = failing == Operation::write ? 2 : 1;
    ModelDisk disk(kPath, 4, [&](Operation operation) {
      if (operation == failing && --countdown == 0) {
        throw std::system_error(ENOSPC, std::generic_category(), name_of(operation));
      }
    });
    disk.put(kPath, "old: 0123456789");
    for (const char* bytes : {"new: abcdefghij", "newer: ABCDEFGHIJ"}) {
      CheckpointWriter writer(disk, kPath);
      writer.save(bytes);
      try {
        writer.close();
      } catch (const std::system_error&) {  // as it must; another test asks for it
      }
    }
    expect_whole(disk, {"old: 0123456789", "new: abcdefghij", "newer: ABCDEFGHIJ"});
    EXPECT_EQ(disk.read(kPath), "newer: ABCDEFGHIJ") << "after " << name_of(failing) << " failed";
  }
}

// --- real kills, on real files ---

// A folder of its own, gone with its owner.
class Folder {
 public:
  Folder() {
    std::string name = fs::temp_directory_path() / "checkpoint-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) {
      throw std::system_error(errno, std::generic_category(), "mkdtemp");
    }
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string file(const std::string& name) const { return path_ / name; }
  std::set<std::string> names() const {
    std::set<std::string> all;
    for (const fs::directory_entry& entry : fs::directory_iterator(path_)) {
      all.insert(entry.path().filename());
    }
    return all;
  }

 private:
  fs::path path_;
};

std::string read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Kills the process when it is about to do its n-th operation. Writes are
// short, so that most of them end in the middle of a checkpoint.
class KilledAt final : public RealFiles {
 public:
  KilledAt(int operation, std::atomic<int>& last) : left_(operation), last_(last) {}

  Handle create(const std::string& path) override {
    count(Operation::create);
    return RealFiles::create(path);
  }
  std::size_t write(Handle file, std::string_view bytes) override {
    count(Operation::write);
    return RealFiles::write(file, bytes.substr(0, 24));
  }
  // A kill loses nothing that was written, so nothing has to be flushed for it.
  void sync(Handle /*file*/) override { count(Operation::sync); }
  void close(Handle file) override {
    count(Operation::close);
    RealFiles::close(file);
  }
  void rename(const std::string& from, const std::string& to) override {
    count(Operation::rename);
    RealFiles::rename(from, to);
  }
  void remove(const std::string& path) override {
    count(Operation::remove);
    RealFiles::remove(path);
  }
  void sync_folder_of(const std::string& /*path*/) override { count(Operation::sync_folder); }

 private:
  void count(Operation operation) {
    last_ = static_cast<int>(operation);
    if (--left_ == 0) {
      kill(getpid(), SIGKILL);
    }
  }

  int left_;
  std::atomic<int>& last_;
};

// Checkpoint number n: as long as no other near it, and wrong if a part is missing.
std::string checkpoint(int number) {
  const std::string mark = std::to_string(number) + ' ';
  std::string bytes = mark;
  for (int i = 0; i < 10 + number % 7 * 4; ++i) {
    bytes += mark;
  }
  return bytes + "end";
}

// The number of a whole checkpoint; -1 if it is none.
int number_of(const std::string& bytes) {
  const int number = std::atoi(bytes.c_str());
  return bytes == checkpoint(number) ? number : -1;
}

constexpr int kNotKilled = 10;
constexpr int kThrew = 11;

// The life of a program that saves again and again.
[[noreturn]] void save_until_killed(const std::string& path, int first, int operation,
                                    std::atomic<int>& last) noexcept {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  try {
    KilledAt files(operation, last);
    for (int number = first; number < first + 200; number += 2) {
      CheckpointWriter writer(files, path);
      writer.save(checkpoint(number));
      writer.save(checkpoint(number + 1));
      writer.close();
    }
  } catch (...) {
    _exit(kThrew);
  }
  _exit(kNotKilled);
}

TEST(Crashes, AKillLeavesAWholeCheckpoint) {
  // Each of the first 50 operations is the last one, at least once. Under
  // ThreadSanitizer a fork takes many times as long, and on a busy machine 200 of
  // them take more than half of the time that a test has.
  constexpr int kKills = COURSE_THREAD_SANITIZER ? 50 : 200;
  const Folder folder;
  const std::string path = folder.file("model.bin");
  const support::Shared<std::atomic<int>> last(0);
  int number = 0;
  {
    RealFiles files;
    CheckpointWriter(files, path).save(checkpoint(number));
  }
  for (int kills = 0; kills < kKills; ++kills) {
    const int operation = 1 + kills % 50;
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      save_until_killed(path, number + 1, operation, *last);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    ASSERT_FALSE(WIFEXITED(status) && WEXITSTATUS(status) == kThrew) << "the writer threw";
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        << "a hundred saves made fewer than " << operation << " file operations";
    const std::string left = read_all(path);
    const int now = number_of(left);
    const char* const when = name_of(static_cast<Operation>(last->load()));
    ASSERT_GE(now, 0) << "killed before file operation " << operation << ", " << when
                      << ": no whole checkpoint, but \"" << left << "\"";
    ASSERT_GE(now, number) << "killed before " << when << ": an older checkpoint has come back";
    for (const std::string& name : folder.names()) {
      ASSERT_TRUE(name == "model.bin" || name == "model.bin.tmp") << "a kill has left " << name;
    }
    number = now;
  }
  RealFiles files;
  CheckpointWriter writer(files, path);
  writer.save(checkpoint(number + 1));
  writer.close();
  EXPECT_EQ(number_of(read_all(path)), number + 1);
  EXPECT_EQ(folder.names(), std::set<std::string>{"model.bin"});
}

}  // namespace
}  // namespace course
