noinst_LIBRARIES += src/diagram/libdiagram.a
src_diagram_libdiagram_a_CPPFLAGS = $(AM_CPPFLAGS)
src_diagram_libdiagram_a_SOURCES = \
	src/diagram/diagram.c \
	src/diagram/diagram.h \
	src/diagram/notation.c \
	src/diagram/notation.h \
	src/diagram/scene.c \
	src/diagram/scene.h \
	src/diagram/scene_measure.c \
	src/diagram/scene_neighbour.c
