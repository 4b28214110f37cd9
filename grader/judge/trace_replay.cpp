#include "judge/trace_replay.hpp"

#include <algorithm>
#include <deque>
#include <queue>
#include <set>
#include <tuple>

namespace judge {
namespace {

using Ops = std::vector<TraceOp>;
using Kind = TraceOp::Kind;
using Because = ReplayPiece::Because;

constexpr double kSlices = 2000;  // of all the work

// For each list of ops, the work behind each: its own and that of who waits for it.
class Levels {
 public:
  explicit Levels(const TraceModel& model) : tokens_(model.tokens.size(), 0.0) {
    // Twice: a token may be posted by a later thread than who waits for it, or an earlier.
    for (int round = 0; round < 2; ++round) {
      for (std::size_t i = model.threads.size(); i-- > 0;) {
        const double rest = behind(model.threads[i].rest, 0);
        behind(model.threads[i].ops, rest);
      }
      for (const TracePool& pool : model.pools) {
        for (const Ops& task : pool.tasks) {
          behind(task, 0);
        }
      }
    }
  }

  std::vector<double> of(const Ops& ops, double rest) const {
    std::vector<double> levels(ops.size() + 1, rest);
    for (std::size_t i = ops.size(); i-- > 0;) {
      const double posted = ops[i].kind == Kind::post ? tokens_[ops[i].what] : 0;
      levels[i] = std::max(levels[i + 1], posted) + ops[i].work;
    }
    return levels;
  }

 private:
  double behind(const Ops& ops, double rest) {
    for (std::size_t i = ops.size(); i-- > 0;) {
      if (ops[i].kind == Kind::await) {
        tokens_[ops[i].what] = std::max(tokens_[ops[i].what], rest);
      } else if (ops[i].kind == Kind::post) {
        rest = std::max(rest, tokens_[ops[i].what]);
      }
      rest += ops[i].work;
    }
    return rest;
  }

  std::vector<double> tokens_;
};

struct Lock {
  bool taken = false;
  unsigned readers = 0;
  std::deque<std::uint32_t> waiting;
};

struct Token {
  std::uint32_t left = 1;
  std::vector<std::uint32_t> waiting;
};

struct Thread {
  const Ops* ops = nullptr;
  std::vector<double> levels;
  std::size_t next = 0;
  double left = 0;  // work before ops[next]
  bool in_pool = false;
  bool at_rest = false;
  bool ended = false;
  // Its last piece, and what its next one comes after.
  std::size_t last = ReplayPiece::kNone;
  std::size_t after = ReplayPiece::kNone;
  Because because = Because::goes_on;
  double blocked = 0;  // since when
};

class Simulation {
 public:
  Simulation(const TraceModel& model, std::size_t cores, TraceBurden burden, bool keep)
      : model_(model),
        cores_(cores),
        burden_(burden),
        keep_(keep),
        levels_(model),
        slice_(cores >= model.threads.size() ? std::numeric_limits<double>::infinity()
                                             : std::max(1'000.0, work_of(model) / kSlices)),
        locks_(model.locks),
        taken_(model.pools.size()) {
    for (const std::uint32_t posts : model.tokens) {
      tokens_.push_back({.left = posts, .waiting = {}});
    }
  }

  Replay run() && {
    threads_.resize(model_.threads.size());
    // Who creates comes after who is created: that one waits to be started.
    for (auto i = static_cast<std::uint32_t>(threads_.size()); i-- > 0;) {
      give(threads_[i], model_.threads[i].ops, 0);
      go_on(i, 0);
    }
    dispatch();
    while (!running_.empty() || !later_.empty()) {
      advance();
    }
    replay_.complete = std::all_of(threads_.begin(), threads_.end(),
                                   [](const Thread& thread) { return thread.ended; });
    replay_.time = now_;
    return std::move(replay_);
  }

 private:
  struct Running {
    double until;
    double since;
    std::uint32_t thread;
    bool operator>(const Running& other) const {
      return std::tie(until, thread) > std::tie(other.until, other.thread);
    }
  };
  struct Later {
    double when;
    std::uint32_t thread;
    bool operator>(const Later& other) const {
      return std::tie(when, thread) > std::tie(other.when, other.thread);
    }
  };

  void give(Thread& thread, const Ops& ops, double rest) {
    thread.ops = &ops;
    thread.levels = levels_.of(ops, rest);
    thread.next = 0;
    thread.left = ops.empty() ? 0 : ops.front().work;
  }

  // The next moment at which something happens.
  void advance() {
    const bool wakes =
        !later_.empty() && (running_.empty() || later_.top().when <= running_.top().until);
    if (wakes) {
      now_ = std::max(now_, later_.top().when);
      const std::uint32_t thread = later_.top().thread;
      later_.pop();
      go_on(thread, now_);
    } else {
      const Running ends = running_.top();
      running_.pop();
      now_ = std::max(now_, ends.until);
      Thread& thread = threads_[ends.thread];
      thread.left = std::max(0.0, thread.left - (ends.until - ends.since));
      add_piece(ends);
      // What is left of rounding is no work.
      if (thread.left < 1e-6) {
        thread.left = 0;
      }
      go_on(ends.thread, now_);
    }
    dispatch();
  }

  void add_piece(const Running& ran) {
    if (!keep_ || ran.until <= ran.since) {
      return;
    }
    Thread& thread = threads_[ran.thread];
    const std::uint16_t place =
        thread.next < thread.ops->size() ? (*thread.ops)[thread.next].place : std::uint16_t{0};
    replay_.pieces.push_back({.thread = ran.thread,
                              .place = place,
                              .from = ran.since,
                              .to = ran.until,
                              .after = thread.after,
                              .because = thread.because});
    thread.last = thread.after = replay_.pieces.size() - 1;
    thread.because = Because::goes_on;
  }

  // Does what takes no time, until the thread has work to do or cannot go on.
  void go_on(std::uint32_t number, double now) {
    Thread& thread = threads_[number];
    while (thread.left <= 0) {
      if (thread.next == thread.ops->size()) {
        if (!take_more(number)) {
          thread.ended = true;
          return;
        }
        continue;
      }
      if (!perform(number, (*thread.ops)[thread.next], now)) {
        thread.blocked = now;
        return;
      }
      ++thread.next;
      thread.left = thread.next < thread.ops->size() ? (*thread.ops)[thread.next].work : 0;
    }
    ready_.emplace(-(thread.levels[thread.next] - work_done(thread)), number);
  }

  double work_done(const Thread& thread) const {
    return (*thread.ops)[thread.next].work - thread.left;
  }

  // The next task of its pool, or what comes behind them.
  bool take_more(std::uint32_t number) {
    Thread& thread = threads_[number];
    const TracedThread& model = model_.threads[number];
    if (!model.pool || thread.at_rest) {
      return false;
    }
    std::size_t& taken = taken_[*model.pool];
    const TracePool& pool = model_.pools[*model.pool];
    if (taken < pool.tasks.size()) {
      give(thread, pool.tasks[taken++], 0);
    } else {
      thread.at_rest = true;
      give(thread, model.rest, 0);
    }
    return true;
  }

  // False if the thread has to wait.
  bool perform(std::uint32_t number, const TraceOp& op, double now) {
    switch (op.kind) {
      case Kind::none:
        return true;
      case Kind::lock:
      case Kind::share:
        return acquire(number, op);
      case Kind::unlock:
        release(number, locks_[op.what], now);
        return true;
      case Kind::post:
        post(number, tokens_[op.what], now);
        return true;
      case Kind::await:
        if (tokens_[op.what].left > 0) {
          tokens_[op.what].waiting.push_back(number);
          return false;
        }
        return true;
    }
    return true;
  }

  bool acquire(std::uint32_t number, const TraceOp& op) {
    Lock& lock = locks_[op.what];
    if (lock.taken || (op.kind == Kind::lock && lock.readers > 0)) {
      lock.waiting.push_back(number);
      return false;
    }
    if (op.kind == Kind::share) {
      ++lock.readers;
    } else {
      lock.taken = true;
    }
    return true;
  }

  // Who waited looks again; another may be quicker.
  void release(std::uint32_t by, Lock& lock, double now) {
    if (lock.readers > 0) {
      --lock.readers;
    } else {
      lock.taken = false;
    }
    if (lock.readers == 0 && !lock.waiting.empty()) {
      const bool shares = is_share(lock.waiting.front());
      do {
        const std::uint32_t first = lock.waiting.front();
        lock.waiting.pop_front();
        wake(first, by, now, Because::got_lock);
      } while (shares && !lock.waiting.empty() && is_share(lock.waiting.front()));
    }
  }

  bool is_share(std::uint32_t number) const {
    const Thread& thread = threads_[number];
    return (*thread.ops)[thread.next].kind == Kind::share;
  }

  void post(std::uint32_t by, Token& token, double now) {
    if (token.left == 0 || --token.left > 0) {
      return;
    }
    for (const std::uint32_t each : token.waiting) {
      wake(each, by, now, is_new(each) ? Because::started : Because::woken);
    }
    token.waiting.clear();
  }

  bool is_new(std::uint32_t number) const {
    return threads_[number].next == 0 && threads_[number].ops == &model_.threads[number].ops;
  }

  void wake(std::uint32_t number, std::uint32_t by, double now, Because because) {
    Thread& thread = threads_[number];
    const double when = now + (because == Because::started ? burden_.start : burden_.wake);
    thread.after = threads_[by].last;
    thread.because = because;
    if (keep_ && because != Because::started && now > thread.blocked) {
      replay_.waits.push_back({.thread = number,
                               .by = by,
                               .place = (*thread.ops)[thread.next].place,
                               .lock = because == Because::got_lock,
                               .from = thread.blocked,
                               .to = now});
    }
    later_.push({when, number});
  }

  // The best of those that can go on, on cores that are free.
  void dispatch() {
    if (!later_.empty() && later_.top().when <= now_) {
      return;  // at the same moment others may come
    }
    while (!ready_.empty() && running_.size() < cores_) {
      const std::uint32_t number = ready_.begin()->second;
      ready_.erase(ready_.begin());
      running_.push({now_ + std::min(slice_, threads_[number].left), now_, number});
    }
  }

  template <class Each>
  using Earliest = std::priority_queue<Each, std::vector<Each>, std::greater<>>;

  const TraceModel& model_;
  std::size_t cores_;
  TraceBurden burden_;
  bool keep_;
  Levels levels_;
  double slice_;
  std::vector<Lock> locks_;
  std::vector<Token> tokens_;
  std::vector<std::size_t> taken_;  // tasks of each pool
  std::vector<Thread> threads_;
  Earliest<Running> running_;
  Earliest<Later> later_;
  std::set<std::pair<double, std::uint32_t>> ready_;
  double now_ = 0;
  Replay replay_;
};

}  // namespace

Replay replay(const TraceModel& model, std::size_t cores, TraceBurden burden, bool keep_pieces) {
  return Simulation(model, cores, burden, keep_pieces).run();
}

std::vector<ReplayPiece> longest_chain(const Replay& replay) {
  std::vector<ReplayPiece> chain;
  const auto last =
      std::max_element(replay.pieces.begin(), replay.pieces.end(),
                       [](const ReplayPiece& a, const ReplayPiece& b) { return a.to < b.to; });
  if (last == replay.pieces.end()) {
    return chain;
  }
  for (auto at = static_cast<std::size_t>(last - replay.pieces.begin()); at != ReplayPiece::kNone;
       at = replay.pieces[at].after) {
    chain.push_back(replay.pieces[at]);
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

double excess(const Replay& replay, std::size_t cores) {
  std::vector<std::pair<double, int>> changes;
  for (const ReplayPiece& piece : replay.pieces) {
    changes.emplace_back(piece.from, 1);
    changes.emplace_back(piece.to, -1);
  }
  std::sort(changes.begin(), changes.end());
  double sum = 0;
  double since = 0;
  std::size_t at_work = 0;
  for (const auto& [when, change] : changes) {
    if (at_work > cores) {
      sum += (when - since) * static_cast<double>(at_work - cores);
    }
    at_work = change > 0 ? at_work + 1 : at_work - 1;
    since = when;
  }
  return sum;
}

}  // namespace judge
