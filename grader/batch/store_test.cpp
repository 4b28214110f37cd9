#include "batch/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "sandbox/temporary_folder.hpp"

namespace batch {
namespace {

using testing::HasSubstr;
using testing::Optional;
using testing::ThrowsMessage;

const std::string kBytes("a\0b\xff", 4);

class StoreTest : public testing::Test {
 protected:
  std::filesystem::path file() const { return folder_.path() / "store.sqlite"; }

  const Key key_{"alice", "03-locks", "course 1", kBytes};

 private:
  sandbox::TemporaryFolder folder_;
};

TEST_F(StoreTest, KeepsBytesAsTheyAre) {
  {
    Store store(file());
    store.keep(key_, kBytes);
  }
  EXPECT_THAT(Store(file()).find(key_), Optional(kBytes));
}

TEST_F(StoreTest, FindsAResultOnlyForWhatItWasMadeOf) {
  Store store(file());
  store.keep(key_, "report");
  for (std::string Key::* const part :
       {&Key::submission, &Key::exercise, &Key::course, &Key::content}) {
    Key other = key_;
    other.*part += "x";
    EXPECT_EQ(store.find(other), std::nullopt) << other.*part;
  }
  EXPECT_THAT(store.find(key_), Optional(std::string("report")));
}

TEST_F(StoreTest, ANewerResultTakesTheOldOnesPlace) {
  Store store(file());
  store.keep(key_, "old");
  Key changed = key_;
  changed.content = "other";
  store.keep(changed, "new");
  EXPECT_EQ(store.find(key_), std::nullopt);
  EXPECT_THAT(store.find(changed), Optional(std::string("new")));
}

TEST_F(StoreTest, WhatWasKeptSurvivesAKill) {
  const pid_t child = ::fork();
  if (child == 0) {
    Store store(file());
    store.keep(key_, "kept");
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_THAT(Store(file()).find(key_), Optional(std::string("kept")));
}

TEST_F(StoreTest, TwoMayUseItAtOnce) {
  Store first(file());
  Store second(file());
  first.keep(key_, "first");
  EXPECT_THAT(second.find(key_), Optional(std::string("first")));
  second.keep(key_, "second");
  EXPECT_THAT(first.find(key_), Optional(std::string("second")));
}

TEST_F(StoreTest, AnythingElseUnderItsNameIsRefusedByName) {
  std::ofstream(file()) << std::string(4096, 'x');
  EXPECT_THAT([&] { Store{file()}; },
              ThrowsMessage<StoreError>(HasSubstr("store.sqlite: file is not a database")));
  EXPECT_THAT([] { Store{"/nowhere/at/all"}; },
              ThrowsMessage<StoreError>(HasSubstr("/nowhere/at/all: unable to open")));
}

}  // namespace
}  // namespace batch
