#include "data_loader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <thread>

#include "support/caller.hpp"
#include "support/gate.hpp"
#include "support/meeting.hpp"
#include "watched_dataset.hpp"

namespace course {
namespace {

using support::Caller;
using support::Gate;
using support::Meeting;

constexpr std::size_t kHuge = std::numeric_limits<std::size_t>::max();

std::vector<Batch> all_of(Epoch& epoch) {
  std::vector<Batch> batches;
  while (std::optional<Batch> batch = epoch.next()) {
    batches.push_back(std::move(*batch));
  }
  return batches;
}

Dataset plain_dataset(std::size_t size) { return {size, WatchedDataset::sample}; }

// What next() gave: a batch, its end, or the text of what it threw.
std::string told_by_next(Epoch& epoch) {
  try {
    const std::optional<Batch> batch = epoch.next();
    return batch ? "a batch" : "the end";
  } catch (const std::exception& error) {
    return error.what();
  }
}

// --- what is in the batches ---

TEST(Batches, FollowTheOrderOfTheEpoch) {
  WatchedDataset watched(10, {}, /*seed=*/7, /*epoch=*/2);
  const DataLoader loader(watched.dataset(), {.batch = 3, .workers = 2, .seed = 7});
  std::vector<Batch> batches;
  for (const Batch& batch : loader.epoch(2)) {
    batches.push_back(batch);
  }
  EXPECT_EQ(batches, watched.batches(3)) << "ten samples in batches of 3: 3, 3, 3 and 1";
}

TEST(Batches, AreTheSameOnEveryMachine) {
  const DataLoader loader(plain_dataset(6), {.batch = 6, .workers = 2, .seed = 2026});
  Epoch epoch = loader.epoch(3);
  const std::optional<Batch> batch = epoch.next();
  ASSERT_TRUE(batch.has_value());
  EXPECT_EQ(*batch,
            (Batch{"sample 4", "sample 3", "sample 1", "sample 0", "sample 5", "sample 2"}));
}

TEST(Batches, AreTheSameForEveryNumberOfWorkersAndEveryPrefetch) {
  const auto uneven = [](std::size_t position) {
    std::this_thread::sleep_for(std::chrono::microseconds(position * 37 % 5 * 50));
  };
  for (unsigned workers = 1; workers <= 8; ++workers) {
    for (const std::size_t prefetch : {1U, 2U, 5U}) {
      WatchedDataset watched(23, uneven, /*seed=*/5, /*epoch=*/1);
      const DataLoader loader(watched.dataset(), {4, workers, prefetch, /*seed=*/5});
      Epoch epoch = loader.epoch(1);
      ASSERT_EQ(all_of(epoch), watched.batches(4))
          << "with " << workers << " workers and a prefetch of " << prefetch;
    }
  }
}

TEST(Batches, DifferFromEpochToEpochAndComeBackWithItsNumber) {
  const DataLoader loader(plain_dataset(12), {.batch = 5, .workers = 3, .seed = 11});
  for (const std::uint64_t number : {0U, 1U, 2U, 1U, 0U}) {
    Epoch epoch = loader.epoch(number);
    EXPECT_EQ(all_of(epoch), WatchedDataset(12, {}, 11, number).batches(5)) << "epoch " << number;
  }
}

TEST(Batches, ComeInOrderThoughALaterOneIsReadyFirst) {
  constexpr std::size_t kBatches = 3;
  Meeting others_are_loaded(kBatches);
  WatchedDataset watched(kBatches, [&](std::size_t position) {
    others_are_loaded.arrive();
    if (position == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));  // the others go first
    }
  });
  const DataLoader loader(watched.dataset(), {.batch = 1, .workers = kBatches, .prefetch = 3});
  Epoch epoch = loader.epoch(0);
  EXPECT_EQ(all_of(epoch), watched.batches(1));
}

TEST(Batches, KeepTheirOrderInsideThoughALaterSampleIsLoadedFirst) {
  constexpr std::size_t kSamples = 3;
  Meeting others_are_loaded(kSamples);
  WatchedDataset watched(kSamples, [&](std::size_t position) {
    others_are_loaded.arrive();
    if (position == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));  // the others go first
    }
  });
  const DataLoader loader(watched.dataset(), {.batch = kSamples, .workers = kSamples});
  Epoch epoch = loader.epoch(0);
  EXPECT_EQ(all_of(epoch), watched.batches(kSamples));
}

TEST(Batches, EndOnceAndForAll) {
  for (const std::size_t size : {6U, 7U}) {  // with a whole last batch, and with a part of one
    WatchedDataset watched(size);
    const DataLoader loader(watched.dataset(), {.batch = 3, .workers = 2});
    Epoch epoch = loader.epoch(0);
    ASSERT_EQ(all_of(epoch), watched.batches(3)) << size << " samples";
    for (int again = 0; again < 3; ++again) {
      ASSERT_FALSE(epoch.next().has_value()) << "a batch after the end, of " << size << " samples";
    }
    EXPECT_EQ(watched.begun().size(), size) << "every sample is loaded once";
  }
}

TEST(Batches, ThereAreNoneWithoutSamples) {
  const DataLoader loader(plain_dataset(0), {.batch = 3, .workers = 2});
  Epoch epoch = loader.epoch(0);
  EXPECT_FALSE(epoch.next().has_value());
}

TEST(Batches, MayBeLargerThanTheDataset) {
  WatchedDataset watched(5);
  const DataLoader loader(watched.dataset(), {.batch = kHuge, .workers = 9, .prefetch = kHuge});
  Epoch epoch = loader.epoch(0);
  EXPECT_EQ(all_of(epoch), watched.batches(kHuge));
}

TEST(Batches, MayBePrefetchedWithoutABound) {
  Gate first_is_taken;
  WatchedDataset watched(5, [&](std::size_t position) {
    if (position == 2) {
      first_is_taken.wait();
    }
  });
  const DataLoader loader(watched.dataset(), {.batch = 2, .workers = 1, .prefetch = kHuge});
  Epoch epoch = loader.epoch(0);
  EXPECT_TRUE(epoch.next().has_value());
  first_is_taken.open();
  ASSERT_TRUE(watched.begins(5)) << "one batch taken and no bound: came " << watched.begun().size()
                                 << " loads of 5";
  EXPECT_TRUE(epoch.next().has_value());
}

TEST(Batches, OfTwoEpochsMayBeTakenInTurn) {
  const DataLoader loader(plain_dataset(7), {.batch = 2, .workers = 2});
  Epoch first = loader.epoch(0);
  Epoch second = loader.epoch(1);
  const std::vector<Batch> of_first = WatchedDataset(7, {}, 0, 0).batches(2);
  const std::vector<Batch> of_second = WatchedDataset(7, {}, 0, 1).batches(2);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(first.next(), of_first[i]);
    EXPECT_EQ(second.next(), of_second[i]);
  }
}

TEST(Batches, OutliveTheLoader) {
  auto loader =
      std::make_unique<DataLoader>(plain_dataset(7), LoaderOptions{.batch = 2, .workers = 2});
  Epoch epoch = loader->epoch(4);
  loader.reset();
  EXPECT_EQ(all_of(epoch), WatchedDataset(7, {}, 0, 4).batches(2));
}

TEST(Batches, NeedOptionsThatMakeSense) {
  const Dataset dataset = plain_dataset(4);
  EXPECT_THROW(DataLoader(dataset, {.batch = 0}), std::invalid_argument);
  EXPECT_THROW(DataLoader(dataset, {.workers = 0}), std::invalid_argument);
  EXPECT_THROW(DataLoader(dataset, {.prefetch = 0}), std::invalid_argument);
  EXPECT_THROW(DataLoader({4, nullptr}, {}), std::invalid_argument);
}

// --- how far ahead, and how many at once ---

TEST(Prefetch, LoadsAsFarAheadAsItMayAndNoFurther) {
  constexpr std::size_t kBatch = 2;
  constexpr std::size_t kPrefetch = 3;
  WatchedDataset watched(20);
  const DataLoader loader(watched.dataset(), {kBatch, /*workers=*/4, kPrefetch, /*seed=*/0});
  Epoch epoch = loader.epoch(0);
  for (std::size_t taken = 0; taken <= 2; ++taken) {
    const std::size_t bound = (taken + kPrefetch) * kBatch;
    EXPECT_TRUE(watched.begins(bound)) << taken << " batches taken: expected " << bound
                                       << " loads, came " << watched.begun().size();
    EXPECT_TRUE(watched.begins_no_more_than(bound)) << taken << " batches taken: at most " << bound
                                                    << " loads, came " << watched.begun().size();
    ASSERT_TRUE(epoch.next().has_value());
  }
}

TEST(Prefetch, CountsBatchesThatAreStillBeingLoaded) {
  Gate gate;
  WatchedDataset watched(8, [&](std::size_t /*position*/) { gate.wait(); });
  const DataLoader loader(watched.dataset(), {.batch = 1, .workers = 4, .prefetch = 2});
  Epoch epoch = loader.epoch(0);
  EXPECT_TRUE(watched.begins(2));
  EXPECT_TRUE(watched.begins_no_more_than(2))
      << "a prefetch of 2 and nothing taken, came " << watched.begun().size() << " loads at once";
  gate.open();
  EXPECT_EQ(all_of(epoch), watched.batches(1));
}

TEST(Prefetch, CountsABatchUntilNextTakesIt) {
  Gate gate(support::Patience{.ticks = 2000});  // opened below, however late that is
  WatchedDataset watched(3, [&](std::size_t /*position*/) { gate.wait(); });
  const DataLoader loader(watched.dataset(), {.batch = 1, .workers = 2, .prefetch = 1});
  Epoch epoch = loader.epoch(0);
  EXPECT_TRUE(watched.begins(1));
  Caller consumer([&] { EXPECT_EQ(epoch.next(), watched.batches(1).front()); });
  EXPECT_TRUE(consumer.blocks()) << "next() came back too early, or does not sleep";
  EXPECT_TRUE(watched.begins_no_more_than(1))
      << "a prefetch of 1 and next() still waits for batch 0: it is not handed out, came "
      << watched.begun().size() << " loads at once";
  gate.open();
  consumer.finish();
  EXPECT_TRUE(watched.begins(2)) << "batch 0 was taken, and batch 1 is not begun";
}

TEST(Prefetch, HasAllWorkersLoadSamplesOfOneBatch) {
  Meeting meeting(4);
  WatchedDataset watched(4, [&](std::size_t /*position*/) { meeting.arrive(); });
  const DataLoader loader(watched.dataset(), {.batch = 4, .workers = 4, .prefetch = 1});
  Epoch epoch = loader.epoch(0);
  EXPECT_EQ(all_of(epoch), watched.batches(4));
  EXPECT_TRUE(meeting.took_place())
      << "four workers, one batch of four: came " << watched.most_at_once() << " loads at once";
}

TEST(Prefetch, HasAllWorkersLoadSamplesOfSeveralBatches) {
  Meeting meeting(4);
  WatchedDataset watched(4, [&](std::size_t /*position*/) { meeting.arrive(); });
  const DataLoader loader(watched.dataset(), {.batch = 2, .workers = 4, .prefetch = 2});
  Epoch epoch = loader.epoch(0);
  EXPECT_EQ(all_of(epoch), watched.batches(2));
  EXPECT_TRUE(meeting.took_place())
      << "four workers, two batches of two: came " << watched.most_at_once() << " loads at once";
}

TEST(Prefetch, WakesAsManyWorkersAsABatchHasSamples) {
  Meeting meeting(2);
  WatchedDataset watched(4, [&](std::size_t position) {
    if (position >= 2) {
      meeting.arrive();
    }
  });
  const DataLoader loader(watched.dataset(), {.batch = 2, .workers = 2, .prefetch = 1});
  Epoch epoch = loader.epoch(0);
  EXPECT_TRUE(watched.begins(2));
  EXPECT_TRUE(watched.begins_no_more_than(2));  // both workers have gone to sleep meanwhile
  EXPECT_EQ(all_of(epoch), watched.batches(2));
  EXPECT_TRUE(meeting.took_place()) << "there was room for two samples, and one worker loaded both";
}

TEST(Prefetch, LetsNoWorkerRestWhileOneIsHeldUp) {
  Gate last_has_begun;
  bool came = false;
  WatchedDataset watched(6, [&](std::size_t position) {
    if (position == 0) {
      came = last_has_begun.wait();
    } else if (position == 5) {
      last_has_begun.open();
    }
  });
  const DataLoader loader(watched.dataset(), {.batch = 2, .workers = 2, .prefetch = 3});
  Epoch epoch = loader.epoch(0);
  EXPECT_EQ(all_of(epoch), watched.batches(2));
  EXPECT_TRUE(came) << "the first load was held up until the last of its bound began: never";
}

TEST(Prefetch, NeverHasMoreLoadsUnderWayThanWorkers) {
  WatchedDataset watched(24, [](std::size_t /*position*/) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  });
  const DataLoader loader(watched.dataset(), {.batch = 2, .workers = 3, .prefetch = 8});
  Epoch epoch = loader.epoch(0);
  EXPECT_EQ(all_of(epoch), watched.batches(2));
  EXPECT_LE(watched.most_at_once(), 3);
}

TEST(Prefetch, BeginsInTheOrderOfTheEpoch) {
  WatchedDataset watched(9);
  const DataLoader loader(watched.dataset(), {.batch = 2, .workers = 1, .prefetch = 3});
  Epoch epoch = loader.epoch(0);
  EXPECT_EQ(all_of(epoch), watched.batches(2));
  std::vector<std::size_t> in_order(9);
  std::iota(in_order.begin(), in_order.end(), std::size_t{0});
  EXPECT_EQ(watched.begun(), in_order) << "positions in the epoch";
}

TEST(Prefetch, NextSleepsUntilItsBatchIsThere) {
  Gate gate;
  WatchedDataset watched(2, [&](std::size_t /*position*/) { gate.wait(); });
  const DataLoader loader(watched.dataset(), {.batch = 1, .workers = 1, .prefetch = 1});
  Epoch epoch = loader.epoch(0);
  Caller consumer([&] { epoch.next(); });
  EXPECT_TRUE(consumer.blocks()) << "next() came back too early, or does not sleep";
  gate.open();
  EXPECT_TRUE(consumer.returns()) << "the batch is there, and next() sleeps on";
}

// --- loads that throw ---

TEST(LoadFailures, SurfaceAtTheirBatchAndTouchNoOther) {
  Gate has_thrown;
  WatchedDataset watched(8, [&](std::size_t position) {
    if (position == 4) {
      has_thrown.open();
      throw std::runtime_error("position 4 is damaged");
    }
    if (position == 0) {
      has_thrown.wait();
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  });
  const DataLoader loader(watched.dataset(), {.batch = 2, .workers = 2, .prefetch = 4});
  Epoch epoch = loader.epoch(0);
  const std::vector<Batch> expected = watched.batches(2);
  EXPECT_EQ(epoch.next(), expected[0]);
  EXPECT_EQ(epoch.next(), expected[1]);
  EXPECT_EQ(told_by_next(epoch), "position 4 is damaged") << "at batch 2";
  EXPECT_EQ(epoch.next(), expected[3]) << "the batch after the damaged one";
  EXPECT_FALSE(epoch.next().has_value());
  EXPECT_EQ(watched.begun().size(), 8U) << "every sample is loaded once";
}

TEST(LoadFailures, TheFirstInTheBatchIsTold) {
  Gate other_has_thrown;
  WatchedDataset watched(4, [&](std::size_t position) {
    if (position == 3) {
      other_has_thrown.open();
      throw std::runtime_error("position 3 is damaged");
    }
    if (position == 1) {
      other_has_thrown.wait();
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      throw std::runtime_error("position 1 is damaged");
    }
  });
  const DataLoader loader(watched.dataset(), {.batch = 4, .workers = 4, .prefetch = 1});
  Epoch epoch = loader.epoch(0);
  EXPECT_EQ(told_by_next(epoch), "position 1 is damaged") << "1 and 3 threw, 3 before 1";
  EXPECT_EQ(told_by_next(epoch), "the end");
}

TEST(LoadFailures, MayBeOfAnyType) {
  WatchedDataset watched(1, [](std::size_t /*position*/) { throw 7; });
  const DataLoader loader(watched.dataset(), {.batch = 1, .workers = 2});
  Epoch epoch = loader.epoch(0);
  int caught = 0;
  try {
    epoch.next();
  } catch (int thrown) {
    caught = thrown;
  }
  EXPECT_EQ(caught, 7);
}

TEST(LoadFailures, EndNoWorker) {
  WatchedDataset watched(7, [](std::size_t position) {
    throw std::runtime_error(std::to_string(position) + " is damaged");
  });
  const DataLoader loader(watched.dataset(), {.batch = 2, .workers = 2, .prefetch = 1});
  Epoch epoch = loader.epoch(0);
  for (const char* first : {"0 is damaged", "2 is damaged", "4 is damaged", "6 is damaged"}) {
    EXPECT_EQ(told_by_next(epoch), first);
  }
  EXPECT_EQ(told_by_next(epoch), "the end");
  EXPECT_EQ(told_by_next(epoch), "the end");
}

// --- leaving early; the course's fixture looks for threads left behind ---

TEST(Leaving, EndsWorkersThatWaitForRoom) {
  WatchedDataset watched(20);
  const DataLoader loader(watched.dataset(), {.batch = 2, .workers = 3, .prefetch = 2});
  Caller consumer([&] {
    for (const Batch& batch : loader.epoch(0)) {
      EXPECT_EQ(batch.size(), 2U);
      EXPECT_TRUE(watched.begins(6));
      EXPECT_TRUE(watched.begins_no_more_than(6));
      break;
    }
  });
  EXPECT_TRUE(consumer.returns()) << "the loop was left and its workers sleep on";
  consumer.finish();
}

TEST(Leaving, EndsWorkersThatHaveNothingLeftToDo) {
  WatchedDataset watched(2);
  const DataLoader loader(watched.dataset(), {.batch = 1, .workers = 4, .prefetch = 2});
  Caller consumer([&] {
    const Epoch epoch = loader.epoch(0);
    watched.begins(2);
  });
  EXPECT_TRUE(consumer.returns()) << "everything was loaded and nothing taken";
  consumer.finish();
}

TEST(Leaving, WaitsForLoadsUnderWayAndBeginsNoOther) {
  Gate gate;
  WatchedDataset watched(40, [&](std::size_t /*position*/) { gate.wait(); });
  const DataLoader loader(watched.dataset(), {.batch = 2, .workers = 2, .prefetch = 20});
  Caller consumer([&] {
    const Epoch left = loader.epoch(0);
    EXPECT_TRUE(watched.begins(2));
  });
  EXPECT_TRUE(consumer.blocks()) << "two loads are under way, and the epoch did not wait for them";
  gate.open();
  EXPECT_TRUE(consumer.returns());
  consumer.finish();
  EXPECT_EQ(watched.begun().size(), 2U) << "loads: two were under way when the epoch was left";
}

TEST(Leaving, IsPossibleAfterAFailure) {
  WatchedDataset watched(20, [](std::size_t position) {
    if (position == 0) {
      throw std::runtime_error("position 0 is damaged");
    }
  });
  const DataLoader loader(watched.dataset(), {.batch = 2, .workers = 2, .prefetch = 2});
  const auto loop = [&] {
    for (const Batch& batch : loader.epoch(0)) {
      EXPECT_EQ(batch.size(), 2U);
    }
  };
  Caller consumer([&] { EXPECT_THROW(loop(), std::runtime_error); });
  EXPECT_TRUE(consumer.returns()) << "an exception has left the loop, and its workers stayed";
  consumer.finish();
}

TEST(Leaving, DoesNotKeepTheNextEpochFromBeginning) {
  WatchedDataset watched(12);
  const DataLoader loader(watched.dataset(), {.batch = 2, .workers = 2, .prefetch = 2});
  Caller consumer([&] {
    for (int round = 0; round < 3; ++round) {
      Epoch epoch = loader.epoch(0);
      EXPECT_EQ(epoch.next(), watched.batches(2).front());
    }
  });
  EXPECT_TRUE(consumer.returns());
  consumer.finish();
}

}  // namespace
}  // namespace course
