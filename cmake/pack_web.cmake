# cmake -DFOLDER=web/dist -DOUT=folder -DGZIP=program -P pack_web.cmake
# Writes OUT/blob.S, which includes every file of FOLDER and its compressed form, and OUT/index.cpp, which says where they
# are. Text of 200 bytes and more is compressed, if that makes it smaller.
file(GLOB_RECURSE files RELATIVE ${FOLDER} "${FOLDER}/*")
list(SORT files)
file(REMOVE_RECURSE ${OUT}/gzip)
file(MAKE_DIRECTORY ${OUT}/gzip)

set(blob "    .section .rodata\n    .global limn_web_blob\nlimn_web_blob:\n")
set(index "")
set(at 0)
foreach(name IN LISTS files)
  set(file ${FOLDER}/${name})
  file(SIZE ${file} size)
  file(SHA256 ${file} hash)
  string(SUBSTRING ${hash} 0 16 hash)
  string(APPEND blob "    .incbin \"${file}\"\n")
  set(bytes "{blob + ${at}, ${size}}")
  math(EXPR at "${at} + ${size}")

  set(compressed "{}")
  if(GZIP AND size GREATER_EQUAL 200 AND name MATCHES "\\.(html|css|m?js|json|map|webmanifest|svg|txt|xml|wasm|ico)$")
    set(gzipped ${OUT}/gzip/${hash}.gz)
    execute_process(COMMAND ${GZIP} -9 -n -c ${file} OUTPUT_FILE ${gzipped} COMMAND_ERROR_IS_FATAL ANY)
    file(SIZE ${gzipped} gzipped_size)
    if(gzipped_size LESS size)
      string(APPEND blob "    .incbin \"${gzipped}\"\n")
      set(compressed "{blob + ${at}, ${gzipped_size}}")
      math(EXPR at "${at} + ${gzipped_size}")
    endif()
  endif()

  set(immutable false)
  if(name MATCHES "^assets/")
    set(immutable true)
  endif()
  string(APPEND index "        {\"/${name}\", ${bytes}, ${compressed}, content_type_of(\"${name}\"), \"W/\\\"${hash}\\\"\", ${immutable}},\n")
endforeach()

# The last line keeps the linker from making the program's stack executable.
string(APPEND blob "    .byte 0\n    .section .note.GNU-stack,\"\",%progbits\n")
file(WRITE ${OUT}/blob.S "${blob}")
file(WRITE ${OUT}/index.cpp "// Written by pack_web.cmake from ${FOLDER}.
#include <vector>

#include \"http/assets.h\"

extern \"C\" const char limn_web_blob[];

namespace limn::http {

const AssetStore& embedded_web() {
    [[maybe_unused]] const char* blob = limn_web_blob;
    static const std::vector<Asset> files = {
${index}    };
    static const AssetStore store(files);
    return store;
}

} // namespace limn::http
")
