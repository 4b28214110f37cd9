#include "explore/objects.hpp"

#include "explore/address_table.hpp"
#include "explore/scheduler.hpp"

namespace explore {
namespace {

AddressTable<Object, 8'192> objects;

}  // namespace

Object& object_at(const void* address) {
  if (Object* const object = objects.at(address)) {
    return *object;
  }
  conclude(Outcome::not_modelled, "more than 8,192 objects that threads synchronize with");
}

void leave_locks(int owner) {
  for (Object& each : objects) {
    if (each.owner == owner && each.health != Object::Health::plain) {
      each.owner = -1;
      each.depth = 0;
      each.health = Object::Health::owner_died;
    }
  }
}

void forget(const void* address) { object_at(address) = Object{}; }

}  // namespace explore
