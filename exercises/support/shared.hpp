// One T in memory that this process and its later children have in common.
//
// Everything else is copied by fork: what a child writes there, its parent
// never sees. T must be free of pointers, and safe to use from several
// processes at once: in practice, made of lock-free atomics.

#pragma once

#include <sys/mman.h>

#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

namespace course::support {

template <class T>
class Shared {
 public:
  template <class... Args>
  explicit Shared(Args&&... args) {
    void* const pages = mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                             /*fd=*/-1, /*offset=*/0);
    if (pages == MAP_FAILED) {
      throw std::system_error(errno, std::generic_category(), "mmap");
    }
    value_ = std::construct_at(static_cast<T*>(pages), std::forward<Args>(args)...);
  }
  ~Shared() {
    std::destroy_at(value_);
    munmap(value_, sizeof(T));
  }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;

  T& operator*() const { return *value_; }
  T* operator->() const { return value_; }

 private:
  T* value_;
};

}  // namespace course::support
