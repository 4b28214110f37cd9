#include "support/fork_server.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace course {
namespace {

std::string obey(const std::string& item) {
  if (item == "pid") {
    return std::to_string(getpid());
  }
  if (item == "throw") {
    throw std::runtime_error("as told");
  }
  if (item == "throw 42") {
    throw 42;
  }
  if (item == "die") {
    raise(SIGKILL);
  }
  if (item == "exit") {
    _exit(0);
  }
  return item + item;
}

bool ends(pid_t process) {
  for (int tick = 0; tick < 2000; ++tick) {
    if (kill(process, 0) != 0 && errno == ESRCH) {
      return true;
    }
    poll(nullptr, 0, 1);
  }
  return false;
}

TEST(ForkServer, StartsWorkersThatAnswer) {
  ForkServer server(obey);
  const Worker one = server.start();
  const Worker other = server.start();
  EXPECT_EQ(one.ask("a"), "aa");
  EXPECT_EQ(one.ask(""), "");
  EXPECT_EQ(other.ask(std::string("\0b", 2)), std::string("\0b\0b", 4));
  EXPECT_NE(one.ask("pid"), other.ask("pid"));
  EXPECT_NE(one.ask("pid"), std::to_string(getpid()));
  EXPECT_EQ(one.ask("pid"), one.ask("pid"));
}

TEST(ForkServer, CarriesMoreThanALineHolds) {
  ForkServer server(obey);
  const Worker worker = server.start();
  const std::string large(5'000'000, 'x');
  EXPECT_TRUE(worker.ask(large) == large + large);
}

TEST(ForkServer, TellsWhatWasThrown) {
  ForkServer server(obey);
  const Worker worker = server.start();
  for (const auto& [item, text] :
       {std::pair{"throw", "as told"}, {"throw 42", "unknown exception"}}) {
    try {
      worker.ask(item);
      ADD_FAILURE() << item << " gave an answer";
    } catch (const RemoteError& error) {
      EXPECT_STREQ(error.what(), text);
    }
  }
  EXPECT_EQ(worker.ask("a"), "aa") << "goes on";
}

TEST(ForkServer, TellsThatAWorkerDied) {
  ForkServer server(obey);
  for (const char* end : {"die", "exit"}) {
    const Worker worker = server.start();
    const Worker other = server.start();
    EXPECT_THROW(worker.ask(end), WorkerDied);
    EXPECT_THROW(worker.ask("a"), WorkerDied);
    EXPECT_THROW(worker.ask(std::string(5'000'000, 'x')), WorkerDied);
    EXPECT_EQ(other.ask("a"), "aa");
  }
  EXPECT_EQ(server.start().ask("a"), "aa");
}

TEST(ForkServer, StartsWorkersWhileThreadsRun) {
  ForkServer server(obey);
  std::vector<std::string> answers(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& answer : answers) {
      threads.emplace_back([&] { answer = server.start().ask("a"); });
    }
  }
  EXPECT_EQ(answers, std::vector<std::string>(4, "aa"));
}

TEST(ForkServer, AWorkerEndsWithItsObject) {
  ForkServer server(obey);
  pid_t process = 0;
  {
    const Worker worker = server.start();
    process = std::stoi(worker.ask("pid"));
  }
  // The server asks how it ended when it is asked for another one.
  for (int tick = 0; tick < 2000 && kill(process, 0) == 0; ++tick) {
    poll(nullptr, 0, 1);
    server.start();
  }
  EXPECT_TRUE(ends(process));
}

TEST(ForkServer, NoWorkerOutlivesIt) {
  pid_t process = 0;
  std::vector<Worker> workers;
  {
    ForkServer server(obey);
    workers.push_back(server.start());
    process = std::stoi(workers[0].ask("pid"));
  }
  EXPECT_TRUE(kill(process, 0) != 0 && errno == ESRCH);
  EXPECT_THROW(workers[0].ask("a"), WorkerDied);
}

TEST(ForkServer, ServersDoNotHoldEachOthersLines) {
  auto first = std::make_unique<ForkServer>(obey);
  auto worker = std::make_unique<Worker>(first->start());
  const pid_t process = std::stoi(worker->ask("pid"));
  ForkServer second(obey);
  const Worker other = second.start();
  worker.reset();
  first.reset();
  EXPECT_TRUE(kill(process, 0) != 0 && errno == ESRCH);
  EXPECT_EQ(other.ask("a"), "aa");
}

}  // namespace
}  // namespace course
