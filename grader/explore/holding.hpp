// Objects that threads hold: who may take one, and what it hands on.

#pragma once

#include "explore/objects.hpp"
#include "explore/scheduler.hpp"

namespace explore {

inline Object& pending_object(const Thread& thread) { return object_at(thread.pending.object); }

inline bool nobody_writes(const Thread& thread) { return pending_object(thread).owner == -1; }

inline bool nobody_holds_it(const Thread& thread) {
  const Object& object = pending_object(thread);
  return object.owner == -1 && object.readers == 0;
}

inline bool is_mine(const Object& object) {
  return object.owner == static_cast<int>(self().number);
}

// The calling thread learns what those knew who gave the object back.
inline void learn(const Object& object) { self().knows.join(object.released); }

inline void teach(Object& object) {
  object.released.join(self().knows);
  self().knows.advance(self().number);
}

// Just after its turn.
inline void take(Object& object) {
  object.owner = static_cast<int>(self().number);
  object.depth = 1;
  object.held_since = step() - 1;
  learn(object);
}

inline void give(Object& object) {
  teach(object);
  object.owner = -1;
  object.depth = 0;
}

}  // namespace explore
