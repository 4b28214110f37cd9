// The functions that the runtime takes the place of, and the kernel.

#pragma once

#include <dlfcn.h>

#include <cerrno>

namespace explore {

// The next definition of `name` behind the program's own: the C library's.
template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

// A system call that no model stands in front of.
inline long raw_syscall(long number, auto a, auto b, auto c, auto d, auto e, auto f) {
#if defined(__x86_64__)
  long result = number;
  register long r10 asm("r10") = (long)d;
  register long r8 asm("r8") = (long)e;
  register long r9 asm("r9") = (long)f;
  asm volatile("syscall"
               : "+a"(result)
               : "D"((long)a), "S"((long)b), "d"((long)c), "r"(r10), "r"(r8), "r"(r9)
               : "rcx", "r11", "memory");
  return result;
#elif defined(__aarch64__)
  register long x8 asm("x8") = number;
  register long x0 asm("x0") = (long)a;
  register long x1 asm("x1") = (long)b;
  register long x2 asm("x2") = (long)c;
  register long x3 asm("x3") = (long)d;
  register long x4 asm("x4") = (long)e;
  register long x5 asm("x5") = (long)f;
  asm volatile("svc 0"
               : "+r"(x0)
               : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
               : "memory");
  return x0;
#else
#error "raw_syscall knows x86-64 and AArch64"
#endif
}

// What the C library's syscall() returns for what the kernel did.
inline long with_errno(long result) {
  if (result < 0 && result > -4096) {
    errno = static_cast<int>(-result);
    return -1;
  }
  return result;
}

}  // namespace explore
