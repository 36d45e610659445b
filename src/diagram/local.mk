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
	src/diagram/lifeline.c \
	src/diagram/lifeline_bars.c \
	src/diagram/lifeline_horizontal.c \
	src/diagram/lifeline_layout.c \
	src/diagram/lifeline_layout.h \
	src/diagram/lifeline_mark.c \
	src/diagram/lifeline_model.h \
	src/diagram/lifeline_order.c \
	src/diagram/lifeline_read.c \
	src/diagram/lifeline_read.h \
	src/diagram/lifeline_read_when.c \
	src/diagram/lifeline_resolve.c \
	src/diagram/lifeline_say.c \
	src/diagram/lifeline_scene.c \
	src/diagram/lifeline_sheet.c \
	src/diagram/lifeline_sheet.h \
	src/diagram/lifeline_strip.h \
	src/diagram/lifeline_vertical.c \
	src/diagram/lifeline_when.c \
	src/diagram/lifeline_when_words.c \
	src/diagram/notation.c \
	src/diagram/notation.h \
	src/diagram/scene.c \
	src/diagram/scene.h \
	src/diagram/scene_measure.c \
	src/diagram/scene_neighbour.c
