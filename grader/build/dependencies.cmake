# Libraries: the installed package first, a pinned release otherwise.

include(FetchContent)
find_package(Threads REQUIRED)

set(BENCHMARK_ENABLE_TESTING OFF)
set(INSTALL_GTEST OFF)
set(JSON_BuildTests OFF)
set(CLI11_BUILD_TESTS OFF)

macro(course_dependency name repository tag)
  FetchContent_Declare(${name} GIT_REPOSITORY ${repository} GIT_TAG ${tag} GIT_SHALLOW ON SYSTEM
                       FIND_PACKAGE_ARGS ${ARGN})
  FetchContent_MakeAvailable(${name})
endmacro()

course_dependency(googletest https://github.com/google/googletest.git release-1.12.1 NAMES GTest)
course_dependency(nlohmann_json https://github.com/nlohmann/json.git v3.11.2 NAMES nlohmann_json)
if(COURSE_GRADER)
  course_dependency(CLI11 https://github.com/CLIUtils/CLI11.git v2.1.2 NAMES CLI11)
  course_dependency(fmt https://github.com/fmtlib/fmt.git 9.1.0 NAMES fmt)
  course_dependency(tomlplusplus https://github.com/marzer/tomlplusplus.git v3.3.0 NAMES tomlplusplus)
  course_dependency(pugixml https://github.com/zeux/pugixml.git v1.13 NAMES pugixml)
  set(ENABLE_TEST OFF CACHE BOOL "libarchive's own tests")
  course_dependency(LibArchive https://github.com/libarchive/libarchive.git v3.6.2)
  if(NOT TARGET LibArchive::LibArchive)  # built from its sources, it goes by another name
    add_library(LibArchive::LibArchive INTERFACE IMPORTED)
    target_link_libraries(LibArchive::LibArchive INTERFACE archive_static)
    target_include_directories(LibArchive::LibArchive INTERFACE ${libarchive_SOURCE_DIR}/libarchive)
  endif()
  # SQLite's own build is no CMake project, and its sources are one file.
  find_package(SQLite3)
  if(NOT SQLite3_FOUND)
    enable_language(C)
    FetchContent_Declare(sqlite URL https://www.sqlite.org/2022/sqlite-amalgamation-3400100.zip
                         URL_HASH SHA256=49112CC7328392AA4E3E5DAE0B2F6736D0153430143D21F69327788FF4EFE734)
    FetchContent_MakeAvailable(sqlite)
    add_library(course_sqlite STATIC ${sqlite_SOURCE_DIR}/sqlite3.c)
    target_include_directories(course_sqlite SYSTEM PUBLIC ${sqlite_SOURCE_DIR})
    target_link_libraries(course_sqlite PRIVATE Threads::Threads ${CMAKE_DL_LIBS})
    add_library(SQLite::SQLite3 ALIAS course_sqlite)
  endif()
else()
  course_dependency(benchmark https://github.com/google/benchmark.git v1.7.1 NAMES benchmark)
  # Distributions compile it, and bring no CMake package; its sources are one header.
  find_path(HTTPLIB_INCLUDE httplib.h)
  find_library(HTTPLIB_LIBRARY cpp-httplib)
  add_library(course_httplib INTERFACE)
  if(HTTPLIB_INCLUDE AND HTTPLIB_LIBRARY)
    target_include_directories(course_httplib SYSTEM INTERFACE ${HTTPLIB_INCLUDE})
    target_link_libraries(course_httplib INTERFACE ${HTTPLIB_LIBRARY})
    # They change the classes: as the library was compiled, so must its header be.
    target_compile_definitions(course_httplib INTERFACE CPPHTTPLIB_OPENSSL_SUPPORT
                               CPPHTTPLIB_ZLIB_SUPPORT CPPHTTPLIB_BROTLI_SUPPORT)
  else()
    set(HTTPLIB_LIBRARY "")
    FetchContent_Declare(httplib GIT_REPOSITORY https://github.com/yhirose/cpp-httplib.git
                         GIT_TAG v0.11.4 GIT_SHALLOW ON SOURCE_SUBDIR header-alone)
    FetchContent_MakeAvailable(httplib)
    target_include_directories(course_httplib SYSTEM INTERFACE ${httplib_SOURCE_DIR})
  endif()
endif()
