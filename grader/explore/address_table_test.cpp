#include "explore/address_table.hpp"

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <vector>

namespace explore {
namespace {

using Table = AddressTable<int, 4'096>;

// As many addresses as the table holds, and one.
constexpr std::array<double, 4'097> kAddresses{};

TEST(AddressTable, FindsEachValueAgainWhileItGrows) {
  const auto table = std::make_unique<Table>();
  for (int i = 0; i < 4'096; ++i) {
    *table->at(&kAddresses.at(static_cast<std::size_t>(i))) = i;
    for (int j = i; j >= 0; j -= 97) {
      ASSERT_EQ(*table->find(&kAddresses.at(static_cast<std::size_t>(j))), j) << "of " << i;
    }
  }
}

TEST(AddressTable, GivesANewAddressAValueAsItsConstructorMakesIt) {
  const auto table = std::make_unique<Table>();
  EXPECT_EQ(table->find(&kAddresses[0]), nullptr);
  EXPECT_EQ(*table->at(&kAddresses[0]), 0);
}

TEST(AddressTable, KeepsTheOrderInWhichAddressesCame) {
  const auto table = std::make_unique<Table>();
  for (const std::size_t i : {700U, 3U, 3'000U}) {
    *table->at(&kAddresses.at(i)) = static_cast<int>(i);
  }
  EXPECT_EQ(std::vector<int>(table->begin(), table->end()), (std::vector{700, 3, 3'000}));
}

TEST(AddressTable, SaysWhenItIsFull) {
  const auto table = std::make_unique<Table>();
  for (std::size_t i = 0; i < 4'096; ++i) {
    ASSERT_NE(table->at(&kAddresses.at(i)), nullptr);
  }
  EXPECT_EQ(table->at(&kAddresses.back()), nullptr);
  EXPECT_NE(table->at(&kAddresses.front()), nullptr);
}

}  // namespace
}  // namespace explore
