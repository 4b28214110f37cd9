#include "explore/waits.hpp"

#include <bit>

#include "explore/objects.hpp"
#include "explore/scheduler.hpp"

namespace explore {
namespace {

bool waits_for_a_lock(Action action) {
  return action == Action::lock || action == Action::read_lock || action == Action::once;
}

void set_holder(Waiting& waiting, unsigned holder, std::uint32_t since) {
  waiting.holder = static_cast<std::uint8_t>(holder + 1);
  waiting.has_since = true;
  waiting.since = since;
}

// A reader that holds it, another than the one that waits if there is one.
void set_reader(Waiting& waiting, std::uint64_t readers, unsigned waiter) {
  const std::uint64_t others = readers & ~(std::uint64_t{1} << waiter);
  const auto reader = static_cast<unsigned>(std::countr_zero(others != 0 ? others : readers));
  for (std::uint32_t i = step(); i > 0; --i) {
    const Step& each = ledger().trace.at(i - 1);
    const bool takes = each.action == Action::read_lock || each.action == Action::try_lock;
    if (takes && each.thread == reader && each.object == waiting.object && !each.timed_out) {
      set_holder(waiting, reader, i - 1);
      return;
    }
  }
}

// What began a wait says more than that it has not ended.
Action told(const Operation& pending) {
  if (pending.action != Action::wake_up) {
    return pending.action;
  }
  return pending.may_wake ? Action::wait : Action::futex_wait;
}

void describe(const Thread& thread, Waiting& waiting) {
  const Operation& pending = thread.pending;
  waiting = {.waits = true, .action = told(pending), .places = thread.places};
  if (pending.object == nullptr) {
    return;
  }
  waiting.object = number_of(pending.object);
  if (pending.action == Action::join) {
    waiting.holder = static_cast<std::uint8_t>(pending.argument + 1);
  } else if (waits_for_a_lock(pending.action)) {
    const Object& object = object_at(pending.object);
    if (object.owner >= 0) {
      set_holder(waiting, static_cast<unsigned>(object.owner), object.held_since);
    } else if (object.readers != 0) {
      set_reader(waiting, object.readers, thread.number);
    }
  }
}

void look_for_lost(const Thread& thread) {
  Lost& lost = ledger().lost;
  if (lost.known || thread.pending.action != Action::wake_up) {
    return;
  }
  const Object& object = object_at(thread.pending.object);
  if (object.notified != 0 && object.notified - 1 < thread.waits_since) {
    lost = {.known = true, .object = number_of(thread.pending.object), .step = object.notified - 1};
  }
}

}  // namespace

void describe_waits() {
  for (unsigned i = 0; i < ledger().threads; ++i) {
    const Thread& each = thread(i);
    if (each.exists && !each.finished) {
      describe(each, ledger().waiting.at(i));
      look_for_lost(each);
    }
  }
}

}  // namespace explore
