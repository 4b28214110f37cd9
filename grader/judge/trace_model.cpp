#include "judge/trace_model.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "judge/trace_pools.hpp"
#include "judge/trace_steps.hpp"

namespace judge {
namespace {

using Ops = std::vector<TraceOp>;

// Work of steps that wait for nothing goes to the next one that does.
void add(const TraceStep& step, double& pending, Ops& ops) {
  if (step.op.kind == TraceOp::Kind::none) {
    pending += step.op.work;
    return;
  }
  ops.push_back(step.op);
  ops.back().work += std::exchange(pending, 0.0);
  if (step.also_posts) {
    ops.push_back({.kind = TraceOp::Kind::post, .what = *step.also_posts, .place = step.op.place});
  }
}

// What comes behind the work of step `from`, up to the work of step `to`.
Ops ops_between(const std::vector<TraceStep>& steps, std::size_t from, std::size_t to) {
  Ops ops;
  double pending = from < to ? -steps[from].op.work : 0;
  for (std::size_t i = from; i < to; ++i) {
    add(steps[i], pending, ops);
  }
  if (to < steps.size()) {
    ops.push_back({.work = pending + steps[to].op.work, .place = steps[to].op.place});
  }
  return ops;
}

template <class Model, class Each>
void for_all_ops(Model& model, const Each& each) {
  for (auto& thread : model.threads) {
    each(thread.ops);
    each(thread.rest);
  }
  for (auto& pool : model.pools) {
    for (auto& task : pool.tasks) {
      each(task);
    }
  }
}

bool is_acquisition(TraceOp::Kind kind) {
  return kind == TraceOp::Kind::lock || kind == TraceOp::Kind::share;
}

// Calls `each` with every op and how many locks are held before it; a list begins and
// ends without.
template <class List, class Each>
void for_each_op(List& ops, const Each& each) {
  std::set<std::uint32_t> held;
  for (auto& op : ops) {
    each(op, !held.empty());
    if (is_acquisition(op.kind)) {
      held.insert(op.what);
    } else if (op.kind == TraceOp::Kind::unlock) {
      held.erase(op.what);
    }
  }
}

}  // namespace

TraceModel model_of(const TraceLog& log, bool pools) {
  TraceStepper steps(log);
  const std::vector<FoundPool> found = pools ? find_pools(steps) : std::vector<FoundPool>();
  TraceModel model{.threads = {},
                   .tokens = {},
                   .locks = steps.locks,
                   .pools = {},
                   .slept = 0,
                   .creates = steps.creates};
  for (std::size_t i = 0; i < steps.threads.size(); ++i) {
    TracedThread thread{.ops = {},
                        .place = steps.created_at[i],
                        .process = steps.is_process[i],
                        .pool = std::nullopt,
                        .rest = {}};
    thread.ops = ops_between(steps.threads[i], 0, steps.threads[i].size());
    model.threads.push_back(std::move(thread));
    for (const TraceRecord& record : log.threads[i]) {
      model.slept += record.kind == TraceKind::pause ? static_cast<double>(record.other) : 0;
    }
  }
  for (const FoundPool& pool : found) {
    TracePool& made = model.pools.emplace_back();
    made.workers = pool.workers.size();
    for (const FoundTask& task : pool.tasks) {
      Ops ops = ops_between(steps.threads[task.thread], task.from, task.to);
      if (task.needs) {
        ops.insert(ops.begin(), {.kind = TraceOp::Kind::await, .what = *task.needs});
      }
      made.tasks.push_back(std::move(ops));
    }
    for (const FoundWorker& worker : pool.workers) {
      const std::vector<TraceStep>& all = steps.threads[worker.thread];
      TracedThread& thread = model.threads[worker.thread];
      thread.ops = ops_between(all, 0, worker.from);
      thread.rest = ops_between(all, worker.to, all.size());
      thread.pool = model.pools.size() - 1;
    }
  }
  model.tokens = steps.tokens;
  return model;
}

double work_of(const TraceModel& model) {
  double work = 0;
  for_all_ops(model, [&](const Ops& ops) {
    for (const TraceOp& op : ops) {
      work += op.work;
    }
  });
  return work;
}

double locked_work_of(const TraceModel& model) {
  double work = 0;
  for_all_ops(model, [&](const Ops& ops) {
    for_each_op(ops, [&](const TraceOp& op, bool locked) { work += locked ? op.work : 0; });
  });
  return work;
}

TraceModel without_locked_work(const TraceModel& model) {
  TraceModel free = model;
  free.locks = 0;
  for_all_ops(free, [](Ops& ops) {
    for_each_op(ops, [](TraceOp& op, bool locked) { op.work = locked ? 0 : op.work; });
    for (TraceOp& op : ops) {
      const bool token = op.kind == TraceOp::Kind::post || op.kind == TraceOp::Kind::await;
      op.kind = token ? op.kind : TraceOp::Kind::none;
    }
  });
  return free;
}

// Tasks wait until every worker is there, and a worker's rest until all of them are done:
// no later than where workers take them.
TraceModel with_a_worker_for_each_task(const TraceModel& model) {
  TraceModel wide = model;
  wide.pools.clear();
  const auto new_token = [&](std::size_t posts) {
    wide.tokens.push_back(static_cast<std::uint32_t>(posts));
    return static_cast<std::uint32_t>(wide.tokens.size() - 1);
  };
  for (std::size_t pool = 0; pool < model.pools.size(); ++pool) {
    const std::uint32_t ready = new_token(model.pools[pool].workers);
    const std::uint32_t done = new_token(model.pools[pool].tasks.size());
    for (TracedThread& thread : wide.threads) {
      if (thread.pool == pool) {
        thread.ops.push_back({.kind = TraceOp::Kind::post, .what = ready});
        thread.ops.push_back({.kind = TraceOp::Kind::await, .what = done});
        thread.ops.insert(thread.ops.end(), thread.rest.begin(), thread.rest.end());
        thread.rest.clear();
        thread.pool.reset();
      }
    }
    for (const Ops& task : model.pools[pool].tasks) {
      TracedThread thread;
      thread.ops.push_back({.kind = TraceOp::Kind::await, .what = ready});
      thread.ops.insert(thread.ops.end(), task.begin(), task.end());
      thread.ops.push_back({.kind = TraceOp::Kind::post, .what = done});
      wide.threads.push_back(std::move(thread));
    }
  }
  return wide;
}

}  // namespace judge
