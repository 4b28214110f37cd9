// Small enough to be run in hundreds of orders of their threads.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <latch>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "checkpoint.hpp"
#include "data_loader.hpp"
#include "epoch_order.hpp"
#include "model_disk.hpp"
#include "support/together.hpp"

namespace course {
namespace {

// Without a lock of its own, which would put the threads in order.
Sample sample(std::size_t index) { return std::to_string(index); }

std::vector<Batch> expected(std::size_t size, std::size_t batch) {
  std::vector<Batch> all;
  const std::vector<std::size_t> order = epoch_order(size, /*seed=*/0, /*epoch=*/0);
  for (std::size_t position = 0; position < size; ++position) {
    if (position % batch == 0) {
      all.emplace_back();
    }
    all.back().push_back(sample(order[position]));
  }
  return all;
}

std::vector<Batch> all_of(Epoch& epoch) {
  std::vector<Batch> batches;
  while (std::optional<Batch> batch = epoch.next()) {
    batches.push_back(std::move(*batch));
  }
  return batches;
}

TEST(Orders, TwoWorkersFillThreeBatches) {
  const DataLoader loader({5, sample}, {.batch = 2, .workers = 2, .prefetch = 2});
  Epoch epoch = loader.epoch(0);
  EXPECT_EQ(all_of(epoch), expected(5, 2));
}

TEST(Orders, TwoWorkersFillOneBatchAtATime) {
  const DataLoader loader({4, sample}, {.batch = 2, .workers = 2, .prefetch = 1});
  Epoch epoch = loader.epoch(0);
  EXPECT_EQ(all_of(epoch), expected(4, 2));
}

TEST(Orders, EveryBatchMakesRoomForOne) {
  const DataLoader loader({4, sample}, {.batch = 1, .workers = 3, .prefetch = 1});
  Epoch epoch = loader.epoch(0);
  EXPECT_EQ(all_of(epoch), expected(4, 1));
}

TEST(Orders, RoomForABatchIsRoomForAllItsSamples) {
  const std::vector<std::size_t> order = epoch_order(4, 0, 0);
  std::latch both_are_loaded(2);
  const DataLoader loader({4,
                           [&](std::size_t index) {
                             if (index == order[2] || index == order[3]) {
                               both_are_loaded.arrive_and_wait();
                             }
                             return sample(index);
                           }},
                          {.batch = 2, .workers = 2, .prefetch = 1});
  Epoch epoch = loader.epoch(0);
  std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_EQ(all_of(epoch), expected(4, 2));
}

TEST(Orders, AnEpochIsLeftAtOnce) {
  const DataLoader loader({3, sample}, {.batch = 1, .workers = 2, .prefetch = 1});
  const Epoch epoch = loader.epoch(0);
}

TEST(Orders, AnEpochIsLeftAfterABatch) {
  const DataLoader loader({4, sample}, {.batch = 1, .workers = 2, .prefetch = 1});
  for (const Batch& batch : loader.epoch(0)) {
    EXPECT_EQ(batch, expected(4, 1).front());
    break;
  }
}

TEST(Orders, AnEpochIsLeftWhenAllIsLoaded) {
  const DataLoader loader({2, sample}, {.batch = 1, .workers = 2, .prefetch = 2});
  Epoch epoch = loader.epoch(0);
  EXPECT_EQ(epoch.next(), expected(2, 1).front());
}

// Where orders are controlled, time passes only while nobody can go on.
TEST(Orders, NobodyLoadsBeyondTheBound) {
  std::atomic<int> loads = 0;
  const DataLoader loader({6,
                           [&](std::size_t index) {
                             ++loads;
                             return sample(index);
                           }},
                          {.batch = 1, .workers = 2, .prefetch = 2});
  Epoch epoch = loader.epoch(0);
  for (int taken = 0; taken < 3; ++taken) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_LE(loads, taken + 2) << "with a prefetch of 2, and " << taken << " batches taken";
    epoch.next();
  }
}

TEST(Orders, AFailureComesAtItsBatch) {
  const std::size_t damaged = epoch_order(4, 0, 0)[2];
  const DataLoader loader({4,
                           [&](std::size_t index) {
                             if (index == damaged) {
                               throw std::runtime_error("damaged");
                             }
                             return sample(index);
                           }},
                          {.batch = 1, .workers = 2, .prefetch = 3});
  Epoch epoch = loader.epoch(0);
  const std::vector<Batch> batches = expected(4, 1);
  EXPECT_EQ(epoch.next(), batches[0]);
  EXPECT_EQ(epoch.next(), batches[1]);
  EXPECT_THROW(epoch.next(), std::runtime_error);
  EXPECT_EQ(epoch.next(), batches[3]);
  EXPECT_FALSE(epoch.next().has_value());
}

TEST(Orders, TwoEpochsRunSideBySide) {
  const DataLoader loader({2, sample}, {.batch = 1, .workers = 1, .prefetch = 1});
  const auto run = [&] {
    Epoch epoch = loader.epoch(0);
    EXPECT_EQ(all_of(epoch), expected(2, 1));
  };
  support::together({run, run});
}

TEST(Orders, TheNewestCheckpointIsThereAfterClose) {
  ModelDisk disk("m");
  CheckpointWriter writer(disk, "m");
  writer.save("1");
  writer.save("2");
  writer.save("3");
  writer.close();
  EXPECT_EQ(disk.read("m"), "3");
}

TEST(Orders, AnIdleWriterIsClosed) {
  ModelDisk disk("m");
  CheckpointWriter writer(disk, "m");
  writer.close();
  EXPECT_TRUE(disk.moments().empty());
}

TEST(Orders, ACheckpointIsSavedByAWriterThatSleeps) {
  ModelDisk disk("m");
  CheckpointWriter writer(disk, "m");
  std::this_thread::sleep_for(std::chrono::milliseconds(10));
  writer.save("1");
  std::this_thread::sleep_for(std::chrono::milliseconds(10));
  writer.save("2");
  writer.close();
  EXPECT_EQ(disk.read("m"), "2");
}

TEST(Orders, AFailedSaveIsToldOnce) {
  ModelDisk disk("m", 4, [](Operation operation) {
    if (operation == Operation::create) {
      throw std::system_error(EIO, std::generic_category(), "create");
    }
  });
  CheckpointWriter writer(disk, "m");
  writer.save("1");
  int told = 0;
  bool taken = false;
  try {
    writer.save("2");
    taken = true;
  } catch (const std::system_error&) {
    ++told;
  }
  try {
    writer.close();
  } catch (const std::system_error&) {
    ++told;
  }
  EXPECT_EQ(told, 1) << (taken ? "two saves failed before anybody asked" : "one save failed");
}

}  // namespace
}  // namespace course
