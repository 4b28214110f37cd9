// main() of every test program of the course: GoogleTest, a check for
// leftovers after each test, and a report to the grader where one listens.

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/guarded_entry.hpp"
#include "support/leftovers.hpp"
#include "support/result_channel.hpp"
#include "support/sanitizer.hpp"

// Where schedules are controlled, each begins with a test: all before is done once.
extern "C" {
extern const bool explore_later;
const bool explore_later = true;
[[gnu::weak]] void explore_from_here();
[[gnu::weak]] void explore_until_here();
}

namespace {

using course::support::Stock;

class LeftoverCheck : public testing::EmptyTestEventListener {
 public:
  void OnTestStart(const testing::TestInfo& /*test*/) override {
    found_.clear();
    before_ = course::support::take_stock();
  }

  void OnTestEnd(const testing::TestInfo& /*test*/) override {
    found_ = course::support::leftovers_since(before_);
    for (const std::string& what : found_) {
      ADD_FAILURE() << "left behind: " << what;
    }
  }

  const std::vector<std::string>& found() const { return found_; }

 private:
  Stock before_;
  std::vector<std::string> found_;
};

nlohmann::json failures_of(const testing::TestResult& result) {
  nlohmann::json failures = nlohmann::json::array();
  for (int i = 0; i < result.total_part_count(); ++i) {
    const testing::TestPartResult& part = result.GetTestPartResult(i);
    if (part.failed()) {
      failures.push_back({{"file", part.file_name() == nullptr ? "" : part.file_name()},
                          {"line", part.line_number()},
                          {"message", part.message()}});
    }
  }
  return failures;
}

// The picture that the test made, if it made one; see timeline.hpp.
nlohmann::json timeline_of(const testing::TestResult& result) {
  for (int i = 0; i < result.test_property_count(); ++i) {
    const testing::TestProperty& property = result.GetTestProperty(i);
    if (property.key() == std::string("timeline")) {
      return nlohmann::json::parse(property.value());
    }
  }
  return nullptr;
}

// Reports once all tests are over, so that a result stands for a finished program.
class GraderReport : public testing::EmptyTestEventListener {
 public:
  explicit GraderReport(const LeftoverCheck& leftovers) : leftovers_(leftovers) {}

  void OnTestEnd(const testing::TestInfo& test) override {
    // Of hundreds of schedules nobody reads the report unless one fails.
    if (explore_from_here != nullptr && test.result()->Passed()) {
      return;
    }
    results_.push_back({{"kind", "test"},
                        {"test", std::string(test.test_suite_name()) + "." + test.name()},
                        {"passed", test.result()->Passed()},
                        {"leftovers", leftovers_.found()},
                        {"failures", failures_of(*test.result())}});
    if (nlohmann::json timeline = timeline_of(*test.result()); !timeline.is_null()) {
      results_.back()["timeline"] = std::move(timeline);
    }
  }

  void OnTestProgramEnd(const testing::UnitTest& /*program*/) override {
    for (const nlohmann::json& result : results_) {
      course::support::result_channel::send(result);
    }
  }

 private:
  const LeftoverCheck& leftovers_;
  std::vector<nlohmann::json> results_;
};

class ControlledSchedules : public testing::EmptyTestEventListener {
 public:
  void OnTestStart(const testing::TestInfo& /*test*/) override {
    if (explore_from_here != nullptr) {
      explore_from_here();
    }
  }

  // Before anybody looks at what the system says: that may differ from run to run.
  void OnTestEnd(const testing::TestInfo& /*test*/) override {
    if (explore_until_here != nullptr) {
      explore_until_here();
    }
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (const std::optional<int> code = course::support::enter_guarded(argc, argv)) {
    return *code;
  }
#if COURSE_THREAD_SANITIZER
  // ThreadSanitizer's own background thread starts with the program's first
  // thread and stays. It must not look like something that a test left behind.
  // Where schedules are controlled there is no such thread.
  if (std::getenv("EXPLORE_SCHEDULES") == nullptr) {  // NOLINT(concurrency-mt-unsafe): one thread
    std::thread([] {}).join();
  }
#endif
  testing::InitGoogleTest(&argc, argv);
  testing::TestEventListeners& listeners = testing::UnitTest::GetInstance()->listeners();
  std::unique_ptr<testing::TestEventListener> printer;
  if (course::support::result_channel::is_open()) {
    printer.reset(
        listeners.Release(listeners.default_result_printer()));  // what is printed is the code's
  }
  // GoogleTest owns its listeners, and calls them at the end of a test last to first.
  auto leftovers = std::make_unique<LeftoverCheck>();
  listeners.Append(new GraderReport(*leftovers));
  listeners.Append(leftovers.release());
  listeners.Append(new ControlledSchedules);
  return RUN_ALL_TESTS();
}
