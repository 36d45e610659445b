noinst_LIBRARIES += src/record/librecord.a
src_record_librecord_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
src_record_librecord_a_SOURCES = \
	src/record/answer.c \
	src/record/answer.h \
	src/record/capture.c \
	src/record/capture.h \
	src/record/carry.c \
	src/record/carry.h \
	src/record/change.c \
	src/record/change.h \
	src/record/contact.c \
	src/record/drawing.c \
	src/record/drawing.h \
	src/record/edit.c \
	src/record/edit.h \
	src/record/fields.c \
	src/record/fields.h \
	src/record/history.c \
	src/record/history.h \
	src/record/id_index.c \
	src/record/id_index.h \
	src/record/interview.c \
	src/record/kept.c \
	src/record/kept.h \
	src/record/matter.c \
	src/record/matter.h \
	src/record/migration.c \
	src/record/migration.h \
	src/record/migration_edits.c \
	src/record/migration_private.h \
	src/record/patient.c \
	src/record/mark.c \
	src/record/mark.h \
	src/record/progress.c \
	src/record/progress.h \
	src/record/record.c \
	src/record/record.h \
	src/record/record_apply.c \
	src/record/relevance.c \
	src/record/relevance_follow.c \
	src/record/relevance_private.h \
	src/record/relevance.h \
	src/record/settle.c \
	src/record/settle.h \
	src/record/state.h \
	src/record/violations.c
