# What each profile compiles with. The grader builds every submission with the
# same flags: it reads them from the recipes that exercise.cmake writes.

set(COURSE_STRICT_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
# A parameter that a skeleton does not use yet is no mistake.
set(COURSE_SUBMIT_WARNINGS -Wall -Wextra -Wno-unused-parameter)

# The grader names files and lines; a debugger wants more.
if(COURSE_PREBUILD)
  set(debug -gline-tables-only)
else()
  set(debug -g)
endif()

if(COURSE_PROFILE STREQUAL "plain")
  set(flags -O1 ${debug} -D_GLIBCXX_ASSERTIONS)
elseif(COURSE_PROFILE STREQUAL "tsan")
  set(flags -O1 ${debug} -fno-omit-frame-pointer -fsanitize=thread)
elseif(COURSE_PROFILE STREQUAL "asan")
  set(flags -O1 ${debug} -fno-omit-frame-pointer -fsanitize=address,undefined
            -fno-sanitize-recover=undefined -D_GLIBCXX_ASSERTIONS)
elseif(COURSE_PROFILE STREQUAL "bench")
  set(flags -O2 ${debug})  # no NDEBUG: the code that is timed is the code that is tested
else()
  message(FATAL_ERROR "COURSE_PROFILE is '${COURSE_PROFILE}'; use plain, tsan, asan or bench")
endif()

set(COURSE_PROFILE_LINK ${flags})
list(FILTER COURSE_PROFILE_LINK INCLUDE REGEX "^-fsanitize")
set(COURSE_PROFILE_COMPILE ${flags} -pthread)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND COURSE_LLD)
  list(APPEND COURSE_PROFILE_LINK -fuse-ld=lld)
endif()
list(APPEND COURSE_PROFILE_LINK -pthread)

add_compile_options(${COURSE_PROFILE_COMPILE})
add_link_options(${COURSE_PROFILE_LINK})
