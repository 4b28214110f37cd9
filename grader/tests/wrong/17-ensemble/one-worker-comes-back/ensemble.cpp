// expect: failed DeadWorkers.AreAllReplacedWithTheirThreads
// Once all workers have died, one with one thread does what is left: right, and
// alone.

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

#include "shared_array.hpp"
#include "support/shared.hpp"

namespace course {
namespace {

enum class Fate { unknown, ended, failed };

// What became of a member. It has one writer, and one reader once all workers are gone.
struct Record {
  // Written last: who is killed in the middle of a record has not made one.
  std::atomic<Fate> fate{Fate::unknown};
  State end;
  std::size_t length = 0;
  std::array<char, kLongestText> text{};

  void write(const State& state) {
    end = state;
    fate = Fate::ended;
  }
  void write(std::string_view error) {
    length = error.copy(text.data(), text.size());
    fate = Fate::failed;
  }
  Outcome read() const {
    switch (fate) {
      case Fate::ended:
        return end;
      case Fate::failed:
        return Failure{std::string(text.data(), length)};
      case Fate::unknown:
        break;
    }
    return Failure{"worker died"};
  }
};

// What all workers know in common.
class Board {
 public:
  explicit Board(const Ensemble& ensemble) : ensemble_(ensemble), records_(ensemble.rhos.size()) {}

  bool is_anything_left() const { return *next_ < records_.size(); }

  // Member after member, until all are begun. Thread-safe.
  void work() {
    for (std::size_t member = (*next_)++; member < records_.size(); member = (*next_)++) {
      try {
        records_[member].write(end_of(member));
      } catch (const std::exception& error) {
        records_[member].write(error.what());
      } catch (...) {
        records_[member].write("unknown exception");
      }
    }
  }

  Report report() const {
    Report report;
    double ended = 0;
    for (const Record& record : records_) {
      const Outcome& outcome = report.outcomes.emplace_back(record.read());
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

 private:
  State end_of(std::size_t member) const {
    Random random(ensemble_.seed, member);  // not the worker's: the member's
    State start;
    start.x = random.next();
    start.y = random.next();
    start.z = random.next();
    return integrate(start, ensemble_.rhos[member], ensemble_.span, ensemble_.steps);
  }

  const Ensemble& ensemble_;
  const SharedArray<Record> records_;
  const support::Shared<std::atomic<std::size_t>> next_{0U};  // that nobody has begun
};

// The whole life of a worker. _exit, because what this process inherited, buffers
// of output for example, is its parent's business.
[[noreturn]] void live(Board& board, unsigned threads) noexcept {
  {
    std::vector<std::jthread> others;
    try {
      while (others.size() + 1 < threads) {
        others.emplace_back([&] { board.work(); });
      }
    } catch (const std::system_error&) {
      // Fewer threads than there might be come to the same end.
    }
    board.work();
  }
  _exit(0);
}

// A child process, from fork to waitpid.
class Worker {
 public:
  Worker(Board& board, unsigned threads) : pid_(fork()) {
    if (pid_ < 0) {
      throw std::system_error(errno, std::generic_category(), "fork");
    }
    if (pid_ == 0) {
      live(board, threads);
    }
  }
  ~Worker() {
    while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

 private:
  const pid_t pid_;
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
  Board board(ensemble);
  for (bool again = false; board.is_anything_left(); again = true) {
    const std::size_t useful = again ? 1 : std::min<std::size_t>(cores, ensemble.rhos.size());
    // No thread is started here, so that a child begins with nobody's locks held.
    std::deque<Worker> workers;
    for (const unsigned threads : share_cores(static_cast<unsigned>(useful), processes)) {
      workers.emplace_back(board, threads);
    }
  }  // every worker is waited for here; more are needed only if all have died
  return board.report();
}

}  // namespace course
