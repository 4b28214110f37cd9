# add_exercise(NAME [LIBRARY...]): one exercise folder, one line. The libraries
# are linked with its tests and rows.
#
# The folder's files say what they are by their names:
#   *_test.cpp    tests           -> NAME_test, each test known to CTest
#   *_bench.cpp   speed rows      -> NAME_bench
#   adapter/*.cpp course code that compiles a submitted header
#                 (adapter/tests/*.cpp for the tests only, adapter/bench/*.cpp for the rows)
#   other *.cpp   submit files, taken from COURSE_SUBMISSION
#
# With COURSE_PREBUILD the submit files are left out. Everything else is
# compiled, the tests are listed in NAME.tests.json, and NAME.recipe.json says
# how a submission is compiled and linked: the grader reads both.


function(add_exercise name)
  set(dir ${CMAKE_CURRENT_SOURCE_DIR}/${name})
  file(GLOB tests CONFIGURE_DEPENDS ${dir}/*_test.cpp)
  file(GLOB benches CONFIGURE_DEPENDS ${dir}/*_bench.cpp)
  set(includes ${COURSE_SUBMISSION}/${name} ${dir} ${CMAKE_CURRENT_SOURCE_DIR})

  # The rows are timed in the bench profile, the tests are run in the others.
  if(COURSE_PROFILE STREQUAL "bench")
    set(part bench)
    set(sources ${benches})
  else()
    set(part tests)
    set(sources ${tests})
  endif()
  file(GLOB adapters CONFIGURE_DEPENDS ${dir}/adapter/*.cpp ${dir}/adapter/${part}/*.cpp)
  if(sources)
    add_library(${name}.${part} OBJECT ${sources})
    target_link_libraries(${name}.${part} PUBLIC course_${part}_main ${ARGN})
    target_include_directories(${name}.${part} PRIVATE ${dir} ${CMAKE_CURRENT_SOURCE_DIR})
    target_compile_options(${name}.${part} PRIVATE ${COURSE_STRICT_WARNINGS})
    get_target_property(precompiled course_${part}_main PRECOMPILE_HEADERS)
    if(precompiled)
      target_precompile_headers(${name}.${part} REUSE_FROM course_${part}_main)
    endif()
  endif()

  if(COURSE_PREBUILD)
    course_recipe(${name} ${ARGN})
    return()
  endif()

  file(GLOB submit RELATIVE ${dir} CONFIGURE_DEPENDS ${dir}/*.cpp)
  list(FILTER submit EXCLUDE REGEX "_(test|bench)\\.cpp$")
  list(TRANSFORM submit PREPEND ${COURSE_SUBMISSION}/${name}/)
  add_library(${name}.submit OBJECT ${submit} ${adapters})
  target_include_directories(${name}.submit PRIVATE ${includes})
  target_compile_options(${name}.submit PRIVATE ${COURSE_SUBMIT_WARNINGS})

  if(COURSE_PROFILE STREQUAL "bench")
    if(TARGET ${name}.bench)
      add_executable(${name}_bench)
      target_link_libraries(${name}_bench PRIVATE ${name}.bench ${name}.submit)
    endif()
  elseif(BUILD_TESTING)
    add_executable(${name}_test)
    target_link_libraries(${name}_test PRIVATE ${name}.tests ${name}.submit)
    gtest_discover_tests(${name}_test TEST_PREFIX ${name}. DISCOVERY_MODE PRE_TEST
                         PROPERTIES TIMEOUT 60)
  endif()
endfunction()

# JSON array of a generator expression's list.
function(course_json_list out list)
  set(${out} "[$<$<BOOL:${list}>:\"$<JOIN:${list},\"$<COMMA> \">\">]" PARENT_SCOPE)
endfunction()

# The programs that look into object files: those of the compiler's own version.
function(course_inspection)
  get_filename_component(real ${CMAKE_CXX_COMPILER} REALPATH)
  get_filename_component(bin ${real} DIRECTORY)
  find_program(COURSE_NM llvm-nm HINTS ${bin} NO_DEFAULT_PATH)
  find_program(COURSE_NM nm REQUIRED)
  find_program(COURSE_LINKER NAMES ld.lld ld HINTS ${bin} REQUIRED)
  find_program(COURSE_SYMBOLIZER llvm-symbolizer HINTS ${bin} REQUIRED)
endfunction()

# What a submission is compiled with.
set(COURSE_SUBMIT_FLAGS ${CMAKE_CXX_FLAGS} -std=c++20 ${COURSE_PROFILE_COMPILE}
                        ${COURSE_SUBMIT_WARNINGS})
# Who waits for a verdict waits for the compiler, and inlining much is slow. The
# benchmarks' profile is for fast code, the others only run the tests.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND NOT COURSE_PROFILE STREQUAL "bench")
  list(APPEND COURSE_SUBMIT_FLAGS -mllvm -inline-threshold=25)
endif()

# course_precompile(): standard.hpp, the headers of the standard library that
# submissions include; standard.hpp.pch, the same as the compiler keeps it; and
# standard.hpp.d, the list of the files that it holds. The grader reads both.
function(course_precompile)
  set(headers algorithm array atomic barrier charconv chrono condition_variable deque exception
              functional future latch map memory mutex numeric optional queue ranges semaphore
              set span stdexcept stop_token string string_view system_error thread type_traits
              utility variant vector)
  list(TRANSFORM headers PREPEND "#include <")
  list(TRANSFORM headers APPEND ">\n")
  list(JOIN headers "" content)
  set(file ${CMAKE_CURRENT_BINARY_DIR}/standard.hpp)
  file(CONFIGURE OUTPUT ${file} CONTENT "${content}" @ONLY)
  add_custom_command(OUTPUT ${file}.pch
    COMMAND ${CMAKE_CXX_COMPILER} ${COURSE_SUBMIT_FLAGS} -fpch-instantiate-templates
            -x c++-header ${file} -o ${file}.pch -MD -MF ${file}.d
    DEPENDS ${file} DEPFILE ${file}.d VERBATIM)
  add_custom_target(course_standard ALL DEPENDS ${file}.pch)
endfunction()

function(course_recipe name)
  set(parts "")
  course_json_list(compile_json "${COURSE_SUBMIT_FLAGS}")
  course_json_list(link_json "${COURSE_PROFILE_LINK}")
  course_json_list(include_json "${dir};${CMAKE_CURRENT_SOURCE_DIR}")
  course_json_list(adapter_json "${adapters}")
  file(GLOB headers CONFIGURE_DEPENDS ${dir}/*.hpp ${CMAKE_CURRENT_SOURCE_DIR}/support/*.hpp)
  course_json_list(header_json "${headers}")
  course_inspection()
  set(explorer "")
  set(explorer_link "")
  if(TARGET course_explorer)
    set(explorer $<TARGET_OBJECTS:course_explorer>)
    set(explorer_link ${COURSE_PROFILE_LINK})
    list(FILTER explorer_link EXCLUDE REGEX "^-fsanitize")
    list(APPEND explorer_link -Xlinker -z -Xlinker now)  # symbols are looked up once
  endif()
  course_json_list(explorer_json "${explorer}")
  course_json_list(explorer_link_json "${explorer_link}")
  set(tracer "")
  if(TARGET course_tracer)
    set(tracer $<TARGET_OBJECTS:course_tracer>)
  endif()
  course_json_list(tracer_json "${tracer}")
  set(test_includes "")
  if(TARGET ${name}.tests)
    set(test_includes $<REMOVE_DUPLICATES:$<TARGET_PROPERTY:${name}.tests,INCLUDE_DIRECTORIES>>)
  endif()
  course_json_list(test_include_json "${test_includes}")
  foreach(kind tests bench)
    set(list "")
    if(TARGET ${name}.${kind})
      if(kind STREQUAL "tests")
        set(framework GTest::gtest)
      else()
        set(framework benchmark::benchmark)
      endif()
      set(list "$<TARGET_OBJECTS:${name}.${kind}>" $<TARGET_FILE:course_${kind}_main>
               $<TARGET_LINKER_FILE:${framework}>)
      # Before the main's library, of which they need something themselves.
      foreach(library ${ARGN})
        list(INSERT list 1 $<TARGET_FILE:${library}> ${${library}_needs})
      endforeach()
    endif()
    course_json_list(${kind}_json "${list}")
  endforeach()
  file(GENERATE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${name}.recipe.json CONTENT "{
  \"compiler\": \"${CMAKE_CXX_COMPILER}\",
  \"compile\": ${compile_json},
  \"inspection\": {
    \"nm\": \"${COURSE_NM}\",
    \"linker\": \"${COURSE_LINKER}\",
    \"symbolizer\": \"${COURSE_SYMBOLIZER}\"
  },
  \"includes\": ${include_json},
  \"headers\": ${header_json},
  \"adapters\": ${adapter_json},
  \"link\": ${link_json},
  \"tests\": ${tests_json},
  \"bench\": ${bench_json},
  \"test_includes\": ${test_include_json},
  \"explorer\": ${explorer_json},
  \"explorer_link\": ${explorer_link_json},
  \"tracer\": ${tracer_json}
}
")

  # The list of tests comes from the course alone: a program without the submit
  # files, good for nothing but --gtest_list_tests.
  if(TARGET ${name}.tests AND COURSE_PROFILE STREQUAL "plain")
    add_executable(${name}.list)
    target_link_libraries(${name}.list PRIVATE ${name}.tests)
    target_link_options(${name}.list PRIVATE -no-pie LINKER:--unresolved-symbols=ignore-all)
    add_custom_command(TARGET ${name}.list POST_BUILD
      COMMAND ${name}.list --gtest_list_tests --gtest_output=json:${CMAKE_CURRENT_BINARY_DIR}/${name}.tests.json
              > ${CMAKE_CURRENT_BINARY_DIR}/${name}.tests.txt
      BYPRODUCTS ${CMAKE_CURRENT_BINARY_DIR}/${name}.tests.json)
  endif()
endfunction()
