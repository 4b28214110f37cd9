#include "gil.hpp"

#include "support/not_written_yet.hpp"

namespace course {

struct Gil::State {
  // TODO: who holds the lock, who wants it, and what those who wait sleep on.
};

Gil::Gil(std::chrono::milliseconds switch_interval) {
  // TODO: an interval of nothing is refused.
  throw NotWrittenYet("Gil");
}

Gil::~Gil() = default;

void Gil::acquire() {
  // TODO: who has waited long enough says so, and goes on waiting.
  throw NotWrittenYet("Gil::acquire");
}

void Gil::release() {
  // TODO: whoever was asked for the lock does not get it back before another
  // thread has had it.
  throw NotWrittenYet("Gil::release");
}

bool Gil::drop_requested() const { throw NotWrittenYet("Gil::drop_requested"); }

}  // namespace course
