set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
# -O2 rather than -O3: measured no slower on the kernels in bench/, and a third less time to build.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

option(LIMN_TESTS "Build the unit tests" OFF)
option(LIMN_BENCH "Build the benchmarks" OFF)
option(LIMN_SANITIZE "Address and undefined-behaviour sanitizers" OFF)
option(LIMN_TOGETHER "Compile several sources of a floor together: from nothing it takes half the time, after a change longer" OFF)

add_compile_options(-Wall -Wextra -Wpedantic -Werror -Wno-missing-field-initializers)
if(LIMN_SANITIZE)
  # -O0: instrumented code takes twice as long to optimise as to build, longer than all the unit tests run.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -O0 -g1)
  add_link_options(-fsanitize=address,undefined)
endif()

# With optimisation GCC 12 sees overflows in std::string's copies of views of known bounds (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wno-stringop-overflow -Wno-array-bounds -Wno-restrict)
endif()

find_program(LIMN_CCACHE ccache)
if(LIMN_CCACHE)
  # What ccache needs to know to look through the precompiled header.
  add_compile_options(-fpch-preprocess)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${LIMN_CCACHE})
endif()
find_program(LIMN_MOLD mold)
if(LIMN_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
