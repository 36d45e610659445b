noinst_LIBRARIES += src/diagram/libdiagram.a
src_diagram_libdiagram_a_CPPFLAGS = $(AM_CPPFLAGS)
src_diagram_libdiagram_a_SOURCES = src/diagram/diagram.h src/diagram/scene.h
