#include "submission/grants.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <sstream>
#include <utility>

namespace submission {
namespace {

using Names = std::set<std::string, std::less<>>;

// What compilers call on their own, and what the C++ library's headers need.
constexpr const char* kRuntime =
    "__gxx_personality_v0 _Unwind_Resume __dynamic_cast __dso_handle __once_proxy "
    "__libc_single_threaded __stack_chk_fail __tls_get_addr _GLOBAL_OFFSET_TABLE_ __assert_fail "
    "__errno_location __clang_call_terminate __cxa_allocate_exception __cxa_free_exception "
    "__cxa_throw __cxa_rethrow __cxa_begin_catch __cxa_end_catch __cxa_get_exception_ptr "
    "__cxa_init_primary_exception __cxa_current_exception_type __cxa_pure_virtual "
    "__cxa_deleted_virtual __cxa_guard_acquire __cxa_guard_release __cxa_guard_abort __cxa_atexit "
    "__cxa_thread_atexit __cxa_bad_cast __cxa_bad_typeid __cxa_throw_bad_array_new_length "
    "__cxa_uncaught_exceptions __divti3 __modti3 __udivti3 __umodti3 __muloti4 __popcountdi2 "
    "__atomic_load __atomic_store __atomic_exchange __atomic_compare_exchange "
    "__atomic_is_lock_free "
    "__atomic_load_16 __atomic_store_16 __atomic_exchange_16 __atomic_compare_exchange_16 "
    "__atomic_fetch_add_16 "
    // Futexes of the library's headers. Judged on the submission's own words besides.
    "syscall";

constexpr const char* kMemory =
    "malloc calloc realloc free aligned_alloc posix_memalign reallocarray memcpy memmove memset "
    "memcmp bcmp memchr memrchr mempcpy memmem strlen strnlen strcmp strncmp strcpy strncpy strcat "
    "strncat strchr strrchr strstr strspn strcspn strpbrk strdup strndup strerror strerror_r "
    "strcasecmp strncasecmp strtok_r strcoll isalpha isdigit isalnum isspace isupper islower "
    "isprint ispunct isxdigit tolower toupper __ctype_b_loc __ctype_tolower_loc "
    "__ctype_toupper_loc "
    "abort abs labs llabs div ldiv lldiv qsort bsearch atoi atol atoll atof strtol strtoul strtoll "
    "strtoull strtod strtof strtold rand srand rand_r random srandom random_r drand48 lrand48 "
    "getentropy getrandom mbstowcs wcstombs mbrtowc wcrtomb wcslen wmemcpy wmemset wmemmove "
    "wmemchr wmemcmp __isoc23_strtol __isoc23_strtoul __isoc23_strtoll __isoc23_strtoull "
    "__isoc23_sscanf __isoc99_sscanf";

constexpr const char* kThreads =
    "sched_yield sched_getaffinity __sched_cpucount __sched_cpualloc __sched_cpufree sched_getcpu "
    "get_nprocs get_nprocs_conf sysconf gettid getpid "
    "pthread_create pthread_join pthread_tryjoin_np pthread_timedjoin_np pthread_detach "
    "pthread_self pthread_equal pthread_once pthread_setname_np pthread_getname_np "
    "pthread_getaffinity_np pthread_getcpuclockid "
    "pthread_attr_init pthread_attr_destroy pthread_attr_setstacksize pthread_attr_getstacksize "
    "pthread_attr_setdetachstate "
    "pthread_mutex_init pthread_mutex_destroy pthread_mutex_lock pthread_mutex_trylock "
    "pthread_mutex_timedlock pthread_mutex_clocklock pthread_mutex_unlock pthread_mutex_consistent "
    "pthread_mutexattr_init pthread_mutexattr_destroy pthread_mutexattr_settype "
    "pthread_mutexattr_setpshared pthread_mutexattr_setrobust pthread_mutexattr_setprotocol "
    "pthread_cond_init pthread_cond_destroy pthread_cond_wait pthread_cond_timedwait "
    "pthread_cond_clockwait pthread_cond_signal pthread_cond_broadcast pthread_condattr_init "
    "pthread_condattr_destroy pthread_condattr_setclock pthread_condattr_setpshared "
    "pthread_rwlock_init pthread_rwlock_destroy pthread_rwlock_rdlock pthread_rwlock_tryrdlock "
    "pthread_rwlock_timedrdlock pthread_rwlock_clockrdlock pthread_rwlock_wrlock "
    "pthread_rwlock_trywrlock pthread_rwlock_timedwrlock pthread_rwlock_clockwrlock "
    "pthread_rwlock_unlock pthread_rwlockattr_init pthread_rwlockattr_destroy "
    "pthread_rwlockattr_setpshared pthread_rwlockattr_setkind_np "
    "pthread_spin_init pthread_spin_destroy pthread_spin_lock pthread_spin_trylock "
    "pthread_spin_unlock pthread_barrier_init pthread_barrier_destroy pthread_barrier_wait "
    "pthread_barrierattr_init pthread_barrierattr_destroy pthread_barrierattr_setpshared "
    "pthread_key_create pthread_key_delete pthread_getspecific pthread_setspecific "
    "sem_init sem_destroy sem_wait sem_trywait sem_timedwait sem_clockwait sem_post sem_getvalue "
    "thrd_create thrd_join thrd_yield thrd_sleep mtx_init mtx_lock mtx_trylock mtx_timedlock "
    "mtx_unlock mtx_destroy cnd_init cnd_wait cnd_timedwait cnd_signal cnd_broadcast cnd_destroy "
    "call_once";

constexpr const char* kClocks =
    "clock_gettime clock_getres clock_getcpuclockid clock time gettimeofday timespec_get times "
    "getrusage nanosleep clock_nanosleep usleep sleep localtime_r gmtime_r mktime timegm strftime "
    "difftime";

constexpr const char* kPrinting =
    "printf puts putchar fputs fputc putc fwrite fprintf vprintf vfprintf snprintf vsnprintf "
    "sprintf vsprintf sscanf fflush perror stdout stderr __printf_chk __fprintf_chk __snprintf_chk "
    "__sprintf_chk __vsnprintf_chk dprintf";

// Each also as sinf and sinl.
constexpr const char* kMathematics =
    "sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh sincos exp exp2 expm1 exp10 "
    "log log2 log10 log1p logb ilogb pow sqrt cbrt hypot erf erfc tgamma lgamma ceil floor trunc "
    "round lround llround rint lrint llrint nearbyint fmod remainder remquo fma fmin fmax fdim "
    "fabs "
    "copysign nextafter nexttoward frexp ldexp modf scalbn scalbln nan j0 j1 jn y0 y1 yn signgam";

constexpr const char* kProcesses =
    "fork vfork wait waitpid waitid wait3 wait4 pipe pipe2 read write readv writev close kill "
    "killpg raise poll ppoll select pselect dup dup2 dup3 fcntl ioctl _exit _Exit exit execve "
    "execv "
    "execvp execvpe execl execlp execle fexecve posix_spawn posix_spawnp posix_spawnattr_init "
    "posix_spawnattr_destroy posix_spawnattr_setflags posix_spawnattr_setpgroup "
    "posix_spawnattr_setsigmask posix_spawnattr_setsigdefault posix_spawn_file_actions_init "
    "posix_spawn_file_actions_destroy posix_spawn_file_actions_adddup2 "
    "posix_spawn_file_actions_addclose posix_spawn_file_actions_addopen "
    "posix_spawn_file_actions_addclosefrom_np closefrom close_range getenv environ getppid getpgid "
    "getpgrp setpgid setsid signal sigaction sigemptyset sigfillset sigaddset sigdelset "
    "sigismember "
    "sigprocmask pthread_sigmask sigsuspend sigwait sigtimedwait sigwaitinfo signalfd alarm pause "
    "socketpair send recv sendmsg recvmsg shutdown prctl pidfd_open pidfd_send_signal eventfd "
    "epoll_create1 epoll_ctl epoll_wait strsignal sigdescr_np sigabbrev_np pthread_atfork "
    "pthread_kill __fdelt_chk __sysconf";

constexpr const char* kFiles =
    "open open64 openat creat read write pread pwrite pread64 pwrite64 close lseek lseek64 fsync "
    "fdatasync ftruncate ftruncate64 truncate stat fstat lstat fstatat stat64 fstat64 unlink "
    "rename "
    "mkdir rmdir opendir readdir readdir64 closedir access flock fopen fopen64 fdopen fclose fread "
    "fgets fgetc getc getline fseek fseeko ftell ftello rewind feof ferror fileno remove mkstemp "
    "mkdtemp tmpfile realpath getcwd fcntl setvbuf";

constexpr const char* kNetwork =
    "socket connect bind listen accept accept4 send recv sendto recvfrom sendmsg recvmsg "
    "setsockopt "
    "getsockopt getsockname getpeername shutdown getaddrinfo freeaddrinfo gai_strerror inet_pton "
    "inet_ntop htons htonl ntohs ntohl poll ppoll select epoll_create1 epoll_ctl epoll_wait read "
    "write close fcntl ioctl __fdelt_chk";

constexpr const char* kSharedMemory =
    "mmap mmap64 munmap msync shm_open shm_unlink memfd_create ftruncate ftruncate64 close "
    "sem_open "
    "sem_close sem_unlink";

// Atomic operations that compilers for 64-bit ARM call as functions.
constexpr std::string_view kAtomicsOfArm = "__aarch64_";

void add(Names& names, const char* words) {
  std::istringstream stream(words);
  for (std::string word; stream >> word;) {
    names.insert(word);
  }
}

const Names& always() {
  static const Names names = [] {
    Names all;
    for (const char* words : {kRuntime, kMemory, kThreads, kClocks, kPrinting, kMathematics}) {
      add(all, words);
    }
    std::istringstream mathematics(kMathematics);
    for (std::string word; mathematics >> word;) {
      all.insert(word + "f");
      all.insert(word + "l");
    }
    return all;
  }();
  return names;
}

struct Permission {
  std::string_view name;
  Names grants;
};

const std::array<Permission, 4>& permissions() {
  static const std::array<Permission, 4> all = [] {
    std::array<Permission, 4> made{
        {{"processes", {}}, {"files", {}}, {"network", {}}, {"shared-memory", {}}}};
    add(made[0].grants, kProcesses);
    add(made[1].grants, kFiles);
    add(made[2].grants, kNetwork);
    add(made[3].grants, kSharedMemory);
    return made;
  }();
  return all;
}

}  // namespace

bool is_granted(std::string_view name, const std::vector<std::string>& allow) {
  return always().contains(name) || name.starts_with(kAtomicsOfArm) ||
         std::any_of(permissions().begin(), permissions().end(), [&](const Permission& one) {
           return one.grants.contains(name) &&
                  std::find(allow.begin(), allow.end(), one.name) != allow.end();
         });
}

std::string_view granted_by(std::string_view name) {
  for (const Permission& one : permissions()) {
    if (one.grants.contains(name)) {
      return one.name;
    }
  }
  return {};
}

}  // namespace submission
