// expect: forbidden testing::UnitTest::GetInstance
// The same without the header.
#include "threads.hpp"
namespace testing {
class UnitTest {
 public:
  static UnitTest* GetInstance();
};
}  // namespace testing

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  static_cast<void>(testing::UnitTest::GetInstance());
  return std::vector<std::string>(names.size());
}

}  // namespace course
