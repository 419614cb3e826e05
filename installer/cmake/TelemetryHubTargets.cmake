# SPDX-License-Identifier: GPL-3.0-or-later
# The flags every target shares and the functions that make targets.

add_library(telemetryhub_options INTERFACE)
target_compile_features(telemetryhub_options INTERFACE cxx_std_20)
target_compile_definitions(telemetryhub_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_compile_options(telemetryhub_options INTERFACE
    $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Wall -Wextra -Wpedantic -Wshadow -Wconversion
      -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual>
    $<$<CXX_COMPILER_ID:Clang,AppleClang>:-Wthread-safety>
    # What g++ 12 says of correct concatenations of strings ("a" + text); later ones and clang do not.
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-array-bounds
      -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread>
    $<$<CXX_COMPILER_ID:MSVC>:/W4 /permissive- /utf-8 /Zc:__cplusplus>)
if(TELEMETRYHUB_WARNINGS_AS_ERRORS)
  target_compile_options(telemetryhub_options INTERFACE
      $<IF:$<CXX_COMPILER_ID:MSVC>,/WX,-Werror>)
endif()
if(TELEMETRYHUB_SANITIZE)
  list(JOIN TELEMETRYHUB_SANITIZE "," joined)
  target_compile_options(telemetryhub_options INTERFACE
      -fsanitize=${joined} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(telemetryhub_options INTERFACE -fsanitize=${joined})
endif()
if(TELEMETRYHUB_FUZZ AND NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  message(FATAL_ERROR "TELEMETRYHUB_FUZZ needs libFuzzer: set CMAKE_CXX_COMPILER to clang++.")
endif()

# telemetryhub_moc(TARGET HEADER...)
# Gives the target what moc makes of these headers; one without Q_OBJECT adds nothing, a forgotten one is an undefined
# vtable. moc is not told where Qt's headers are: it finds the classes without them, in a fiftieth of the time, as
# long as no #if stands inside of a class. In a unity build that goes by folders it stands in the unit of its header.
function(telemetryhub_moc target)
  foreach(header IN LISTS ARGN)
    get_filename_component(base "${header}" NAME_WE)
    get_filename_component(folder "${header}" DIRECTORY)
    get_filename_component(folder "${folder}" NAME)
    set(made ${CMAKE_CURRENT_BINARY_DIR}/moc/moc_${base}.cpp)
    qt_generate_moc("${header}" ${made})
    target_sources(${target} PRIVATE ${made})
    set_source_files_properties(${made} PROPERTIES UNITY_GROUP "${folder}")
  endforeach()
endfunction()

# telemetryhub_stage(NAME SOURCES file... [DEPENDS stage...] [QT component...])
# One stage of the engine as a static library. Only stages that list QT see Qt's headers.
function(telemetryhub_stage name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS;QT" ${ARGN})
  set(target telemetryhub_engine_${name})
  add_library(${target} STATIC ${arg_SOURCES})
  add_library(TelemetryHub::engine_${name} ALIAS ${target})
  target_include_directories(${target}
      PUBLIC ${PROJECT_SOURCE_DIR}/engine/include PRIVATE ${PROJECT_SOURCE_DIR}/engine/src)
  target_link_libraries(${target} PUBLIC Threads::Threads PRIVATE telemetryhub_options)
  # The stages that every sample passes are worth a longer build; the others gain nothing from it.
  if(name MATCHES "^(core|decode|pipeline|history|outlet|record)$" AND CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O3>)
  endif()
  foreach(stage IN LISTS arg_DEPENDS)
    target_link_libraries(${target} PUBLIC TelemetryHub::engine_${stage})
  endforeach()
  if(TELEMETRYHUB_FUZZ AND name MATCHES "^(config|core|decode|record|serve)$")
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
    # Unoptimised, a fuzzer would try a hundred inputs a second; Beast takes too long to be optimised.
    if(NOT name STREQUAL "serve")
      target_compile_options(${target} PRIVATE -O1)
    endif()
  endif()
  if(arg_QT)
    list(TRANSFORM arg_QT PREPEND Qt6::)
    target_link_libraries(${target} PUBLIC ${arg_QT})
  else()
  endif()
endfunction()

# telemetryhub_test(NAME SOURCES file... LINK target... [LABELS label...])
# One Qt Test executable, run as one test; the target LABEL_tests builds all of a label. The first source
# holds the test class and includes its own .moc. Tests of the app and the window may use Qt's widgets.
function(telemetryhub_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK;LABELS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
  list(GET arg_SOURCES 0 source)
  get_filename_component(base ${source} NAME_WE)
  qt_generate_moc(${source} ${CMAKE_CURRENT_BINARY_DIR}/${base}.moc)
  target_sources(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/${base}.moc)
  target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
  set(headers telemetryhub_test_headers)
  if("ui" IN_LIST arg_LABELS OR "app" IN_LIST arg_LABELS)
    set(headers telemetryhub_window_test_headers)
  endif()
  target_precompile_headers(${name} REUSE_FROM ${headers})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${arg_LINK} telemetryhub_qtest telemetryhub_options)
  add_test(NAME ${name} COMMAND ${name})
  foreach(label IN LISTS arg_LABELS)
    if(NOT TARGET ${label}_tests)
      add_custom_target(${label}_tests)
    endif()
    add_dependencies(${label}_tests ${name})
  endforeach()
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT 120
      ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/tsan.supp")
endfunction()
