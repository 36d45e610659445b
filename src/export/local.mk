noinst_LIBRARIES += src/export/libexport.a
src_export_libexport_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
src_export_libexport_a_SOURCES = \
	src/export/document.c \
	src/export/document.h \
	src/export/export.c \
	src/export/export.h \
	src/export/export_json.c \
	src/export/html.c \
	src/export/language.c \
	src/export/language.h \
	src/export/markdown.c \
	src/export/phrase.c \
	src/export/phrase.h \
	src/export/summary.c \
	src/export/summary.h \
	src/export/summary_back.c \
	src/export/summary_body.c \
	src/export/summary_data.c \
	src/export/summary_front.c \
	src/export/summary_gather.c \
	src/export/summary_parts.h \
	src/export/text.c \
	src/export/visible.c \
	src/export/visible.h \
	src/export/when.c \
	src/export/when.h \
	src/export/writers.h
if PDF
src_export_libexport_a_CPPFLAGS += $(PDF_CFLAGS)
src_export_libexport_a_SOURCES += src/export/pdf.c
endif
