if(EXISTS ${CMAKE_SOURCE_DIR}/src/app/main.cpp)
  add_executable(limn ${CMAKE_SOURCE_DIR}/src/app/main.cpp)
  target_link_libraries(limn PRIVATE limn_app)
endif()
