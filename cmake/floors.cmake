# limn_together(target): compiles its sources by the eight, with LIMN_TOGETHER. What they keep to themselves then shares one
# unnamed namespace, so no two of them may have a helper of the same name and arguments.
function(limn_together target)
  if(LIMN_TOGETHER)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage) # GCC takes the sources for headers
  endif()
endfunction()

# limn_floor(name LINKS ...): the static library limn_<name> from every source under src/<name>/.
function(limn_floor name)
  cmake_parse_arguments(FLOOR "" "" "LINKS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/app/main\\.cpp$")
  if(NOT sources)
    add_library(limn_${name} INTERFACE)
    target_include_directories(limn_${name} INTERFACE ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(limn_${name} INTERFACE ${FLOOR_LINKS})
    return()
  endif()
  add_library(limn_${name} STATIC ${sources})
  target_include_directories(limn_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(limn_${name} PUBLIC ${FLOOR_LINKS} Threads::Threads)
  # One precompiled header for the whole house: making one takes as long as several sources.
  if(name STREQUAL "base")
    target_precompile_headers(limn_base PRIVATE
      <algorithm> <array> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <mutex> <optional> <span> <string>
      <string_view> <unordered_map> <utility> <variant> <vector> <boost/json.hpp> <fmt/format.h>)
  else()
    target_precompile_headers(limn_${name} REUSE_FROM limn_base)
  endif()
  if(name MATCHES "^(annotation|formats|http)$")
    limn_together(limn_${name})
  endif()
endfunction()
