noinst_LIBRARIES += src/view/libview.a
src_view_libview_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
src_view_libview_a_SOURCES = \
	src/view/part.c \
	src/view/part.h \
	src/view/part_edit.c \
	src/view/view.c \
	src/view/view.h \
	src/view/view_capture.c \
	src/view/view_drawing.c \
	src/view/view_dossier.c \
	src/view/view_find.c \
	src/view/view_gate.c \
	src/view/view_interview.c \
	src/view/view_list.c \
	src/view/view_panel.c \
	src/view/view_question.c \
	src/view/view_register.c \
	src/view/view_record.c \
	src/view/view_said.c \
	src/view/view_source.c \
	src/view/view_terms.c \
	src/view/view_turned.c
