// ThreadSanitizer's own words: whole logs of clang 19.1.7, as it wrote them for
// small programs in 03-locks/ with second_deadlock_stack=1, read and judged.
// Only build ids are shortened.

#include <gtest/gtest.h>

#include "judge/races.hpp"
#include "judge/tsan_report.hpp"

namespace judge {
namespace {

constexpr const char* kRace = R"(==================
WARNING: ThreadSanitizer: data race (pid=24195)
  Read of size 8 at 0x555556a6e290 by thread T2 (mutexes: write M0):
    #0 audit(void*) 03-locks/bank.cpp:16:10 (bank+0x1248aa) (BuildId: 41a1)

  Previous write of size 8 at 0x555556a6e290 by thread T1:
    #0 deposit(void*) 03-locks/bank.cpp:10:3 (bank+0x124864) (BuildId: 41a1)

  Location is global 'balance' of size 8 at 0x555556a6e290 (bank+0x151a290)

  Mutex M0 (0x555556a6e268) created at:
    #0 pthread_mutex_lock <null> (bank+0xa1c5e) (BuildId: 41a1)
    #1 __gthread_mutex_lock(pthread_mutex_t*) /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/gthr-default.h:749:12 (bank+0x12489a) (BuildId: 41a1)
    #2 std::mutex::lock() /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/std_mutex.h:100:17 (bank+0x12489a)
    #3 std::lock_guard<std::mutex>::lock_guard(std::mutex&) /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/std_mutex.h:229:19 (bank+0x12489a)
    #4 audit(void*) 03-locks/bank.cpp:15:25 (bank+0x12489a)

  Thread T2 (tid=24204, running) created by main thread at:
    #0 pthread_create <null> (bank+0x9ff51) (BuildId: 41a1)
    #1 main 03-locks/bank.cpp:23:3 (bank+0x12493c) (BuildId: 41a1)

  Thread T1 (tid=24203, finished) created by main thread at:
    #0 pthread_create <null> (bank+0x9ff51) (BuildId: 41a1)
    #1 main 03-locks/bank.cpp:22:3 (bank+0x124928) (BuildId: 41a1)

SUMMARY: ThreadSanitizer: data race 03-locks/bank.cpp:16:10 in audit(void*)
==================
ThreadSanitizer: reported 1 warnings
)";

constexpr const char* kLockOrder = R"(==================
WARNING: ThreadSanitizer: lock-order-inversion (potential deadlock) (pid=24244)
  Cycle in lock order graph: M0 (0x555556a6e2e8) => M1 (0x555556a6e310) => M0

  Mutex M1 acquired here while holding mutex M0 in thread T1:
    #0 pthread_mutex_lock <null> (transfer+0xa1cae) (BuildId: 41a1)
    #1 __gthread_mutex_lock(pthread_mutex_t*) /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/gthr-default.h:749:12 (transfer+0x1248b9) (BuildId: 41a1)
    #2 std::mutex::lock() /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/std_mutex.h:100:17 (transfer+0x1248b9)
    #3 std::lock_guard<std::mutex>::lock_guard(std::mutex&) /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/std_mutex.h:229:19 (transfer+0x1248b9)
    #4 transfer(std::mutex&, std::mutex&) 03-locks/transfer.cpp:9:25 (transfer+0x1248b9)
    #5 pay(void*) 03-locks/transfer.cpp:13:3 (transfer+0x124931) (BuildId: 41a1)

  Mutex M0 previously acquired by the same thread here:
    #0 pthread_mutex_lock <null> (transfer+0xa1cae) (BuildId: 41a1)
    #1 __gthread_mutex_lock(pthread_mutex_t*) /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/gthr-default.h:749:12 (transfer+0x1248ad) (BuildId: 41a1)
    #2 std::mutex::lock() /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/std_mutex.h:100:17 (transfer+0x1248ad)
    #3 std::lock_guard<std::mutex>::lock_guard(std::mutex&) /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/std_mutex.h:229:19 (transfer+0x1248ad)
    #4 transfer(std::mutex&, std::mutex&) 03-locks/transfer.cpp:8:25 (transfer+0x1248ad)
    #5 pay(void*) 03-locks/transfer.cpp:13:3 (transfer+0x124931) (BuildId: 41a1)

  Mutex M0 acquired here while holding mutex M1 in thread T2:
    #0 pthread_mutex_lock <null> (transfer+0xa1cae) (BuildId: 41a1)
    #1 __gthread_mutex_lock(pthread_mutex_t*) /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/gthr-default.h:749:12 (transfer+0x1248b9) (BuildId: 41a1)
    #2 std::mutex::lock() /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/std_mutex.h:100:17 (transfer+0x1248b9)
    #3 std::lock_guard<std::mutex>::lock_guard(std::mutex&) /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/std_mutex.h:229:19 (transfer+0x1248b9)
    #4 transfer(std::mutex&, std::mutex&) 03-locks/transfer.cpp:9:25 (transfer+0x1248b9)
    #5 pay_back(void*) 03-locks/transfer.cpp:18:3 (transfer+0x124971) (BuildId: 41a1)

  Mutex M1 previously acquired by the same thread here:
    #0 pthread_mutex_lock <null> (transfer+0xa1cae) (BuildId: 41a1)
    #1 __gthread_mutex_lock(pthread_mutex_t*) /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/x86_64-linux-gnu/c++/12/bits/gthr-default.h:749:12 (transfer+0x1248ad) (BuildId: 41a1)
    #2 std::mutex::lock() /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/std_mutex.h:100:17 (transfer+0x1248ad)
    #3 std::lock_guard<std::mutex>::lock_guard(std::mutex&) /usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/bits/std_mutex.h:229:19 (transfer+0x1248ad)
    #4 transfer(std::mutex&, std::mutex&) 03-locks/transfer.cpp:8:25 (transfer+0x1248ad)
    #5 pay_back(void*) 03-locks/transfer.cpp:18:3 (transfer+0x124971) (BuildId: 41a1)

  Thread T1 (tid=24246, finished) created by main thread at:
    #0 pthread_create <null> (transfer+0x9ffa1) (BuildId: 41a1)
    #1 main 03-locks/transfer.cpp:24:3 (transfer+0x1249b5) (BuildId: 41a1)

  Thread T2 (tid=24247, running) created by main thread at:
    #0 pthread_create <null> (transfer+0x9ffa1) (BuildId: 41a1)
    #1 main 03-locks/transfer.cpp:26:3 (transfer+0x1249db) (BuildId: 41a1)

SUMMARY: ThreadSanitizer: lock-order-inversion (potential deadlock) (/tmp/unit-samples/transfer+0xa1cae) (BuildId: 41a1) in pthread_mutex_lock
==================
ThreadSanitizer: reported 1 warnings
)";

constexpr const char* kLeak = R"(==================
WARNING: ThreadSanitizer: thread leak (pid=24280)
  Thread T1 (tid=24282, finished) created by main thread at:
    #0 pthread_create <null> (leak+0xa01b1) (BuildId: 41a1)
    #1 start() 03-locks/leak.cpp:6:3 (leak+0x124af7) (BuildId: 41a1)
    #2 main 03-locks/leak.cpp:10:3 (leak+0x124af7)

SUMMARY: ThreadSanitizer: thread leak (/tmp/unit-samples/leak+0xa01b1) (BuildId: 41a1) in pthread_create
==================
ThreadSanitizer: reported 1 warnings
)";

// With the memory layout of `setarch -L`, which it cannot work with.
constexpr const char* kFatal =
    R"(FATAL: ThreadSanitizer: memory layout is incompatible, even though ASLR is disabled.
Please file a bug.
==31311==Process memory map follows:
	0x2aaaaaaab000-0x2aaaaaaac000	/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2
)";

Finding judge(const std::string& log, const std::string& file) {
  course::Exercise exercise;
  exercise.id = "03-locks";
  exercise.number = "03";
  exercise.submit = {file};
  TestRun run;
  run.run.end = sandbox::Exited{66};
  run.logs = log;
  return judge_races(exercise, {"Bank", "Works", "bank_test.cpp", 7}, run,
                     Sources("/staged", "/course/exercises", exercise));
}

TEST(TsanWordsTest, ARaceHasItsTwoAccessesItsLockAndItsThreads) {
  const std::vector<TsanReport> reports = read_tsan_log(kRace);
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].kind, "data race");
  ASSERT_EQ(reports[0].stacks.size(), 5U);
  EXPECT_EQ(reports[0].stacks[0].title,
            "Read of size 8 at 0x555556a6e290 by thread T2 (mutexes: write M0)");
  EXPECT_EQ(reports[0].stacks[2].title, "Mutex M0 (0x555556a6e268) created at");
  const Frame& access = reports[0].stacks[1].frames.at(0);
  EXPECT_EQ(access.function, "deposit(void*)");
  EXPECT_EQ(access.file, "03-locks/bank.cpp");
  EXPECT_EQ(access.line, 10);
}

TEST(TsanWordsTest, AReportHoldsAllOfItsTextAndNothingElse) {
  const std::string text = read_tsan_log(kRace).at(0).text;
  EXPECT_TRUE(text.starts_with("WARNING: ThreadSanitizer: data race"));
  EXPECT_TRUE(text.ends_with("in audit(void*)\n"));
}

TEST(TsanWordsTest, ARaceIsJudgedByItsTwoAccesses) {
  const Finding finding = judge(kRace, "bank.cpp");
  EXPECT_EQ(finding.verdict, Verdict(Raced{}));
  ASSERT_EQ(finding.places.size(), 2U);
  EXPECT_EQ(finding.places[0].line, 16);
  EXPECT_EQ(finding.places[0].note, "thread T2 reads (holding a lock)");
  EXPECT_EQ(finding.places[1].line, 10);
  EXPECT_EQ(finding.places[1].note, "thread T1 writes (no lock held)");
}

TEST(TsanWordsTest, LocksInOppositeOrdersHaveBothOrders) {
  const std::vector<TsanReport> reports = read_tsan_log(kLockOrder);
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].kind, "lock-order-inversion (potential deadlock)");
  ASSERT_EQ(reports[0].stacks.size(), 6U);
  EXPECT_EQ(reports[0].stacks[3].title, "Mutex M1 previously acquired by the same thread here");
  EXPECT_EQ(reports[0].stacks[3].frames.at(4).function, "transfer(std::mutex&, std::mutex&)");
}

TEST(TsanWordsTest, LocksInOppositeOrdersAreJudgedByTheStudentsLines) {
  const Finding finding = judge(kLockOrder, "transfer.cpp");
  EXPECT_EQ(finding.verdict, Verdict(Deadlocked{}));
  ASSERT_EQ(finding.places.size(), 2U);
  EXPECT_EQ(finding.places[0].file, "03-locks/transfer.cpp");
  EXPECT_EQ(finding.places[0].line, 9);
  EXPECT_EQ(finding.places[0].note, "Mutex M1 acquired here while holding mutex M0");
  EXPECT_EQ(finding.places[1].note, "Mutex M0 acquired here while holding mutex M1");
}

TEST(TsanWordsTest, AThreadThatWasNeverJoinedIsLeakedWhereItStarted) {
  const Finding finding = judge(kLeak, "leak.cpp");
  EXPECT_EQ(finding.verdict, Verdict(Leaked{"1 thread"}));
  ASSERT_EQ(finding.places.size(), 1U);
  EXPECT_EQ(finding.places[0].line, 6);
}

TEST(TsanWordsTest, AMachineThatDoesNotSuitIsNoReport) {
  EXPECT_TRUE(read_tsan_log(kFatal).empty());
  EXPECT_TRUE(tsan_could_not_start(kFatal));
  EXPECT_EQ(name(judge(kFatal, "bank.cpp").verdict), "not_measured");
}

TEST(TsanWordsTest, SeveralReportsOfOneLogAreKeptApart) {
  const std::vector<TsanReport> reports = read_tsan_log(std::string(kLeak) + kRace + kLockOrder);
  ASSERT_EQ(reports.size(), 3U);
  EXPECT_EQ(reports[0].kind, "thread leak");
  EXPECT_EQ(reports[1].kind, "data race");
  EXPECT_EQ(reports[2].stacks.size(), 6U);
}

}  // namespace
}  // namespace judge
