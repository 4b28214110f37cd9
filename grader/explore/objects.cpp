#include "explore/objects.hpp"

#include <array>

#include "explore/scheduler.hpp"

namespace explore {
namespace {

constexpr std::size_t kMost = 1U << 13U;
std::array<Object, kMost> objects;

}  // namespace

Object& object_at(const void* address) {
  const auto key = reinterpret_cast<std::uintptr_t>(address);
  std::size_t at = (key * 0x9e3779b97f4a7c15U) >> 51U;
  for (std::size_t i = 0; i < kMost; ++i, at = (at + 1) % kMost) {
    Object& each = objects.at(at);
    if (each.address == address) {
      return each;
    }
    if (each.address == nullptr) {
      each.address = address;
      return each;
    }
  }
  conclude(Outcome::not_modelled, "more than 8,192 objects that threads synchronise with");
}

void leave_locks(int owner) {
  for (Object& each : objects) {
    if (each.address != nullptr && each.owner == owner && each.health != Object::Health::plain) {
      each.owner = -1;
      each.depth = 0;
      each.health = Object::Health::owner_died;
    }
  }
}

void forget(const void* address) {
  Object& object = object_at(address);
  object = Object{};
  object.address = address;  // its place in the table stays taken
}

}  // namespace explore
