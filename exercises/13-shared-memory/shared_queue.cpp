#include "shared_queue.hpp"

#include "support/not_written_yet.hpp"

namespace course {

struct SharedQueue::Pages {
  // TODO: everything that the processes have in common, and nothing that only one of them has.
};

void SharedQueue::Unmap::operator()(Pages* pages) const noexcept {
  // TODO: the pages leave this process; the others still use what is in them.
}

SharedQueue::SharedQueue(std::size_t capacity, std::size_t message_size) {
  // TODO: the pages are the same memory in this process and in all of its later children.
  // TODO: an impossible size is refused.
  throw NotWrittenYet("SharedQueue");
}

SharedQueue::~SharedQueue() = default;

void SharedQueue::push(const Write& write) {
  // TODO: whoever finds the lock in the hands of a dead process goes on.
  // TODO: wherever in here the process is killed, the message is in completely or not at all.
  // TODO: if it is in, somebody who sleeps hears of it, though its sender is dead.
  throw NotWrittenYet("SharedQueue::push");
}

bool SharedQueue::pop(const Read& read) {
  // TODO: what is said to a sleeper that is killed is not lost for the others.
  throw NotWrittenYet("SharedQueue::pop");
}

void SharedQueue::close() { throw NotWrittenYet("SharedQueue::close"); }

std::size_t SharedQueue::size() const { throw NotWrittenYet("SharedQueue::size"); }

}  // namespace course
