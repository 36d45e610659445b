noinst_LIBRARIES += src/app/libapp.a
src_app_libapp_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
src_app_libapp_a_SOURCES = \
	src/app/app.c \
	src/app/app.h \
	src/app/capture_line.c \
	src/app/capture_line.h \
	src/app/command.c \
	src/app/command.h \
	src/app/command_any.c \
	src/app/command_capture.c \
	src/app/command_interview.c \
	src/app/command_record.c \
	src/app/command_text.c \
	src/app/desk.c \
	src/app/desk.h \
	src/app/desk_change.c \
	src/app/draft.c \
	src/app/panel_fields.c \
	src/app/panel_fields.h \
	src/app/fill.c \
	src/app/fill.h \
	src/app/keymap.c \
	src/app/keymap.h \
	src/app/languages.c \
	src/app/list.c \
	src/app/mouse.c \
	src/app/open.c \
	src/app/patients.c \
	src/app/register_row.c \
	src/app/register_row.h \
	src/app/panel.c \
	src/app/panel_submit.c \
	src/app/quote.c \
	src/app/quote.h \
	src/app/session.c \
	src/app/session.h \
	src/app/settings.c \
	src/app/settings.h \
	src/app/target.h \
	src/app/text_edit.c \
	src/app/text_edit.h \
	src/app/text_edit_lines.c \
	src/app/text_edit_private.h \
	src/app/typing.c \
	src/app/typing.h
