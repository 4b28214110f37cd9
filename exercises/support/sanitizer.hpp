// Which sanitizer a file of the course is compiled with: COURSE_THREAD_SANITIZER
// and COURSE_ADDRESS_SANITIZER are 1 or 0. A sanitizer has its own way into
// threads, memory and signals; a test that goes such a way itself leaves it to
// the sanitizer where there is one.

#pragma once

#ifdef __has_feature
#define COURSE_HAS_FEATURE(feature) __has_feature(feature)
#else
#define COURSE_HAS_FEATURE(feature) 0
#endif

// clang tells by the feature, gcc by the macro.
#if COURSE_HAS_FEATURE(thread_sanitizer) || defined(__SANITIZE_THREAD__)
#define COURSE_THREAD_SANITIZER 1
#else
#define COURSE_THREAD_SANITIZER 0
#endif

#if COURSE_HAS_FEATURE(address_sanitizer) || defined(__SANITIZE_ADDRESS__)
#define COURSE_ADDRESS_SANITIZER 1
#else
#define COURSE_ADDRESS_SANITIZER 0
#endif

#undef COURSE_HAS_FEATURE
