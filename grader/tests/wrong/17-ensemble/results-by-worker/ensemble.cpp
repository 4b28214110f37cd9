// expect: failed Results.DoNotStandInTheOrderOfTheWorkers
// What the first worker has done stands first, then what the second has done.

#include "ensemble.hpp"

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <deque>
#include <exception>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <thread>

#include "support/shared.hpp"

namespace course {
namespace {

// What goes through a pipe: less than PIPE_BUF, so it arrives whole.
struct Message {
  std::size_t member = 0;
  bool failed = false;
  State end;
  std::size_t length = 0;
  std::array<char, kLongestText> text{};

  void fail(std::string_view error) {
    failed = true;
    length = error.copy(text.data(), text.size());
  }
  Outcome outcome() const {
    return failed ? Outcome(Failure{std::string(text.data(), length)}) : Outcome(end);
  }
};

using Next = std::atomic<std::size_t>;

State end_of(const Ensemble& ensemble, std::size_t member) {
  Random random(ensemble.seed, member);
  State start;
  start.x = random.next();
  start.y = random.next();
  start.z = random.next();
  return integrate(start, ensemble.rhos[member], ensemble.span, ensemble.steps);
}

void work(const Ensemble& ensemble, Next& next, int pipe) {
  for (std::size_t member = next++; member < ensemble.rhos.size(); member = next++) {
    Message message;
    message.member = member;
    try {
      message.end = end_of(ensemble, member);
    } catch (const std::exception& error) {
      message.fail(error.what());
    } catch (...) {
      message.fail("unknown exception");
    }
    while (write(pipe, &message, sizeof message) < 0 && errno == EINTR) {
    }
  }
}

[[noreturn]] void live(const Ensemble& ensemble, Next& next, unsigned threads, int pipe) noexcept {
  {
    std::vector<std::jthread> others;
    while (others.size() + 1 < threads) {
      others.emplace_back([&] { work(ensemble, next, pipe); });
    }
    work(ensemble, next, pipe);
  }
  _exit(0);
}

class Worker {
 public:
  Worker(const Ensemble& ensemble, Next& next, unsigned threads) {
    if (pipe(ends_.data()) != 0) {
      throw std::system_error(errno, std::generic_category(), "pipe");
    }
    pid_ = fork();
    if (pid_ == 0) {
      live(ensemble, next, threads, ends_[1]);
    }
    close(ends_[1]);
    if (pid_ < 0) {
      close(ends_[0]);
      throw std::system_error(errno, std::generic_category(), "fork");
    }
  }
  ~Worker() {
    close(ends_[0]);
    wait();
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void wait() {
    while (pid_ > 0 && waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
  }

  // Until the worker has ended.
  void read_results(std::vector<Outcome>& results) const {
    Message message;
    while (true) {
      const ssize_t n = read(ends_[0], &message, sizeof message);
      if (n < 0 && errno == EINTR) {
        continue;
      }
      if (n <= 0) {
        return;
      }
      results.push_back(message.outcome());
    }
  }

 private:
  std::array<int, 2> ends_{};
  pid_t pid_ = -1;
};

}  // namespace

std::vector<unsigned> share_cores(unsigned cores, unsigned processes) {
  if (cores == 0 || processes == 0) {
    throw std::invalid_argument("no cores, or no processes");
  }
  const unsigned workers = std::min(cores, processes);
  std::vector<unsigned> shares(workers, cores / workers);
  for (unsigned i = 0; i < cores % workers; ++i) {
    ++shares[i];
  }
  return shares;
}

Report run_ensemble(const Ensemble& ensemble, unsigned processes, unsigned cores) {
  if (processes == 0 || cores == 0 || ensemble.steps == 0) {
    throw std::invalid_argument("no processes, no cores, or no steps");
  }
  const std::size_t members = ensemble.rhos.size();
  const support::Shared<Next> next(0U);
  std::vector<Outcome> results;
  while (*next < members) {
    const std::size_t useful = std::min<std::size_t>(cores, members);
    std::deque<Worker> workers;
    for (const unsigned threads : share_cores(static_cast<unsigned>(useful), processes)) {
      workers.emplace_back(ensemble, *next, threads);
    }
    for (const Worker& worker : workers) {
      worker.read_results(results);
    }
  }
  Report report;
  report.outcomes = std::move(results);
  double ended = 0;
  for (const Outcome& outcome : report.outcomes) {
    if (const State* const end = std::get_if<State>(&outcome)) {
      report.mean = report.mean + *end;
      ++ended;
    }
  }
  if (ended > 0) {
    report.mean = {report.mean.x / ended, report.mean.y / ended, report.mean.z / ended};
  }
  return report;
}

}  // namespace course
