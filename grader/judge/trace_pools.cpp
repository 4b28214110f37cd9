#include "judge/trace_pools.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace judge {
namespace {

// What a thread does before its first task and after its last, as a share of a task; the
// start and the end of a thread alone take this long, in ns.
constexpr double kNothing = 0.1;
constexpr double kThread = 200'000;

using Lock = TraceOp::Kind;
using Site = std::pair<std::uint32_t, std::uint16_t>;  // lock and place
using Visits = std::vector<std::size_t>;               // of one thread: steps
using Workers = std::map<std::size_t, Visits>;         // threads

double work(const std::vector<TraceStep>& steps, std::size_t from, std::size_t to) {
  double sum = 0;
  for (std::size_t i = from; i < to; ++i) {
    sum += steps[i].op.work;
  }
  return sum;
}

std::map<Site, Visits> sites_of(const std::vector<TraceStep>& steps) {
  std::map<Site, Visits> sites;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].op.kind == Lock::lock) {
      sites[{steps[i].op.what, steps[i].op.place}].push_back(i);
    }
  }
  return sites;
}

// When it was clear which task it is: a worker that found none waits and looks again.
std::size_t taken_at(const std::vector<TraceRecord>& records, std::size_t from, std::size_t to) {
  while (from + 3 < to && records[from + 1].kind == TraceKind::unlock &&
         records[from + 2].kind == TraceKind::wait && records[from + 3].kind == TraceKind::lock) {
    from += 3;
  }
  return from;
}

class Search {
 public:
  explicit Search(TraceStepper& steps) : steps_(steps) {}

  // Sites with most tasks first: a thread takes from one pool.
  std::vector<FoundPool> find() {
    std::map<Site, Workers> sites;
    for (std::size_t i = 0; i < steps_.threads.size(); ++i) {
      if (steps_.created_at[i] != 0 && !steps_.is_process[i]) {
        for (auto& [site, visits] : sites_of(steps_.threads[i])) {
          sites[site].emplace(i, std::move(visits));
        }
      }
    }
    std::vector<std::pair<std::size_t, Site>> candidates;
    for (const auto& [site, workers] : sites) {
      if (const std::size_t tasks = tasks_of(workers); workers.size() > 1 && tasks > 0) {
        candidates.emplace_back(tasks, site);
      }
    }
    std::sort(candidates.rbegin(), candidates.rend());
    std::vector<FoundPool> pools;
    std::set<std::size_t> taken;
    for (const auto& [tasks, site] : candidates) {
      const Workers& workers = sites.at(site);
      if (std::none_of(workers.begin(), workers.end(),
                       [&](const auto& worker) { return taken.contains(worker.first); })) {
        for (const auto& [worker, visits] : workers) {
          taken.insert(worker);
        }
        pools.push_back(pool_at(site, workers));
      }
    }
    return pools;
  }

 private:
  // 0 if these are no tasks.
  std::size_t tasks_of(const Workers& workers) const {
    std::size_t tasks = 0;
    double inside = 0;
    for (const auto& [thread, visits] : workers) {
      const std::vector<TraceStep>& steps = steps_.threads[thread];
      if (std::any_of(visits.begin(), visits.end(),
                      [&](std::size_t visit) { return steps[visit].held > 0; })) {
        return 0;
      }
      tasks += visits.size() - 1;
      inside += work(steps, visits.front() + 1, visits.back() + 1);
    }
    const double nothing =
        std::max(kThread, tasks == 0 ? 0 : kNothing * inside / static_cast<double>(tasks));
    for (const auto& [thread, visits] : workers) {
      const std::vector<TraceStep>& steps = steps_.threads[thread];
      if (work(steps, 0, visits.front() + 1) > nothing ||
          work(steps, visits.back() + 1, steps.size()) > nothing) {
        return 0;
      }
    }
    return tasks >= 2 * workers.size() ? tasks : 0;
  }

  FoundPool pool_at(const Site& site, const Workers& workers) {
    FoundPool pool;
    for (const auto& [thread, visits] : workers) {
      const std::vector<TraceRecord>& records = steps_.log.threads[thread];
      pool.workers.push_back({.thread = thread, .from = visits.front(), .to = visits.back()});
      for (std::size_t k = 0; k + 1 < visits.size(); ++k) {
        pool.tasks.push_back({.thread = thread,
                              .from = visits[k],
                              .to = visits[k + 1],
                              .needs = std::nullopt,
                              .wall = records[taken_at(records, visits[k], visits[k + 1])].wall});
      }
    }
    std::sort(pool.tasks.begin(), pool.tasks.end(), [](const FoundTask& a, const FoundTask& b) {
      return std::pair(a.wall, a.thread) < std::pair(b.wall, b.thread);
    });
    match_puts(site.first, workers, pool);
    return pool;
  }

  // Who is no worker and comes to the lock at one place as often as there are tasks puts
  // them there: the k-th that is taken needs the k-th that was put.
  void match_puts(std::uint32_t lock, const Workers& workers, FoundPool& pool) {
    struct Put {
      std::uint64_t wall;
      std::size_t thread;
      std::size_t step;
    };
    std::map<std::uint16_t, std::vector<Put>> puts;
    for (std::size_t thread = 0; thread < steps_.threads.size(); ++thread) {
      if (workers.contains(thread)) {
        continue;
      }
      const std::vector<TraceStep>& steps = steps_.threads[thread];
      for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].op.kind == Lock::lock && steps[i].op.what == lock) {
          puts[steps[i].op.place].push_back({steps[i].wall, thread, i});
        }
      }
    }
    for (auto& [place, all] : puts) {
      if (all.size() != pool.tasks.size()) {
        continue;
      }
      std::sort(all.begin(), all.end(), [](const Put& a, const Put& b) { return a.wall < b.wall; });
      const bool before =
          std::equal(all.begin(), all.end(), pool.tasks.begin(),
                     [](const Put& put, const FoundTask& task) { return put.wall <= task.wall; });
      if (before) {
        for (std::size_t k = 0; k < all.size(); ++k) {
          pool.tasks[k].needs = put_token(all[k].thread, all[k].step);
        }
        return;
      }
    }
  }

  std::uint32_t put_token(std::size_t thread, std::size_t step) {
    const std::uint32_t token = steps_.new_token();
    steps_.threads[thread][step].also_posts = token;
    return token;
  }

  TraceStepper& steps_;
};

}  // namespace

std::vector<FoundPool> find_pools(TraceStepper& steps) { return Search(steps).find(); }

}  // namespace judge
