# limn_embed_web(target folder): a static library with the folder's files inside, reached through
# limn::http::embedded_web(). The assembler takes the bytes in as they are (.incbin); the compiler sees only a small
# index. It is packed again when a file changes, comes or goes; without the folder the index is empty.
enable_language(ASM)

function(limn_embed_web target folder)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS "${folder}/*")
  set(out ${CMAKE_BINARY_DIR}/${target})
  find_program(LIMN_GZIP gzip)
  add_custom_command(
    OUTPUT ${out}/blob.S ${out}/index.cpp
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -DOUT=${out} -DGZIP=${LIMN_GZIP} -P ${CMAKE_SOURCE_DIR}/cmake/pack_web.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/pack_web.cmake
    COMMENT "Packing ${folder}" VERBATIM)
  add_library(${target} STATIC ${out}/blob.S ${out}/index.cpp)
  target_link_libraries(${target} PUBLIC limn_http)
endfunction()
