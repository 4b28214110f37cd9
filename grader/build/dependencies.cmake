# Libraries: the installed package first, a pinned release otherwise.

include(FetchContent)
find_package(Threads REQUIRED)

set(BENCHMARK_ENABLE_TESTING OFF)
set(INSTALL_GTEST OFF)
set(JSON_BuildTests OFF)
set(CLI11_BUILD_TESTS OFF)

macro(course_dependency name repository tag)
  FetchContent_Declare(${name} GIT_REPOSITORY ${repository} GIT_TAG ${tag} GIT_SHALLOW ON SYSTEM
                       FIND_PACKAGE_ARGS NAMES ${ARGN})
  FetchContent_MakeAvailable(${name})
endmacro()

course_dependency(googletest https://github.com/google/googletest.git release-1.12.1 GTest)
course_dependency(nlohmann_json https://github.com/nlohmann/json.git v3.11.2 nlohmann_json)
if(COURSE_GRADER)
  course_dependency(CLI11 https://github.com/CLIUtils/CLI11.git v2.1.2 CLI11)
  course_dependency(fmt https://github.com/fmtlib/fmt.git 9.1.0 fmt)
  course_dependency(tomlplusplus https://github.com/marzer/tomlplusplus.git v3.3.0 tomlplusplus)
else()
  course_dependency(benchmark https://github.com/google/benchmark.git v1.7.1 benchmark)
endif()
