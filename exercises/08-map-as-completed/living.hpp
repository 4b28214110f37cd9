// Objects that are registered from their construction to their destruction, so
// that a test can ask whether one of them is still there without touching it.
//
// Thread-safe.

#pragma once

#include <cstddef>
#include <mutex>
#include <set>

namespace course {

class Living {
 public:
  Living() { enter(); }
  Living(const Living& /*other*/) { enter(); }
  Living& operator=(const Living& /*other*/) { return *this; }
  ~Living() {
    Register& all = everybody();
    const std::lock_guard lock(all.mutex);
    all.objects.erase(this);
  }

  // `object` may be long gone.
  static bool is_here(const Living* object) {
    Register& all = everybody();
    const std::lock_guard lock(all.mutex);
    return all.objects.contains(object);
  }

  static std::size_t count() {
    Register& all = everybody();
    const std::lock_guard lock(all.mutex);
    return all.objects.size();
  }

 private:
  struct Register {
    std::mutex mutex;
    std::set<const Living*> objects;
  };

  static Register& everybody() {
    static Register all;
    return all;
  }

  void enter() {
    Register& all = everybody();
    const std::lock_guard lock(all.mutex);
    all.objects.insert(this);
  }
};

}  // namespace course
