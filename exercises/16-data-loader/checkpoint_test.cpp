#include "checkpoint.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "model_disk.hpp"
#include "support/caller.hpp"
#include "support/gate.hpp"
#include "support/patience.hpp"

namespace course {
namespace {

using support::Caller;
using support::Gate;
using Names = std::vector<std::string>;

const std::string kPath = "run/model.bin";
const std::string kTemporary = kPath + ".tmp";

constexpr Operation kAllOfASave[] = {Operation::create, Operation::write,  Operation::sync,
                                     Operation::close,  Operation::rename, Operation::sync_folder};

// Fails one operation of a kind with EIO, as soon as it is told to.
class Failing {
 public:
  explicit Failing(Operation kind) : kind_(kind) {}

  ModelDisk::Before before() {
    return [this](Operation operation) {
      if (operation == kind_ && armed_.exchange(false)) {
        throw std::system_error(EIO, std::generic_category(), name_of(operation));
      }
    };
  }
  bool has_failed() const { return !armed_; }

 private:
  const Operation kind_;
  std::atomic<bool> armed_{true};
};

// The text of what was thrown; empty if nothing was.
template <class Call>
std::string thrown_by(const Call& call) {
  try {
    call();
    return "";
  } catch (const std::exception& error) {
    return error.what();
  }
}

// --- saving ---

TEST(Saving, PutsTheCheckpointInTheFile) {
  ModelDisk disk(kPath);
  CheckpointWriter writer(disk, kPath);
  writer.save("epoch 1: weights");
  writer.close();
  EXPECT_EQ(disk.read(kPath), "epoch 1: weights");
  EXPECT_EQ(disk.names(), Names{kPath}) << "nothing else may be left in the folder";
  EXPECT_EQ(disk.open_files(), 0U) << "open files";
  EXPECT_EQ(disk.strays(), 0U) << "operations on a file that was closed already";
}

TEST(Saving, ReplacesTheCheckpointBefore) {
  ModelDisk disk(kPath);
  disk.put(kPath, "a checkpoint of last week, longer than the new ones");
  for (const char* bytes : {"epoch 1", "epoch 2"}) {
    CheckpointWriter writer(disk, kPath);
    writer.save(bytes);
    writer.close();
    EXPECT_EQ(disk.read(kPath), bytes);
    EXPECT_EQ(disk.names(), Names{kPath});
  }
}

TEST(Saving, TakesAnyBytesAndAnyNumberOfThem) {
  constexpr std::size_t kMegabyte = std::size_t{1} << 20U;
  for (const std::string& bytes :
       {std::string(), std::string("\0\n\xff", 3), std::string(kMegabyte, 'w')}) {
    ModelDisk disk(kPath, /*chunk=*/kMegabyte / 8);
    CheckpointWriter writer(disk, kPath);
    writer.save(bytes);
    writer.close();
    EXPECT_TRUE(disk.read(kPath) == bytes) << "a checkpoint of " << bytes.size() << " bytes, came "
                                           << disk.read(kPath).value_or("").size();
  }
}

TEST(Saving, DoesNotWaitForTheDisk) {
  Gate gate;
  ModelDisk disk(kPath, 4, [&](Operation /*operation*/) { gate.wait(); });
  CheckpointWriter writer(disk, kPath);
  Caller caller([&] {
    writer.save("epoch 1");
    EXPECT_TRUE(gate.wait_for_callers(1)) << "nobody begins to write what was saved";
    writer.save("epoch 2");
    writer.save("epoch 3");
  });
  EXPECT_TRUE(caller.returns()) << "the disk stands still, and save() waits for it";
  gate.open();
  caller.finish();
  writer.close();
  EXPECT_EQ(disk.read(kPath), "epoch 3");
}

TEST(Saving, TheNewestWins) {
  Gate gate;
  std::atomic<int> created = 0;
  ModelDisk disk(kPath, 4, [&](Operation operation) {
    created += operation == Operation::create ? 1 : 0;
    gate.wait();
  });
  CheckpointWriter writer(disk, kPath);
  writer.save("epoch 1");
  ASSERT_TRUE(gate.wait_for_callers(1)) << "nobody begins to write what was saved";
  for (const char* bytes : {"epoch 2", "epoch 3", "epoch 4"}) {
    writer.save(bytes);
  }
  gate.open();
  writer.close();
  EXPECT_EQ(disk.read(kPath), "epoch 4");
  EXPECT_EQ(created, 2) << "1 was being written while 2, 3 and 4 came: only 4 is still wanted";
}

TEST(Saving, IsFinishedByClose) {
  Gate gate;
  ModelDisk disk(kPath, 4, [&](Operation /*operation*/) { gate.wait(); });
  CheckpointWriter writer(disk, kPath);
  writer.save("epoch 1");
  Caller caller([&] { writer.close(); });
  EXPECT_TRUE(caller.blocks()) << "the disk stands still, and close() did not wait, or not asleep";
  gate.open();
  EXPECT_TRUE(caller.returns());
  caller.finish();
  EXPECT_EQ(disk.read(kPath), "epoch 1");
}

TEST(Saving, IsFinishedByTheDestructor) {
  ModelDisk disk(kPath);
  {
    CheckpointWriter writer(disk, kPath);
    writer.save("epoch 1");
    writer.save("epoch 2");
  }
  EXPECT_EQ(disk.read(kPath), "epoch 2");
  EXPECT_EQ(disk.names(), Names{kPath});
}

TEST(Saving, NeedNotHappenAtAll) {
  ModelDisk disk(kPath);
  disk.put(kPath, "old");
  {
    CheckpointWriter never_closed(disk, kPath);
    CheckpointWriter closed(disk, kPath);
    closed.close();
  }
  EXPECT_EQ(disk.read(kPath), "old");
  EXPECT_TRUE(disk.moments().empty()) << "nothing was saved, and files were touched";
}

TEST(Saving, IsOverAfterClose) {
  ModelDisk disk(kPath);
  CheckpointWriter writer(disk, kPath);
  writer.save("epoch 1");
  writer.close();
  EXPECT_THROW(writer.save("epoch 2"), WriterClosed);
  EXPECT_NO_THROW(writer.close()) << "closing a closed writer does nothing";
  EXPECT_EQ(disk.read(kPath), "epoch 1");
}

TEST(Saving, OverwritesWhatAKilledProgramLeftBehind) {
  ModelDisk disk(kPath);
  disk.put(kPath, "epoch 1");
  disk.put(kTemporary, "a part of epoch 2, longer than what comes");
  CheckpointWriter writer(disk, kPath);
  writer.save("epoch 3");
  writer.close();
  EXPECT_EQ(disk.read(kPath), "epoch 3");
  EXPECT_EQ(disk.names(), Names{kPath});
}

// --- operations that fail ---

TEST(SaveFailures, AreToldByClose) {
  for (const Operation kind : kAllOfASave) {
    Failing failing(kind);
    ModelDisk disk(kPath, 4, failing.before());
    disk.put(kPath, "old checkpoint");
    CheckpointWriter writer(disk, kPath);
    writer.save("new checkpoint");
    int code = 0;
    try {
      writer.close();
    } catch (const std::system_error& error) {
      code = error.code().value();
    }
    EXPECT_EQ(code, EIO) << name_of(kind) << " failed with EIO, and close() did not throw it";
    EXPECT_NO_THROW(writer.close()) << "a failure is told once";
    EXPECT_THROW(writer.save("another"), WriterClosed);
    EXPECT_EQ(disk.names(), Names{kPath}) << name_of(kind) << " failed: the temporary file stays";
    EXPECT_EQ(disk.open_files(), 0U) << name_of(kind) << " failed: a file stays open";
    EXPECT_EQ(disk.strays(), 0U) << name_of(kind)
                                 << " failed: operations on a file that was closed already";
    if (kind != Operation::sync_folder) {
      EXPECT_EQ(disk.read(kPath), "old checkpoint") << name_of(kind) << " failed";
    }
  }
}

TEST(SaveFailures, AreToldOnceByTheNextSave) {
  Failing failing(Operation::write);
  ModelDisk disk(kPath, 4, failing.before());
  CheckpointWriter writer(disk, kPath);
  writer.save("epoch 1");
  const support::Patience patience;
  for (int tick = 0; !failing.has_failed() && tick < patience.ticks; ++tick) {
    std::this_thread::sleep_for(patience.tick);
  }
  // From the failure to where it can be told the writer's thread takes a moment.
  std::string told;
  int saves = 0;
  for (; told.empty() && saves < patience.ticks; ++saves) {
    std::this_thread::sleep_for(patience.tick);
    told = thrown_by([&] { writer.save("told"); });
  }
  EXPECT_NE(told.find("write"), std::string::npos) << "expected what write threw, came: " << told;
  EXPECT_EQ(thrown_by([&] { writer.close(); }), "") << "a failure is told once";
  EXPECT_EQ(disk.read(kPath), saves == 1 ? Content() : Content("told"))
      << "a save() that throws takes nothing";
}

TEST(SaveFailures, DoNotEndTheWriter) {
  for (const Operation kind : kAllOfASave) {
    Failing failing(kind);
    ModelDisk disk(kPath, 4, failing.before());
    CheckpointWriter writer(disk, kPath);
    std::string told;
    const support::Patience patience;
    writer.save("epoch 1");
    for (int tick = 0; told.empty() && tick < patience.ticks; ++tick) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      told = thrown_by([&] { writer.save("epoch 2"); });
    }
    EXPECT_NE(told, "") << name_of(kind) << " failed, and no save() tells";
    writer.save("epoch 3");
    writer.close();
    EXPECT_EQ(disk.read(kPath), "epoch 3") << "after " << name_of(kind) << " has failed once";
    EXPECT_EQ(disk.names(), Names{kPath});
  }
}

TEST(SaveFailures, TheFirstIsTold) {
  Gate gate;
  std::atomic<int> creates = 0;
  ModelDisk disk(kPath, 4, [&](Operation operation) {
    if (operation == Operation::create) {
      gate.wait();
      throw std::system_error(EIO, std::generic_category(), "create " + std::to_string(++creates));
    }
  });
  CheckpointWriter writer(disk, kPath);
  writer.save("epoch 1");
  ASSERT_TRUE(gate.wait_for_callers(1)) << "nobody begins to write what was saved";
  writer.save("epoch 2");
  gate.open();
  const std::string told = thrown_by([&] { writer.close(); });
  EXPECT_NE(told.find("create 1"), std::string::npos) << "create failed twice, told was: " << told;
}

TEST(SaveFailures, OfTheCleaningUpHideNothing) {
  ModelDisk disk(kPath, 4, [](Operation operation) {
    if (operation == Operation::sync || operation == Operation::remove ||
        operation == Operation::close) {
      throw std::system_error(EIO, std::generic_category(), name_of(operation));
    }
  });
  disk.put(kPath, "old checkpoint");
  CheckpointWriter writer(disk, kPath);
  writer.save("new checkpoint");
  const std::string told = thrown_by([&] { writer.close(); });
  EXPECT_NE(told.find("sync"), std::string::npos)
      << "sync failed first, then close and remove: told was: " << told;
  EXPECT_EQ(disk.strays(), 0U) << "a file is closed afterwards, even if close() throws";
  EXPECT_EQ(disk.read(kPath), "old checkpoint");
}

TEST(SaveFailures, TakeTheFileOfAKilledProgramAway) {
  Failing failing(Operation::create);
  ModelDisk disk(kPath, 4, failing.before());
  disk.put(kPath, "epoch 1");
  disk.put(kTemporary, "a part of epoch 2");
  CheckpointWriter writer(disk, kPath);
  writer.save("epoch 3");
  EXPECT_NE(thrown_by([&] { writer.close(); }), "") << "create failed, and close() did not throw";
  EXPECT_EQ(disk.names(), Names{kPath})
      << "create failed, and the temporary file of an earlier program stays";
  EXPECT_EQ(disk.read(kPath), "epoch 1");
}

TEST(SaveFailures, LeaveTheDestructorQuiet) {
  Failing failing(Operation::rename);
  ModelDisk disk(kPath, 4, failing.before());
  {
    CheckpointWriter writer(disk, kPath);
    writer.save("epoch 1");
  }
  EXPECT_TRUE(failing.has_failed());
  EXPECT_TRUE(disk.names().empty()) << "the temporary file stays";
}

}  // namespace
}  // namespace course
