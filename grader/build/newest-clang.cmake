# Toolchain file: the newest clang from 16 up, with the lld of the same version.
# ThreadSanitizer of older ones dies at start on many machines.

if(NOT DEFINED CMAKE_CXX_COMPILER)
  foreach(version RANGE 30 16 -1)
    find_program(COURSE_CLANG_${version} clang++-${version})
    if(COURSE_CLANG_${version})
      set(CMAKE_CXX_COMPILER ${COURSE_CLANG_${version}})
      find_program(COURSE_LLD NAMES ld.lld-${version})
      break()
    endif()
  endforeach()
  if(NOT DEFINED CMAKE_CXX_COMPILER)
    # Homebrew and others name it without a version.
    find_program(COURSE_CLANG clang++ HINTS /opt/homebrew/opt/llvm/bin /usr/local/opt/llvm/bin)
    if(NOT COURSE_CLANG)
      message(FATAL_ERROR "no clang++ from 16 up; install clang-19 (grader/grade does it for you)")
    endif()
    set(CMAKE_CXX_COMPILER ${COURSE_CLANG})
  endif()
endif()
