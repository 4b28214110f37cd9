// expect: failed Cores.TheCallersProcessDoesNoMember
// Threads of the caller do all the work. Everything is equal, and faster to start; but
// the first member that crashes takes the program with it.

#include "ensemble.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <stdexcept>
#include <string_view>
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
  {
    const std::size_t useful = std::min<std::size_t>(cores, ensemble.rhos.size());
    std::vector<std::jthread> threads;
    while (threads.size() < useful) {
      threads.emplace_back([&] { board.work(); });
    }
  }
  return board.report();
}

}  // namespace course
