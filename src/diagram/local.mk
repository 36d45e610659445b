noinst_LIBRARIES += src/diagram/libdiagram.a
src_diagram_libdiagram_a_CPPFLAGS = $(AM_CPPFLAGS)
src_diagram_libdiagram_a_SOURCES = \
	src/diagram/diagram.c \
	src/diagram/diagram.h \
	src/diagram/ecogram.c \
	src/diagram/ecogram.h \
	src/diagram/ecogram_columns.c \
	src/diagram/ecogram_fold.c \
	src/diagram/ecogram_keys.c \
	src/diagram/ecogram_legend.c \
	src/diagram/ecogram_order.c \
	src/diagram/ecogram_outerplanar.c \
	src/diagram/ecogram_outline.c \
	src/diagram/ecogram_read.c \
	src/diagram/ecogram_ring.c \
	src/diagram/ecogram_say.c \
	src/diagram/ecogram_scene.c \
	src/diagram/ecogram_view.c \
	src/diagram/ecogram_words.c \
	src/diagram/ecogram_write.c \
	src/diagram/notation.c \
	src/diagram/notation.h \
	src/diagram/scene.c \
	src/diagram/scene.h \
	src/diagram/scene_measure.c \
	src/diagram/scene_neighbour.c
