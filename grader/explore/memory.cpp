// Memory from the heap begins a new life each time it is given out.

#include <cerrno>
#include <cstddef>

#include "explore/shadow.hpp"

extern "C" {

void* __libc_malloc(std::size_t bytes);
void* __libc_calloc(std::size_t count, std::size_t bytes);
void* __libc_realloc(void* old, std::size_t bytes);
void* __libc_memalign(std::size_t alignment, std::size_t bytes);

void* malloc(std::size_t bytes) {
  void* const memory = __libc_malloc(bytes);
  explore::renew(memory, bytes);
  return memory;
}
void* calloc(std::size_t count, std::size_t bytes) {
  void* const memory = __libc_calloc(count, bytes);
  explore::renew(memory, count * bytes);
  return memory;
}
void* realloc(void* old, std::size_t bytes) {
  void* const memory = __libc_realloc(old, bytes);
  explore::renew(memory, bytes);
  return memory;
}
void* aligned_alloc(std::size_t alignment, std::size_t bytes) {
  void* const memory = __libc_memalign(alignment, bytes);
  explore::renew(memory, bytes);
  return memory;
}
void* memalign(std::size_t alignment, std::size_t bytes) { return aligned_alloc(alignment, bytes); }
int posix_memalign(void** memory, std::size_t alignment, std::size_t bytes) {
  *memory = aligned_alloc(alignment, bytes);
  return *memory == nullptr ? ENOMEM : 0;
}

}  // extern "C"
