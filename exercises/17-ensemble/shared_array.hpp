// An array in memory that this process and its later children have in common:
// given by the course.
//
//   const SharedArray<Result> results(members);    // then fork
//
// Everything else is copied by fork: what a child writes there, its parent never
// sees. T must be free of pointers. Nothing is synchronised by the array itself.

#pragma once

#include <sys/mman.h>

#include <cerrno>
#include <cstddef>
#include <limits>
#include <memory>
#include <new>
#include <system_error>

namespace course {

template <class T>
class SharedArray {
 public:
  // `size` values, each T(). Throws std::system_error if there is no memory.
  explicit SharedArray(std::size_t size) : size_(size) {
    if (size > std::numeric_limits<std::size_t>::max() / sizeof(T)) {
      throw std::bad_array_new_length();
    }
    if (size == 0) {
      return;
    }
    void* const pages = mmap(nullptr, size * sizeof(T), PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, /*fd=*/-1, /*offset=*/0);
    if (pages == MAP_FAILED) {
      throw std::system_error(errno, std::generic_category(), "mmap");
    }
    values_ = static_cast<T*>(pages);
    std::uninitialized_value_construct_n(values_, size);
  }
  ~SharedArray() {
    if (values_ != nullptr) {
      std::destroy_n(values_, size_);
      munmap(values_, size_ * sizeof(T));
    }
  }
  SharedArray(const SharedArray&) = delete;
  SharedArray& operator=(const SharedArray&) = delete;

  std::size_t size() const { return size_; }
  T& operator[](std::size_t i) const { return values_[i]; }
  T* begin() const { return values_; }
  T* end() const { return values_ + size_; }

 private:
  const std::size_t size_;
  T* values_ = nullptr;
};

}  // namespace course
