noinst_LIBRARIES += src/base/libbase.a
src_base_libbase_a_CPPFLAGS = $(AM_CPPFLAGS) $(UTF8PROC_CFLAGS) $(JANSSON_CFLAGS) $(YAML_CFLAGS) $(SODIUM_CFLAGS)
src_base_libbase_a_SOURCES = \
	src/base/alloc.c \
	src/base/alloc.h \
	src/base/arena.c \
	src/base/arena.h \
	src/base/buf.c \
	src/base/buf.h \
	src/base/calendar.c \
	src/base/calendar.h \
	src/base/calendar_words.c \
	src/base/crypto.h \
	src/base/decimal.c \
	src/base/decimal.h \
	src/base/digest.c \
	src/base/digest.h \
	src/base/edtf.c \
	src/base/edtf_tokens.c \
	src/base/edtf_tokens.h \
	src/base/edtf_words.c \
	src/base/edtf.h \
	src/base/error.c \
	src/base/error.h \
	src/base/file.c \
	src/base/file.h \
	src/base/i18n.c \
	src/base/i18n.h \
	src/base/json.c \
	src/base/json.h \
	src/base/key.c \
	src/base/key.h \
	src/base/secret.c \
	src/base/secret.h \
	src/base/text.c \
	src/base/text_wrap.c \
	src/base/text_fold.c \
	src/base/text_display.c \
	src/base/text.h \
	src/base/unicode.c \
	src/base/unicode.h \
	src/base/world.c \
	src/base/world.h \
	src/base/yaml_tree.c \
	src/base/yaml_tree.h
