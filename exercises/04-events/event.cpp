#include "event.hpp"

#include "support/not_written_yet.hpp"

namespace course {

struct Event::State {
  // TODO: everything that the threads of an event share.
};

Event::Event() : state_(std::make_unique<State>()) {}

Event::~Event() = default;

void Event::set() {
  // TODO: every thread that waits now is released, whatever happens next.
  throw NotWrittenYet("Event::set");
}

void Event::clear() { throw NotWrittenYet("Event::clear"); }

bool Event::is_set() const { throw NotWrittenYet("Event::is_set"); }

void Event::wait() const {
  // TODO: no set() gets lost between the look at the flag and the sleep.
  throw NotWrittenYet("Event::wait");
}

bool Event::wait_for(std::chrono::milliseconds timeout) const {
  // TODO: as wait(), but not longer than `timeout`, however long that is.
  throw NotWrittenYet("Event::wait_for");
}

}  // namespace course
