#include "batch.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <limits>
#include <mutex>
#include <numeric>
#include <stdexcept>
#include <thread>

#include "support/caller.hpp"
#include "support/gate.hpp"
#include "support/meeting.hpp"
#include "support/peak_counter.hpp"
#include "table_for_tests.hpp"

namespace course {
namespace {

using support::Caller;
using support::Gate;
using support::Meeting;
using support::PeakCounter;
using Texts = std::vector<std::string>;

constexpr std::size_t kHuge = std::numeric_limits<std::size_t>::max();
const std::string kHeader = "id,remark,amount\n";

// The rows behind the header, told apart in another way than by row_length().
Texts rows_of(const std::string& table) {
  Texts rows(1);
  std::size_t quotes = 0;
  for (const char byte : table) {
    quotes += byte == '"' ? 1 : 0;
    rows.back() += byte;
    if (byte == '\n' && quotes % 2 == 0) {
      rows.emplace_back();
    }
  }
  if (rows.back().empty()) {
    rows.pop_back();
  }
  if (!rows.empty()) {
    rows.erase(rows.begin());
  }
  return rows;
}

Texts chunks_of(const std::string& table, std::size_t chunk) {
  Texts chunks;
  for (const std::string& row : rows_of(table)) {
    if (chunks.empty() || chunks.back().size() + row.size() > chunk) {
      chunks.emplace_back();
    }
    chunks.back() += row;
  }
  return chunks;
}

// The chunks that process() got, in the order of the table.
Texts chunks_given(const std::string& table, const BatchOptions& options,
                   std::size_t most = kHuge) {
  TextSource source(table, most);
  class Chunks final : public Sink {
   public:
    void write(std::string_view bytes) override { all.emplace_back(bytes); }
    Texts all;
  } chunks;
  process_table(
      source, chunks, [](std::string_view, std::string_view rows) { return std::string(rows); },
      options);
  return chunks.all;
}

// Ten rows of ten bytes.
std::string ten_rows() {
  std::string table = kHeader;
  for (int row = 0; row < 10; ++row) {
    table += std::to_string(row) + ",abcde,1\n";
  }
  return table;
}
constexpr std::size_t kRow = 10;

// Which of ten_rows() a chunk of one row is.
std::size_t number_of(std::string_view rows) { return static_cast<std::size_t>(rows.at(0) - '0'); }

// --- one row ---

TEST(RowLength, IsThatOfTheFirstRowWithItsLineBreak) {
  EXPECT_EQ(row_length("a,b\nc,d\n"), 4U);
  EXPECT_EQ(row_length("a,b\r\nc,d\r\n"), 5U);
  EXPECT_EQ(row_length("\nnext\n"), 1U) << "a row may be empty";
}

TEST(RowLength, IsZeroForLessThanARow) {
  EXPECT_EQ(row_length("a,b"), 0U);
  EXPECT_EQ(row_length(""), 0U);
  EXPECT_EQ(row_length("a,\"b\n"), 0U) << "the quotes are still open";
}

TEST(RowLength, GoesOnBehindLineBreaksInQuotes) {
  EXPECT_EQ(row_length("1,\"x\ny\n\",2\nnext\n"), 11U);
  EXPECT_EQ(row_length("\"\n\"\n\n"), 4U);
}

TEST(RowLength, KnowsDoubledQuotes) {
  EXPECT_EQ(row_length("\"say \"\"no\"\"\n\"\nnext\n"), 14U);
  EXPECT_EQ(row_length("\"\"\n\"\n"), 3U) << "an empty field, and the row is over";
  EXPECT_EQ(row_length("\"\"\"\n\"\"\"\nnext\n"), 8U);
}

// --- chunks ---

TEST(Chunks, HoldAsManyWholeRowsAsFit) {
  EXPECT_EQ(chunks_given(ten_rows(), {.chunk = 3 * kRow, .workers = 2}),
            chunks_of(ten_rows(), 3 * kRow));
  EXPECT_EQ(chunks_given(ten_rows(), {.chunk = 3 * kRow + 9, .workers = 2}),
            chunks_of(ten_rows(), 3 * kRow + 9));
}

TEST(Chunks, AreNotCutInsideARowOrInsideQuotes) {
  const std::string table = make_table(200, 1);
  for (const std::size_t chunk : {20U, 50U, 64U, 100U, 333U, 1000U}) {
    ASSERT_EQ(chunks_given(table, {.chunk = chunk, .workers = 2}), chunks_of(table, chunk))
        << "chunks of " << chunk << " bytes";
  }
}

TEST(Chunks, DoNotDependOnHowMuchTheSourceGives) {
  const std::string table = make_table(60, 2);
  for (const std::size_t most : {1U, 7U, 64U}) {
    ASSERT_EQ(chunks_given(table, {.chunk = 100, .workers = 2}, most), chunks_of(table, 100))
        << "the source gives " << most << " bytes at once";
  }
}

TEST(Chunks, HoldALongRowByItself) {
  const std::string long_row = "1,\"" + std::string(500, '\n') + "\",2\n";
  const std::string table = kHeader + "0,a,1\n" + long_row + "2,b,1\n3,c,1\n";
  EXPECT_EQ(chunks_given(table, {.chunk = 40, .workers = 2}),
            (Texts{"0,a,1\n", long_row, "2,b,1\n3,c,1\n"}));
  EXPECT_EQ(chunks_given(table, {.chunk = 1, .workers = 2}), rows_of(table));
}

TEST(Chunks, KeepALastRowWithoutItsLineBreak) {
  EXPECT_EQ(chunks_given(kHeader + "0,a,1\n1,b,2", {.chunk = 6, .workers = 2}),
            (Texts{"0,a,1\n", "1,b,2"}));
}

TEST(Chunks, ThereAreNoneWithoutRows) {
  for (const char* table : {"", "id,remark\n", "id,remark"}) {
    EXPECT_EQ(chunks_given(table, {.chunk = 4, .workers = 2}), Texts()) << '"' << table << '"';
  }
}

TEST(Chunks, MayBeLargerThanTheTable) {
  const std::string table = make_table(30, 3);
  EXPECT_EQ(chunks_given(table, {.chunk = kHuge, .workers = 9, .in_flight = kHuge}),
            chunks_of(table, kHuge));
}

TEST(Chunks, ComeWithTheHeaderAndNotAsARow) {
  const std::string header = "id,\"a remark\nin two lines\",amount\r\n";
  TextSource source(std::string_view("id,\"a remark\nin two lines\",amount\r\n0,a,1\n1,b,2\n"));
  TextSink sink;
  process_table(source, sink,
                [&](std::string_view head, std::string_view rows) {
                  return std::string(head == header ? "" : "another header, ") + std::string(rows);
                },
                {.chunk = 6, .workers = 2});
  EXPECT_EQ(sink.text(), "0,a,1\n1,b,2\n");
}

TEST(Chunks, NeedOptionsThatMakeSense) {
  const std::string table = ten_rows();
  TextSource source(table);
  TextSink sink;
  const Process echo = [](std::string_view, std::string_view rows) { return std::string(rows); };
  EXPECT_THROW(process_table(source, sink, echo, {.chunk = 0}), std::invalid_argument);
  EXPECT_THROW(process_table(source, sink, echo, {.workers = 0}), std::invalid_argument);
  EXPECT_THROW(process_table(source, sink, echo, {.in_flight = 0}), std::invalid_argument);
  EXPECT_THROW(process_table(source, sink, nullptr, {}), std::invalid_argument);
  EXPECT_EQ(source.bytes_read(), 0U);
}

// --- in parallel, in order, in little memory ---

TEST(InParallel, GivesTheBytesOfTheSerialProgram) {
  const std::string table = make_table(300, 4);
  std::string serial;
  for (const std::string& row : rows_of(table)) {
    serial += std::to_string(row.size()) + ' ' + row;
  }
  const Process each_row = [](std::string_view, std::string_view rows) {
    std::string out;
    for (const std::string& row : rows_of("header\n" + std::string(rows))) {
      out += std::to_string(row.size()) + ' ' + row;
    }
    return out;
  };
  for (unsigned workers = 1; workers <= 8; ++workers) {
    for (const std::size_t in_flight : {1U, 3U, 9U}) {
      TextSource source(table);
      TextSink sink;
      process_table(source, sink, each_row,
                    {.chunk = 150, .workers = workers, .in_flight = in_flight});
      ASSERT_TRUE(sink.text() == serial) << workers << " workers, " << in_flight << " in flight";
    }
  }
}

TEST(InParallel, WritesInOrderThoughALaterChunkIsDoneFirst) {
  const std::string table = ten_rows();
  TextSource source(table);
  TextSink sink;
  Meeting first_three(3);
  process_table(
      source, sink,
      [&](std::string_view, std::string_view rows) {
        if (number_of(rows) < 3) {
          first_three.arrive();
        }
        if (number_of(rows) == 0) {
          std::this_thread::sleep_for(std::chrono::milliseconds(50));  // the others go first
        }
        return std::string(rows);
      },
      {.chunk = kRow, .workers = 3, .in_flight = 4});
  EXPECT_EQ(kHeader + sink.text(), table);
}

TEST(InParallel, HasAllWorkersProcessAtOnce) {
  const std::string table = ten_rows();
  TextSource source(table);
  TextSink sink;
  Meeting meeting(4);
  process_table(source, sink,
                [&](std::string_view, std::string_view rows) {
                  if (number_of(rows) < 4) {
                    meeting.arrive();
                  }
                  return std::string(rows);
                },
                {.chunk = kRow, .workers = 4, .in_flight = 4});
  EXPECT_TRUE(meeting.took_place()) << "four workers, four chunks in flight";
}

TEST(InParallel, LetsNoWorkerRestWhileOneIsHeldUp) {
  const std::string table = ten_rows();
  TextSource source(table);
  TextSink sink;
  Gate last_has_begun;
  bool came = false;
  process_table(source, sink,
                [&](std::string_view, std::string_view rows) {
                  if (number_of(rows) == 0) {
                    came = last_has_begun.wait();
                  } else if (number_of(rows) == 4) {
                    last_has_begun.open();
                  }
                  return std::string(rows);
                },
                {.chunk = kRow, .workers = 2, .in_flight = 5});
  EXPECT_TRUE(came) << "chunk 0 was held up until chunk 4 began, with 5 in flight: never";
}

TEST(InParallel, NeverProcessesMoreChunksAtOnceThanWorkers) {
  const std::string table = ten_rows();
  TextSource source(table);
  TextSink sink;
  PeakCounter processing;
  process_table(source, sink,
                [&](std::string_view, std::string_view rows) {
                  const PeakCounter::Visit visit(processing);
                  std::this_thread::sleep_for(std::chrono::milliseconds(2));
                  return std::string(rows);
                },
                {.chunk = kRow, .workers = 3, .in_flight = 8});
  EXPECT_LE(processing.peak(), 3);
  EXPECT_EQ(processing.visits(), 10) << "ten chunks, each processed once";
}

// The first chunk is held up, so nothing can be written. How far does it read?
TEST(InParallel, HoldsNoMoreChunksThanMayBeInFlight) {
  const std::string table = make_table(2000, 5);
  constexpr std::size_t kChunk = 200;
  constexpr std::size_t kInFlight = 3;
  TextSource source(table);
  TextSink sink;
  Gate gate;
  std::atomic<bool> first = true;
  Caller caller([&] {
    process_table(source, sink,
                  [&](std::string_view, std::string_view rows) {
                    if (first.exchange(false)) {
                      gate.wait();
                    }
                    return std::string(rows);
                  },
                  {.chunk = kChunk, .workers = 2, .in_flight = kInFlight});
  });
  EXPECT_TRUE(caller.blocks()) << "nothing can be written, and it goes on, or waits without sleep";
  const std::size_t most = kHeader.size() + (kInFlight + 1) * kChunk;
  EXPECT_LE(source.bytes_read(), most)
      << kInFlight << " chunks of " << kChunk << " bytes in flight";
  gate.open();
  EXPECT_TRUE(caller.returns());
  caller.finish();
  EXPECT_TRUE(kHeader + sink.text() == table);
}

TEST(InParallel, WritesWhileItReads) {
  const std::string table = make_table(500, 6);
  constexpr std::size_t kChunk = 100;
  constexpr std::size_t kInFlight = 4;
  TextSource source(table);
  class Counting final : public Sink {
   public:
    explicit Counting(const TextSource& from) : from_(from) {}
    void write(std::string_view bytes) override {
      most_held = std::max(most_held, from_.bytes_read() - written_);
      written_ += bytes.size();
    }
    std::size_t most_held = 0;

   private:
    const TextSource& from_;
    std::size_t written_ = 0;
  } sink(source);
  process_table(source, sink,
                [](std::string_view, std::string_view rows) { return std::string(rows); },
                {.chunk = kChunk, .workers = 2, .in_flight = kInFlight});
  EXPECT_GT(sink.most_held, 0U) << "nothing was written";
  EXPECT_LE(sink.most_held, kHeader.size() + (kInFlight + 1) * kChunk)
      << "bytes that were read and not yet written, of a table of " << table.size();
}

// --- what can fail ---

TEST(Failures, OfAChunkComeAfterTheResultsBeforeIt) {
  const std::string table = ten_rows();
  TextSource source(table);
  TextSink sink;
  std::string told;
  Gate later_has_thrown;
  try {
    process_table(source, sink,
                  [&](std::string_view, std::string_view rows) -> std::string {
                    if (number_of(rows) == 3) {
                      later_has_thrown.open();
                      throw std::runtime_error("chunk 3");
                    }
                    if (number_of(rows) == 2) {
                      later_has_thrown.wait();
                      std::this_thread::sleep_for(std::chrono::milliseconds(20));
                      throw std::runtime_error("chunk 2");
                    }
                    return std::string(rows);
                  },
                  {.chunk = kRow, .workers = 3, .in_flight = 5});
  } catch (const std::runtime_error& error) {
    told = error.what();
  }
  EXPECT_EQ(told, "chunk 2") << "2 and 3 threw, 3 before 2";
  EXPECT_EQ(kHeader + sink.text(), table.substr(0, kHeader.size() + 2 * kRow))
      << "the results of chunks 0 and 1";
}

TEST(Failures, LeaveNoChunkUnderWay) {
  const std::string table = ten_rows();
  TextSource source(table);
  TextSink sink;
  PeakCounter processing;
  Meeting together(2);
  EXPECT_THROW(process_table(source, sink,
                             [&](std::string_view header, std::string_view rows) -> std::string {
                               const PeakCounter::Visit visit(processing);
                               if (number_of(rows) < 2) {
                                 together.arrive();
                               }
                               if (number_of(rows) == 0) {
                                 throw 7;
                               }
                               std::this_thread::sleep_for(std::chrono::milliseconds(30));
                               EXPECT_EQ(header, kHeader) << "the chunk has outlived its header";
                               return std::string(rows);
                             },
                             {.chunk = kRow, .workers = 2, .in_flight = 4}),
               int);
  EXPECT_EQ(processing.inside(), 0) << "chunks that are still being processed";
}

TEST(Failures, OfTheSourceOrTheSinkPassThrough) {
  class Broken final : public Source, public Sink {
   public:
    std::size_t read(std::span<char> into) override {
      if (++reads_ == 4) {
        throw std::runtime_error("read");
      }
      constexpr std::string_view kText = "0,abcde,1\n";
      std::copy_n(kText.begin(), std::min(kText.size(), into.size()), into.begin());
      return std::min(kText.size(), into.size());
    }
    void write(std::string_view /*bytes*/) override { throw std::runtime_error("write"); }

   private:
    int reads_ = 0;
  } broken;
  const Process echo = [](std::string_view, std::string_view rows) { return std::string(rows); };
  TextSink sink;
  EXPECT_THROW(process_table(broken, sink, echo, {.chunk = kRow, .workers = 2}),
               std::runtime_error);
  const std::string table = ten_rows();
  TextSource source(table);
  EXPECT_THROW(process_table(source, broken, echo, {.chunk = kRow, .workers = 2}),
               std::runtime_error);
}

// --- totals ---

TEST(Totals, AreTheSameForAllOptions) {
  const std::string table = make_table(200, 7);
  Total serial;
  for (const std::string& row : rows_of(table)) {
    serial.sum += std::stoll(row.substr(row.rfind(',') + 1));
    ++serial.rows;
  }
  for (const std::size_t chunk : {1U, 777U, 100'000U}) {
    for (const unsigned workers : {1U, 4U}) {
      TextSource source(table);
      ASSERT_EQ(total_of(source, 2, {.chunk = chunk, .workers = workers}), serial)
          << "chunks of " << chunk << " bytes, " << workers << " workers";
    }
  }
}

TEST(Totals, HaveTheMeanOfTheRowsWhateverTheChunks) {
  // Three short rows in one chunk, a long one in another.
  const std::string table = "n,text\n1,\n1,\n1,\n9," + std::string(40, 'x') + "\n";
  TextSource source(table);
  const Total total = total_of(source, 0, {.chunk = 12, .workers = 2});
  EXPECT_EQ(total, (Total{12, 4}));
  EXPECT_DOUBLE_EQ(total.mean(), 3.0);
}

TEST(Totals, TakeNumbersInQuotesAndALastRowWithoutItsLineBreak) {
  TextSource source("a,\"b\"\n\"x\ny\",\"-5\"\n\"\"\"\",7\r\nlast,1000000000000");
  EXPECT_EQ(total_of(source, 1, {.chunk = 8, .workers = 2}), (Total{1'000'000'000'002, 3}));
}

// 2^53 + 1 is the smallest whole number that a double has no room for.
TEST(Totals, AreExactBeyondWhatADoubleHolds) {
  for (const std::size_t chunk : {1U, 100U}) {
    TextSource source("n\n9007199254740993\n1\n-9007199254740991\n9007199254740993\n");
    EXPECT_EQ(total_of(source, 0, {.chunk = chunk, .workers = 2}),
              (Total{9'007'199'254'740'996, 4}));
  }
}

TEST(Totals, OfNothingAreNothing) {
  TextSource source("only,a,header\n");
  const Total total = total_of(source, 1, {});
  EXPECT_EQ(total, Total());
  EXPECT_EQ(total.mean(), 0.0);
}

TEST(Totals, NeedWholeNumbers) {
  for (const char* field : {"", "x", "1.5", "7 ", " 7", "7x", "\"\"", "99999999999999999999"}) {
    const std::string table = std::string("n,m\n1,1\n") + field + ",1\n";
    TextSource source(table);
    EXPECT_THROW(total_of(source, 0, {.chunk = 4, .workers = 2}), std::invalid_argument)
        << '"' << field << '"';
  }
  TextSource source("n,m\n1,1\n2\n");
  EXPECT_THROW(total_of(source, 1, {}), std::invalid_argument) << "a row without that column";
}

}  // namespace
}  // namespace course
