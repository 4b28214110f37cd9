#include "judge/trace_steps.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace judge {
namespace {

template <class Each>
void for_each_record(const TraceLog& log, const Each& each) {
  for (std::size_t thread = 0; thread < log.threads.size(); ++thread) {
    for (std::size_t i = 0; i < log.threads[thread].size(); ++i) {
      each(thread, i, log.threads[thread][i]);
    }
  }
}

bool is_acquisition(TraceKind kind) { return kind == TraceKind::lock || kind == TraceKind::share; }

}  // namespace

TraceStepper::TraceStepper(const TraceLog& traced)
    : log(traced),
      threads(traced.threads.size()),
      created_at(traced.threads.size()),
      is_process(traced.threads.size()),
      process_(traced.threads.size()) {
  find_processes();
  take_work();
  match_starts();
  match_joins();
  match_notices(TraceKind::wait, TraceKind::notify);
  match_notices(TraceKind::sleep_on, TraceKind::wake);
  match_semaphores();
  match_barriers();
  match_pipes();
  find_locks();
}

std::uint32_t TraceStepper::new_token(std::uint32_t posts) {
  tokens.push_back(posts);
  return static_cast<std::uint32_t>(tokens.size() - 1);
}

TraceStepper::Key TraceStepper::key(std::size_t thread, const TraceRecord& record) const {
  return {record.shared ? 0 : 1 + process_[thread], record.object};
}

void TraceStepper::post(At at, std::uint32_t token) {
  op(at).kind = TraceOp::Kind::post;
  op(at).what = token;
}

void TraceStepper::await(At at, std::uint32_t token) {
  op(at).kind = TraceOp::Kind::await;
  op(at).what = token;
}

// Children have larger numbers than who created them.
void TraceStepper::find_processes() {
  for_each_record(log, [&](std::size_t thread, std::size_t, const TraceRecord& record) {
    const bool fork = record.kind == TraceKind::fork;
    if ((fork || record.kind == TraceKind::create) && record.other > thread &&
        record.other < threads.size()) {
      process_[record.other] = fork ? record.other : process_[thread];
      is_process[record.other] = fork;
      created_at[record.other] = record.place;
    }
  });
}

void TraceStepper::take_work() {
  for (std::size_t thread = 0; thread < threads.size(); ++thread) {
    end_.push_back(new_token());
    const std::vector<TraceRecord>& records = log.threads[thread];
    for (std::size_t i = 0; i < records.size(); ++i) {
      TraceStep step{.op = {.place = records[i].place}, .wall = records[i].wall};
      step.op.work = i == 0 ? 0 : work_between(records[i - 1], records[i], log.cost);
      threads[thread].push_back(step);
    }
    const TraceOp end{.kind = TraceOp::Kind::post, .what = end_.back()};
    threads[thread].push_back({.op = end, .wall = records.empty() ? 0 : records.back().wall});
  }
}

void TraceStepper::match_starts() {
  for_each_record(log, [&](std::size_t thread, std::size_t i, const TraceRecord& record) {
    const bool begins = record.kind == TraceKind::create || record.kind == TraceKind::fork;
    if (begins && record.other > thread && record.other < threads.size() &&
        !log.threads[record.other].empty() && op({record.other, 0}).kind == TraceOp::Kind::none) {
      const std::uint32_t token = new_token();
      ++creates;
      post({thread, i}, token);
      await({record.other, 0}, token);
    }
  });
}

// Handles and process numbers are used again: the latest before counts.
void TraceStepper::match_joins() {
  std::map<Key, std::vector<std::size_t>> started;
  for (std::size_t thread = 0; thread < threads.size(); ++thread) {
    if (!log.threads[thread].empty()) {
      const std::size_t process = is_process[thread] ? 0 : 1 + process_[thread];
      started[{process, log.threads[thread].front().object}].push_back(thread);
    }
  }
  for_each_record(log, [&](std::size_t thread, std::size_t i, const TraceRecord& record) {
    const bool reaps = record.kind == TraceKind::reap;
    if (!reaps && record.kind != TraceKind::join) {
      return;
    }
    const auto found = started.find({reaps ? 0 : 1 + process_[thread], record.object});
    std::optional<std::size_t> latest;
    for (const std::size_t each :
         found == started.end() ? std::vector<std::size_t>() : found->second) {
      const std::vector<TraceRecord>& ended = log.threads[each];
      if (each != thread && ended.back().wall <= record.wall &&
          (!latest || ended.front().wall > log.threads[*latest].front().wall)) {
        latest = each;
      }
    }
    if (latest) {
      await({thread, i}, end_[*latest]);
    }
  });
}

// A notice ends the waits that had begun before it and ended behind it, those that ended
// first.
void TraceStepper::match_notices(TraceKind waits, TraceKind notifies) {
  struct Wait {
    std::uint64_t begin;
    At at;
  };
  struct Object {
    std::vector<Wait> waits;
    std::vector<At> notices;
  };
  std::map<Key, Object> objects;
  for_each_record(log, [&](std::size_t thread, std::size_t i, const TraceRecord& told) {
    if (told.kind == waits && i > 0) {
      objects[key(thread, told)].waits.push_back(
          {.begin = log.threads[thread][i - 1].wall, .at = {thread, i}});
    } else if (told.kind == notifies) {
      objects[key(thread, told)].notices.push_back({thread, i});
    }
  });
  for (auto& [key, object] : objects) {
    std::sort(object.waits.begin(), object.waits.end(),
              [](const Wait& a, const Wait& b) { return a.begin < b.begin; });
    std::sort(object.notices.begin(), object.notices.end(),
              [&](At a, At b) { return record(a).wall < record(b).wall; });
    std::multimap<std::uint64_t, At> waiting;  // by the end
    auto next = object.waits.begin();
    for (const At notice : object.notices) {
      const std::uint64_t when = record(notice).wall;
      for (; next != object.waits.end() && next->begin <= when; ++next) {
        waiting.emplace(record(next->at).wall, next->at);
      }
      waiting.erase(waiting.begin(), waiting.lower_bound(when));
      std::uint64_t most = record(notice).other;
      std::optional<std::uint32_t> token;
      for (auto each = waiting.begin(); each != waiting.end() && most > 0; --most) {
        token = token ? token : new_token();
        await(each->second, *token);
        each = waiting.erase(each);
      }
      if (token) {
        post(notice, *token);
      }
    }
  }
}

// Who takes the k-th permit needs the k-th post, but for those that were there first.
void TraceStepper::match_semaphores() {
  struct Object {
    std::vector<std::pair<std::uint64_t, At>> posts;
    std::vector<std::pair<std::uint64_t, At>> takes;
    std::uint64_t value = 0;
  };
  std::map<Key, Object> objects;
  for_each_record(log, [&](std::size_t thread, std::size_t i, const TraceRecord& told) {
    if (told.kind == TraceKind::post) {
      objects[key(thread, told)].posts.push_back({told.wall, {thread, i}});
    } else if (told.kind == TraceKind::take) {
      objects[key(thread, told)].takes.push_back({told.wall, {thread, i}});
    } else if (told.kind == TraceKind::semaphore) {
      objects[key(thread, told)].value = told.other;
    }
  });
  const auto earlier = [](const auto& a, const auto& b) { return a.first < b.first; };
  for (auto& [key, object] : objects) {
    std::sort(object.posts.begin(), object.posts.end(), earlier);
    std::sort(object.takes.begin(), object.takes.end(), earlier);
    for (std::size_t k = object.value; k < object.takes.size(); ++k) {
      const std::size_t needed = k - object.value;
      if (needed < object.posts.size() && object.posts[needed].first <= object.takes[k].first) {
        const std::uint32_t token = new_token();
        post(object.posts[needed].second, token);
        await(object.takes[k].second, token);
      }
    }
  }
}

void TraceStepper::match_barriers() {
  struct Object {
    std::vector<std::pair<std::uint64_t, At>> arrivals;
    std::uint64_t count = 0;
  };
  std::map<Key, Object> objects;
  for_each_record(log, [&](std::size_t thread, std::size_t i, const TraceRecord& told) {
    if (told.kind == TraceKind::arrive && i + 1 < log.threads[thread].size() &&
        log.threads[thread][i + 1].kind == TraceKind::leave) {
      objects[key(thread, told)].arrivals.push_back({told.wall, {thread, i}});
    } else if (told.kind == TraceKind::barrier) {
      objects[key(thread, told)].count = told.other;
    }
  });
  for (auto& [key, object] : objects) {
    std::sort(object.arrivals.begin(), object.arrivals.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    const std::size_t rounds = object.count == 0 ? 0 : object.arrivals.size() / object.count;
    for (std::size_t round = 0; round < rounds; ++round) {
      const std::uint32_t token = new_token(static_cast<std::uint32_t>(object.count));
      for (std::size_t i = round * object.count; i < (round + 1) * object.count; ++i) {
        const At at = object.arrivals[i].second;
        post(at, token);
        await({at.thread, at.index + 1}, token);
      }
    }
  }
}

// A read needs the write that brought its last byte.
void TraceStepper::match_pipes() {
  struct Object {
    std::vector<std::pair<std::uint64_t, At>> writes;
    std::vector<std::pair<std::uint64_t, At>> reads;
  };
  std::map<Key, Object> objects;
  for_each_record(log, [&](std::size_t thread, std::size_t i, const TraceRecord& told) {
    if (told.kind == TraceKind::write) {
      objects[key(thread, told)].writes.push_back({told.wall, {thread, i}});
    } else if (told.kind == TraceKind::read) {
      objects[key(thread, told)].reads.push_back({told.wall, {thread, i}});
    }
  });
  const auto earlier = [](const auto& a, const auto& b) { return a.first < b.first; };
  for (auto& [key, object] : objects) {
    std::sort(object.writes.begin(), object.writes.end(), earlier);
    std::sort(object.reads.begin(), object.reads.end(), earlier);
    std::uint64_t written = 0;
    std::uint64_t got = 0;
    std::size_t last = 0;  // behind the last write that counts
    for (const auto& [when, at] : object.reads) {
      got += record(at).other;
      while (last < object.writes.size() && written < got) {
        written += record(object.writes[last++].second).other;
      }
      if (last == 0 || written < got || object.writes[last - 1].first > when) {
        continue;
      }
      TraceOp& write = op(object.writes[last - 1].second);
      if (write.kind != TraceOp::Kind::post) {
        post(object.writes[last - 1].second, new_token());
      }
      await(at, write.what);
    }
  }
}

// A lock that one thread alone takes keeps nobody waiting, and so does who has it already.
void TraceStepper::find_locks() {
  std::map<Key, std::set<std::size_t>> users;
  for_each_record(log, [&](std::size_t thread, std::size_t, const TraceRecord& told) {
    if (is_acquisition(told.kind)) {
      users[key(thread, told)].insert(thread);
    }
  });
  std::map<Key, std::uint32_t> numbers;
  for (const auto& [key, threads_of_it] : users) {
    if (threads_of_it.size() > 1) {
      numbers.emplace(key, static_cast<std::uint32_t>(numbers.size()));
    }
  }
  locks = numbers.size();
  for (std::size_t thread = 0; thread < threads.size(); ++thread) {
    std::map<std::uint32_t, unsigned> depth;
    for (std::size_t i = 0; i < log.threads[thread].size(); ++i) {
      const TraceRecord& told = log.threads[thread][i];
      TraceStep& step = threads[thread][i];
      step.held = static_cast<std::uint32_t>(depth.size());
      const auto number = numbers.find(key(thread, told));
      if (number == numbers.end()) {
        continue;
      }
      step.op.what = is_acquisition(told.kind) || told.kind == TraceKind::unlock ? number->second
                                                                                 : step.op.what;
      if (is_acquisition(told.kind) && ++depth[number->second] == 1) {
        step.op.kind = told.kind == TraceKind::lock ? TraceOp::Kind::lock : TraceOp::Kind::share;
      } else if (told.kind == TraceKind::unlock && depth.contains(number->second) &&
                 --depth[number->second] == 0) {
        step.op.kind = TraceOp::Kind::unlock;
        depth.erase(number->second);
      }
    }
    threads[thread].back().held = static_cast<std::uint32_t>(depth.size());
  }
}

}  // namespace judge
