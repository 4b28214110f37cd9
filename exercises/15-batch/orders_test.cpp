// Small enough to be run in hundreds of orders of their threads.

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <stdexcept>
#include <string>

#include "batch.hpp"
#include "table_for_tests.hpp"

namespace course {
namespace {

const std::string kTable = "n,text\n1,a\n2,b\n3,c\n4,d\n";
constexpr std::size_t kRow = 4;

std::string echo(std::string_view /*header*/, std::string_view rows) { return std::string(rows); }

TEST(Orders, ResultsComeInOrder) {
  TextSource source(kTable);
  TextSink sink;
  process_table(source, sink, echo, {.chunk = kRow, .workers = 2, .in_flight = 2});
  EXPECT_EQ(sink.text(), "1,a\n2,b\n3,c\n4,d\n");
}

TEST(Orders, OneChunkAtATimeIsEnough) {
  TextSource source(kTable);
  TextSink sink;
  process_table(source, sink, echo, {.chunk = kRow, .workers = 2, .in_flight = 1});
  EXPECT_EQ(sink.text(), "1,a\n2,b\n3,c\n4,d\n");
}

TEST(Orders, TwoWorkersProcessAtOnce) {
  TextSource source(kTable);
  TextSink sink;
  std::latch both(2);
  process_table(source, sink,
                [&](std::string_view, std::string_view rows) {
                  if (rows.at(0) == '1' || rows.at(0) == '2') {
                    both.arrive_and_wait();
                  }
                  return std::string(rows);
                },
                {.chunk = kRow, .workers = 2, .in_flight = 2});
  EXPECT_EQ(sink.text(), "1,a\n2,b\n3,c\n4,d\n");
}

TEST(Orders, AFailureComesAfterTheResultsBeforeIt) {
  TextSource source(kTable);
  TextSink sink;
  std::string told;
  try {
    process_table(source, sink,
                  [](std::string_view, std::string_view rows) -> std::string {
                    if (rows.at(0) > '1') {
                      throw std::runtime_error(std::string(rows));
                    }
                    return std::string(rows);
                  },
                  {.chunk = kRow, .workers = 2, .in_flight = 3});
  } catch (const std::runtime_error& error) {
    told = error.what();
  }
  EXPECT_EQ(told, "2,b\n");
  EXPECT_EQ(sink.text(), "1,a\n");
}

TEST(Orders, EveryRowIsAddedOnce) {
  TextSource source(kTable);
  EXPECT_EQ(total_of(source, 0, {.chunk = kRow, .workers = 3, .in_flight = 3}), (Total{10, 4}));
}

}  // namespace
}  // namespace course
